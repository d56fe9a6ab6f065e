// How an operation of a made-up stack goes, told as CloudFormation tells it: after what the recordings in shared/timelines
// show (pauses of the stack's own events, the lag between a nested stack's end and its parent's word of it, what is cancelled).
import { STACK_TYPE, type StackEvent } from '@signalbox/cloudformation/stack-event';

export type Action = 'CREATE' | 'UPDATE' | 'DELETE';

/** A resource that an operation touches. */
export interface Part {
  readonly id: string;
  readonly type: string;
  readonly action: Action;
  /** Seconds that its change takes, and its undoing. */
  readonly seconds: number;
  readonly undoSeconds: number;
  /** Of the same stack, made before it. */
  readonly after: readonly Part[];
  /** An update of a nested stack in which nothing changes has no parts. */
  readonly nested?: StackPlan;
}

export interface StackPlan {
  readonly name: string;
  readonly arn: string;
  readonly parts: readonly Part[];
}

/** Where and when an operation fails: at a share of the time that a resource takes. */
export interface Fault {
  /** Which of all resources that are no stacks, 0 to 1. */
  readonly place: number;
  readonly share: number;
  readonly rollback: boolean;
}

interface Worked {
  readonly path: readonly { readonly stack: StackPlan; readonly part: Part }[];
  readonly from: number;
  readonly to: number;
}

interface Played {
  readonly events: StackEvent[];
  readonly worked: Worked[];
  readonly random: () => number;
}

type Path = Worked['path'];

/** All events of an operation, oldest first; times in milliseconds from its first. */
export function play(root: StackPlan, action: Action, random: () => number, fault?: Fault): StackEvent[] {
  const played: Played = { events: [], worked: [], random };
  const end = forward(root, action, 0, [], played);
  const failed = fault && played.worked[Math.floor(fault.place * played.worked.length)];
  if (failed && fault) return inOrder(fail(root, action, failed, fault, played));
  if (action === 'UPDATE') cleanUp(root, end, played);
  return inOrder(played.events);
}

const inOrder = (events: readonly StackEvent[]) =>
  events.toSorted((a, b) => a.time - b.time).map((event, index) => ({ ...event, id: `${index}` }));

const between = (random: () => number, from: number, to: number) => 1000 * (from + (to - from) * random());

/** From a nested stack's own end to its parent's word of it: recorded from 0.4 to 24 s, half of them under 4 s. */
const gapMs = (random: () => number) => Math.min(25_000, 3000 * Math.exp(2 * random() + 2 * random() - 2));

function forward(stack: StackPlan, action: Action, at: number, path: Path, played: Played): number {
  own(played, stack, at, `${action}_IN_PROGRESS`, 'User Initiated');
  const now = stack.parts.filter((part) => action !== 'UPDATE' || part.action !== 'DELETE');
  const end = together(now, at, played, (part, from) => work(stack, part, from, path, played));
  const last = end + between(played.random, 0.5, 1.8);
  own(
    played,
    stack,
    last,
    action === 'UPDATE' ? 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' : `${action}_COMPLETE`,
  );
  return last;
}

/** Parts that begin as soon as those before them are over. @returns when all are */
function together(
  parts: readonly Part[],
  at: number,
  { random }: Played,
  run: (part: Part, from: number) => number,
): number {
  const ends = new Map<Part, number>();
  const begun = at + between(random, 1.8, 3);
  for (const part of parts) {
    const ready = Math.max(begun, ...part.after.map((earlier) => ends.get(earlier) ?? begun));
    ends.set(part, run(part, ready + between(random, 0.1, 0.9)));
  }
  return Math.max(begun, ...ends.values());
}

