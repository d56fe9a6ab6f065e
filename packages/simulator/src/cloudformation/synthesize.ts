import { createHash } from 'node:crypto';
import { halt, restore, type Unwinding } from './rollback.ts';
import {
  type EventAt,
  isOwn,
  type Operation,
  STACK_TYPE,
  type StackMonitoring,
  type Timeline,
} from './timeline.ts';

/** A resource that one stack operation touches. */
export interface PlannedResource {
  readonly id: string;
  readonly type: string;
  /** How long its change takes. A nested stack takes as long as its resources. */
  readonly seconds?: number;
  /** Ids of resources of the same stack that must be ready first. */
  readonly after?: readonly string[];
  /** @default the operation of its stack */
  readonly change?: Operation;
  /** It fails, with this reason, when its seconds are over. */
  readonly fails?: string;
  readonly nested?: readonly PlannedResource[];
}

export interface Plan {
  readonly name: string;
  readonly stackName: string;
  readonly operation: Operation;
  readonly region?: string;
  /** Of a stack that exists already. @default made from its name */
  readonly arn?: string;
  /**
   * A deletion that is refused: the stack falls back to what it was, with the reason; there is no DELETE_FAILED
   * (github.com/aws/aws-sdk/issues/383, github.com/boto/boto3/issues/4192).
   */
  readonly refused?: { readonly status: string; readonly reason: string };
  readonly resources: readonly PlannedResource[];
  /** RollbackConfiguration; `breaks`: the alarm that goes off so many seconds after the last resource. */
  readonly monitoring?: StackMonitoring & {
    readonly breaks?: { readonly seconds: number; readonly alarm: string };
  };
}

const ACCOUNT = '123456789012';
const SECOND = 1000;

const PROGRESS_REASONS: Partial<Record<Operation, string>> = { CREATE: 'Resource creation Initiated' };

interface Stack {
  readonly name: string;
  readonly arn: string;
  readonly operation: Operation;
  readonly resources: readonly PlannedResource[];
  /** How long it is watched after its last resource; that is the root's alone. */
  readonly monitorSeconds?: number;
  /** The stack around this one, and the resource that this one is there. */
  readonly parent?: { readonly stack: Stack; readonly resource: PlannedResource };
}

interface Failure {
  readonly at: number;
  readonly stack: Stack;
  readonly resource: PlannedResource;
}

/** Plays a plan as CloudFormation would: events with their times, and what a reader should conclude. */
export function synthesize(plan: Plan, startAt = Date.UTC(2026, 0, 5, 10)): Timeline {
  const { name, stackName, operation, region = 'eu-west-1' } = plan;
  const root: Stack = {
    name: stackName,
    arn: plan.arn ?? stackArn(region, stackName),
    operation,
    resources: plan.resources,
    monitorSeconds: 60 * (plan.monitoring?.minutes ?? 0),
  };
  const events: EventAt[] = [];
  const failures: Failure[] = [];
  if (plan.refused === undefined) play(root, startAt, { events, failures });
  else {
    const played = { events, failures };
    own(root, played, { at: startAt, status: `${operation}_IN_PROGRESS`, reason: 'User Initiated' });
    own(root, played, { at: startAt + 2 * SECOND, ...plan.refused });
  }
  const failure = failures.toSorted((a, b) => a.at - b.at)[0];
  const { breaks } = plan.monitoring ?? {};
  const played = failure
    ? rollBack(events, failure)
    : breaks === undefined
      ? events
      : rollBackByAlarm(events, root, breaks);
  const token = `deploy-${digest(name).slice(0, 12)}`;
  const sorted = played.toSorted((a, b) => a.at - b.at);
  return {
    name,
    stack: {
      ...{ name: stackName, arn: root.arn, region },
      ...(plan.monitoring === undefined
        ? {}
        : { monitoring: { minutes: plan.monitoring.minutes, alarms: plan.monitoring.alarms } }),
    },
    operation,
    expect: expectation(plan, sorted, failure),
    events: sorted.map(({ at, ...event }, index) => ({
      ...event,
      id: uuid(`${name} ${index}`),
      ts: new Date(at).toISOString(),
      token,
    })),
  };
}

interface Played {
  readonly events: EventAt[];
  readonly failures: Failure[];
}