function work(stack: StackPlan, part: Part, from: number, path: Path, played: Played): number {
  const { action, nested } = part;
  const here = [...path, { stack, part }];
  add(played, stack, part, from, `${action}_IN_PROGRESS`);
  if (action === 'CREATE')
    add(
      played,
      stack,
      part,
      from + Math.min(600 * part.seconds || 600, between(played.random, 0.3, 1.6)),
      'CREATE_IN_PROGRESS',
      'Initiated',
    );
  let to = from + 1000 * part.seconds;
  if (nested !== undefined && nested.parts.length === 0) to = from + between(played.random, 0.5, 0.9);
  else if (nested !== undefined)
    to = forward(nested, action, from + 700, here, played) + gapMs(played.random);
  else played.worked.push({ path: here, from, to });
  add(played, stack, part, to, `${action}_COMPLETE`);
  return to;
}

/** After an update: nested stacks clean up, then what is no longer needed is deleted. */
function cleanUp(stack: StackPlan, at: number, played: Played): number {
  const rest = stack.parts.filter(({ action, nested }) => nested !== undefined || action === 'DELETE');
  const end = together(
    rest.map((part) => ({ ...part, after: [] })),
    at,
    played,
    (part, from) => {
      if (part.action === 'DELETE') return work(stack, part, from, [], played);
      const inner = part.nested?.parts.length ? cleanUp(part.nested, from, played) : from;
      const to = inner + gapMs(played.random);
      if (part.action === 'UPDATE') add(played, stack, part, to, 'UPDATE_COMPLETE');
      return to;
    },
  );
  if (stack.parts.some(({ action }) => action === 'UPDATE') || rest.length > 0)
    own(played, stack, end + 300, 'UPDATE_COMPLETE');
  return end + 300;
}

function fail(root: StackPlan, action: Action, { path, from, to }: Worked, fault: Fault, played: Played) {
  let at = from + fault.share * (to - from);
  /** When each stack on the way up stops. */
  const stops = new Map<StackPlan, number>();
  for (const { stack } of path.toReversed()) {
    stops.set(stack, at);
    at += between(played.random, 2, 6);
  }
  const kept: Played = { ...played, events: [], worked: [] };
  halt(root, Number.POSITIVE_INFINITY, { stops, played, kept, broken: path.at(-1)?.part });
  const turned = (stops.get(root) ?? at) + 300;
  const failed = root.parts.length > 0 ? 'The following resource(s) failed' : '';
  if (action === 'DELETE' || !fault.rollback) {
    own(kept, root, turned, `${action}_FAILED`, failed);
    return kept.events;
  }
  const back = action === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  own(kept, root, turned, `${back}_IN_PROGRESS`, failed);
  if (action === 'CREATE') own(kept, root, remove(root, turned, kept) + 500, 'ROLLBACK_COMPLETE');
  else restore(root, turned, kept);
  return kept.events;
}

interface Halting {
  readonly stops: ReadonlyMap<StackPlan, number>;
  readonly played: Played;
  readonly kept: Played;
  readonly broken: Part | undefined;
}

/** Keeps what was told before a stack stopped; what was under way then is cancelled. */
function halt(stack: StackPlan, limit: number, halting: Halting): void {
  const { stops, played, kept, broken } = halting;
  const stop = Math.min(limit, stops.get(stack) ?? Number.POSITIVE_INFINITY);
  const before = played.events.filter(({ stackId, time }) => stackId === stack.arn && time < stop);
  kept.events.push(...before);
  for (const part of stack.parts) {
    const last = before.findLast(({ logicalId }) => logicalId === part.id);
    if (part.nested) halt(part.nested, stop, halting);
    if (last === undefined || !last.status.endsWith('_IN_PROGRESS')) continue;
    const own = part === broken || (part.nested && stops.has(part.nested));
    const at = stop + (own ? 0 : between(kept.random, 0.1, 0.6));
    add(kept, stack, part, at, `${part.action}_FAILED`, own ? 'it broke' : 'Resource creation cancelled');
  }
  const state = before.findLast(({ physicalId }) => physicalId === stack.arn)?.status;
  const isRoot = limit === Number.POSITIVE_INFINITY;
  if (isRoot || state === undefined || !state.endsWith('_IN_PROGRESS') || state.includes('CLEANUP')) return;
  own(kept, stack, stop + 300, state.startsWith('UPDATE') ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'CREATE_FAILED');
}

const touched = (stack: StackPlan, kept: Played) =>
  stack.parts.filter(({ id }) =>
    kept.events.some(({ stackId, logicalId }) => stackId === stack.arn && logicalId === id),
  );

/** Deletes what a creation made, the last first. @returns when it is gone */
function remove(stack: StackPlan, at: number, kept: Played): number {
  const made = touched(stack, kept).filter(({ action }) => action !== 'DELETE');
  const turned = reversed(made);
  return together(turned, at, kept, (part, from) => {
    add(kept, stack, part, from, 'DELETE_IN_PROGRESS');
    let to = from + 1000 * part.undoSeconds;
    if (part.nested) {
      own(kept, part.nested, from + 500, 'DELETE_IN_PROGRESS');
      const gone = remove(part.nested, from + 500, kept) + 800;
      own(kept, part.nested, gone, 'DELETE_COMPLETE');
      to = gone + gapMs(kept.random);
    }
    add(kept, stack, part, to, 'DELETE_COMPLETE');
    return to;
  });
}

/** The same parts, each after those that were made after it. */
function reversed(parts: readonly Part[]): Part[] {
  const made: Part[] = [];
  const twins = new Map<Part, Part>();
  for (const part of parts.toReversed()) {
    const after = parts
      .filter((other) => other.after.includes(part))
      .flatMap((other) => twins.get(other) ?? []);
    const twin = { ...part, after };
    twins.set(part, twin);
    made.push(twin);
  }
  return made;
}

/** Changes back what an update changed, then deletes what it made. @returns when the outcome is certain */
function restore(stack: StackPlan, at: number, kept: Played): number {
  const all = touched(stack, kept);
  const changed = all.filter(({ action }) => action === 'UPDATE');
  const back = together(
    changed.map((part) => ({ ...part, after: [] })),
    at,
    kept,
    (part, from) => {
      add(kept, stack, part, from, 'UPDATE_IN_PROGRESS');
      let to = from + 1000 * part.undoSeconds;
      if (part.nested) {
        const state = kept.events.findLast(({ physicalId }) => physicalId === part.nested?.arn)?.status ?? '';
        const idle = touched(part.nested, kept).length === 0;
        if (!idle && !state.includes('ROLLBACK'))
          own(kept, part.nested, from + 500, 'UPDATE_ROLLBACK_IN_PROGRESS');
        to = idle ? from + 500 : restore(part.nested, from + 500, kept) + gapMs(kept.random);
      }
      add(kept, stack, part, to, 'UPDATE_COMPLETE');
      return to;
    },
  );
  const settled = back + between(kept.random, 0.4, 1.8);
  own(kept, stack, settled, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const made = { ...stack, parts: all.filter(({ action }) => action === 'CREATE') };
  own(kept, stack, remove(made, settled, kept) + 500, 'UPDATE_ROLLBACK_COMPLETE');
  return settled;
}

function own(played: Played, { name, arn }: StackPlan, time: number, status: string, reason = ''): void {
  const names = { logicalId: name, physicalId: arn, type: STACK_TYPE, stackId: arn, stackName: name };
  played.events.push({ ...names, id: '', time, status, ...(reason && { reason }) });
}

function add(played: Played, stack: StackPlan, part: Part, time: number, status: string, reason = ''): void {
  const first = status === 'CREATE_IN_PROGRESS' && reason === '';
  const names = { logicalId: part.id, type: part.type, stackId: stack.arn, stackName: stack.name };
  const physicalId = first ? '' : (part.nested?.arn ?? `physical-${part.id}`);
  played.events.push({ ...names, physicalId, id: '', time, status, ...(reason && { reason }) });
}