/** The events of one stack as if nothing failed. Returns when it is done. */
function play(stack: Stack, startAt: number, played: Played): number {
  const { operation } = stack;
  own(stack, played, { at: startAt, status: `${operation}_IN_PROGRESS`, reason: 'User Initiated' });
  const ends = new Map<string, number>();
  const changes = stack.resources.filter(({ change }) => operation !== 'UPDATE' || change !== 'DELETE');
  for (const resource of inOrder(changes)) {
    const ready = (resource.after ?? []).map((id) => ends.get(id) ?? startAt);
    const at = Math.max(startAt + 2 * SECOND, ...ready) + 200;
    ends.set(resource.id, change(stack, resource, { at, played }));
  }
  // The period of RollbackConfiguration comes before the clean-up
  // (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html).
  const end = Math.max(startAt, ...ends.values()) + SECOND + (stack.monitorSeconds ?? 0) * SECOND;
  if (operation === 'UPDATE') {
    own(stack, played, { at: end, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
    return stack.parent === undefined ? cleanUp(stack, end, played) : end;
  }
  own(stack, played, { at: end, status: `${operation}_COMPLETE` });
  return end;
}

/**
 * After an update of the root stack: nested stacks clean up, too, and their parents tell their ends again; what is no longer
 * needed is deleted (recorded: an update of aws-amplify/amplify-backend that removes storage). @returns when it is done
 */
function cleanUp(stack: Stack, at: number, played: Played): number {
  const from = at + SECOND;
  const ends = stack.resources.map((resource) => {
    if (resource.change === 'DELETE') return change(stack, resource, { at: from, played });
    const nested = nestedIn(stack, resource);
    if (nested?.operation !== 'UPDATE') return at;
    const end = cleanUp(nested, from, played) + SECOND;
    played.events.push({ ...eventOf(stack, resource), at: end, status: 'UPDATE_COMPLETE' });
    return end;
  });
  const end = Math.max(at, ...ends) + SECOND;
  own(stack, played, { at: end, status: 'UPDATE_COMPLETE' });
  return end;
}

function eventOf(stack: Stack, resource: PlannedResource) {
  return {
    logicalId: resource.id,
    physicalId: nestedIn(stack, resource)?.arn ?? `${stack.name}-${resource.id}`,
    ...{ type: resource.type, stackId: stack.arn, stackName: stack.name, id: '' },
  };
}

function nestedIn(stack: Stack, resource: PlannedResource): Stack | undefined {
  if (resource.nested === undefined) return undefined;
  const digits = digest(stack.arn + resource.id)
    .slice(0, 12)
    .toUpperCase();
  const name = `${stack.name}-${resource.id}-${digits}`;
  return {
    ...{ name, arn: stackArn(stack.arn.split(':')[3] ?? '', name), resources: resource.nested },
    operation: resource.change ?? stack.operation,
    parent: { stack, resource },
  };
}

function change(stack: Stack, resource: PlannedResource, given: { at: number; played: Played }): number {
  const { at, played } = given;
  const verb = resource.change ?? stack.operation;
  const event = eventOf(stack, resource);
  const begun = `${verb}_IN_PROGRESS`;
  const reason = PROGRESS_REASONS[verb];
  played.events.push({ ...event, at, status: begun, physicalId: verb === 'CREATE' ? '' : event.physicalId });
  if (reason) played.events.push({ ...event, at: at + SECOND, status: begun, reason });
  const nested = nestedIn(stack, resource);
  const end = nested
    ? play(nested, at + SECOND, played) + 3 * SECOND
    : at + SECOND + (resource.seconds ?? 5) * SECOND;
  if (resource.fails !== undefined) played.failures.push({ at: end, stack, resource });
  played.events.push({ ...event, at: end, status: `${verb}_COMPLETE` });
  return end;
}

/** What was told up to the failure, then the failure, upwards to the root stack, then the way back. */
function rollBack(played: readonly EventAt[], { at, stack, resource }: Failure): EventAt[] {
  const happened = played.filter((event) => event.at < at).toSorted((a, b) => a.at - b.at);
  const to: Unwinding = { events: happened, secondMs: SECOND };
  let time = at;
  let failed = { stack, id: resource.id, reason: resource.fails ?? '' };
  for (;;) {
    const verb = fail(to, failed, time);
    const reason = `The following resource(s) failed to ${verb}: [${failed.id}]. `;
    time += 300;
    halt(to, failed.stack.arn, { at: time, reason });
    const { parent, arn } = failed.stack;
    if (!parent) break;
    const embedded =
      verb === 'update'
        ? `Embedded stack ${arn} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: ${reason}`
        : `Embedded stack ${arn} was not successfully created: ${reason}`;
    failed = { stack: parent.stack, id: parent.resource.id, reason: embedded };
    time += 3 * SECOND;
  }
  restore(to, failed.stack.arn, time + SECOND);
  return to.events;
}

/** An alarm goes off while the stack is watched. AWS's own words for it are not published: these are made up. */
function rollBackByAlarm(
  played: readonly EventAt[],
  { arn }: Stack,
  { seconds, alarm }: { readonly seconds: number; readonly alarm: string },
): EventAt[] {
  const sorted = played.toSorted((a, b) => a.at - b.at);
  const last = sorted.findLast(
    (event) => event.stackId === arn && !isOwn(event) && !event.status.startsWith('DELETE'),
  );
  const at = (last?.at ?? 0) + seconds * SECOND;
  const to: Unwinding = { events: sorted.filter((event) => event.at < at), secondMs: SECOND };
  halt(to, arn, { at, reason: `Rollback trigger ${alarm} went into ALARM state.` });
  restore(to, arn, at + SECOND);
  return to.events;
}

function fail(to: Unwinding, failed: { stack: Stack; id: string; reason: string }, at: number): string {
  const { stack, id, reason } = failed;
  const last = to.events.findLast((event) => event.stackId === stack.arn && event.logicalId === id);
  if (!last) throw new Error(`${id} fails before it begins`);
  const verb = last.status.split('_')[0] ?? '';
  to.events.push({ ...last, at, status: `${verb}_FAILED`, reason });
  return verb.toLowerCase();
}

function own(stack: Stack, played: Played, event: { at: number; status: string; reason?: string }): void {
  const { arn, name } = stack;
  played.events.push({
    ...{ id: '', logicalId: name, physicalId: arn, type: STACK_TYPE, stackId: arn, stackName: name },
    ...event,
  });
}

function expectation(plan: Plan, events: readonly EventAt[], failure?: Failure): Timeline['expect'] {
  const stacks = new Set(events.map(({ stackId }) => stackId));
  const resources = new Set(
    events.filter((event) => !isOwn(event)).map((event) => `${event.stackId} ${event.logicalId}`),
  );
  const { refused, stackName } = plan;
  if (refused !== undefined) {
    const rootCause = { logicalId: stackName, reasonContains: refused.reason, nested: false };
    return { status: 'failed', rootCause, nested: 0, resources: 0 };
  }
  const alarm = plan.monitoring?.breaks?.alarm;
  if (alarm !== undefined) {
    const rootCause = { logicalId: stackName, reasonContains: alarm, nested: false };
    return { status: 'rolled-back', rootCause, nested: stacks.size - 1, resources: resources.size };
  }
  return {
    status: failure ? (plan.operation === 'DELETE' ? 'failed' : 'rolled-back') : 'succeeded',
    rootCause: failure
      ? {
          logicalId: failure.resource.id,
          reasonContains: failure.resource.fails ?? '',
          nested: failure.stack.parent !== undefined,
        }
      : null,
    nested: stacks.size - 1,
    resources: resources.size,
  };
}

/** Each resource after those it depends on. @throws for a circle or an unknown id */
function inOrder(resources: readonly PlannedResource[]): PlannedResource[] {
  const ordered: PlannedResource[] = [];
  const remaining = [...resources];
  while (remaining.length > 0) {
    const index = remaining.findIndex(({ after = [] }) =>
      after.every((id) => ordered.some((one) => one.id === id)),
    );
    const [next] = index < 0 ? [] : remaining.splice(index, 1);
    if (!next) throw new Error(`dependencies cannot be met: ${remaining.map(({ id }) => id).join(', ')}`);
    ordered.push(next);
  }
  return ordered;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Looks like one and is always the same for the same text. */
export const uuid = (text: string) =>
  digest(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const stackArn = (region: string, name: string) =>
  `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/${uuid(name)}`;
