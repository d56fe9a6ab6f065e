// Every interleaving of a few contenders, as the protocol's own steps lead them, over a store whose reads lag.
import type { Observation } from '@signalbox/registry/contender';
import { decide, type QueueEntry } from '@signalbox/registry/decide';
import { numberIndex } from './number-index.ts';
import { type Conditions, type Phase, type Process, processes, STEPS, type Steps } from './process.ts';

export interface World extends Conditions {
  readonly contenders: number;
  /** How many of those that crashed come back as a new attempt, with a registration of its own. */
  readonly comebacks: number;
  /** By registration; ids are their places. @default all 0 */
  readonly priorities?: readonly number[];
  /** Also look for states that nobody gets out of; needs more memory. @default false */
  readonly liveness?: boolean;
}

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  /** How the first overlap came about. */
  readonly overlap?: readonly string[];
  /** How a state came about from which, even without any further fault, not everybody living could finish. */
  readonly stuck?: readonly string[];
}

/** A process by number, with all that is worth computing once. */
interface Local {
  readonly process: Process;
  readonly tick: number;
  readonly steps: readonly { readonly label: string; readonly next: number; readonly fault: boolean }[];
  readonly reads: boolean;
  readonly claimed: boolean;
  readonly holds: boolean;
  readonly crashed: boolean;
  readonly finished: boolean;
  /** Bits of PHASES that a read may show. */
  readonly looks: number;
  /** After each observation, by its number. */
  readonly after: (observation: number) => number;
}

const PHASES: readonly Phase[] = ['absent', 'waiting', 'claiming', 'holding', 'over'];
const bit = (phase: Phase) => 1 << PHASES.indexOf(phase);
/** States are numbers to this base, a digit for each registration. */
const BASE = 4096;

/** `steps`: of the contenders; others than those that run are to be found out. */
export function explore(world: World, steps: Steps = STEPS): Explored {
  const observations = observationIndex();
  const locals = localStates(world, steps, observations.of);
  const places = world.contenders + world.comebacks;
  const read = reader(world, observations.number);
  const states = numberIndex();
  const parents: number[] = [-1];
  const edges = edgeList();
  const finished: number[] = [];
  let transitions = 0;

  const { born, unborn } = locals;
  const digits = Array.from({ length: places }, (_, place) => (place < world.contenders ? born : unborn));
  states.place(encode(digits));

  const powers = digits.map((_, place) => BASE ** (places - 1 - place));
  for (let index = 0; index < states.size(); index++) {
    const state = states.at(index);
    decode(state, digits);
    const all = digits.map((digit) => locals.of(digit));
    if (all.filter(({ holds }) => holds).length > 1)
      return { states: states.size(), transitions, overlap: path(index) };
    if (all.every(({ finished: over }) => over)) finished.push(index);

    const go = (next: number, fault: boolean) => {
      transitions += 1;
      const target = states.place(next);
      if (target === parents.length) parents.push(index);
      if (world.liveness && !fault) edges.add(index, target);
    };
    let ticked = 0;
    for (const local of all) ticked = ticked * BASE + local.tick;
    go(ticked, false);
    for (let me = 0; me < places; me++) {
      const local = all[me] as Local;
      const power = powers[me] ?? 0;
      const change = (to: number) => state + (to - (digits[me] ?? 0)) * power;
      for (const { next, fault } of local.steps) go(change(next), fault);
      if (local.reads) for (const seen of read(me, all)) go(change(local.after(seen)), false);
      const free = me < world.contenders && local.crashed ? digits.indexOf(unborn) : -1;
      if (free >= 0) go(state + (born - unborn) * (powers[free] ?? 0), true);
    }
  }
  const stuck = world.liveness ? firstStuck(states.size(), edges.all(), finished) : undefined;
  return { states: states.size(), transitions, ...(stuck === undefined ? {} : { stuck: path(stuck) }) };

  function path(end: number): string[] {
    const labels: string[] = [];
    for (let index = end; index >= 0; index = parents[index] ?? -1) {
      decode(states.at(index), digits);
      labels.unshift(digits.map((digit) => show(locals.of(digit).process)).join(', '));
    }
    return labels;
  }
}

const encode = (digits: readonly number[]) => digits.reduce((sum, digit) => sum * BASE + digit, 0);

function decode(state: number, digits: number[]): void {
  let rest = state;
  for (let place = digits.length - 1; place >= 0; place--) {
    digits[place] = rest % BASE;
    rest = Math.floor(rest / BASE);
  }
}

const show = ({ life, move, versions }: Process) =>
  `${life === 'running' ? move.kind : life} (${versions.map(([phase, age]) => `${phase} ${age}`).join(' < ')})`;

/** Numbers processes as they turn up. */
function localStates(world: World, steps: Steps, observationOf: (number: number) => Observation) {
  const { newborn, unborn, tick, ownSteps, mayRead, read, visible } = processes(world, steps);
  const numbers = new Map<string, number>();
  const known: Process[] = [];
  const locals: Local[] = [];
  const number = (process: Process): number => {
    const key = JSON.stringify(process);
    const found = numbers.get(key);
    if (found !== undefined) return found;
    if (known.length >= BASE) throw new Error('more local states than a digit can hold');
    numbers.set(key, known.length);
    return known.push(process) - 1;
  };
  const make = (process: Process): Local => {
    const after: number[] = [];
    return {
      process,
      tick: number(tick(process)),
      steps: ownSteps(process).map(({ next, ...step }) => ({ ...step, next: number(next) })),
      reads: mayRead(process),
      claimed: process.contender.claimed,
      holds: process.life === 'deploying',
      crashed: process.life === 'crashed',
      finished: ['done', 'crashed', 'unborn'].includes(process.life),
      looks: [...visible(process)].reduce((bits, phase) => bits | bit(phase), 0),
      after: (observation) => {
        const found = after[observation] ?? number(read(process, observationOf(observation)));
        after[observation] = found;
        return found;
      },
    };
  };
  const of = (digit: number): Local => {
    const process = known[digit];
    if (process === undefined) throw new Error(`no local state ${digit}`);
    const local = locals[digit] ?? make(process);
    locals[digit] = local;
    return local;
  };
  return { born: number(newborn), unborn: number(unborn), of };
}

/** Numbers observations, which differ in little: in whose way one stands does not matter here. */
function observationIndex() {
  const numbers = new Map<string, number>();
  const known: Observation[] = [];
  return {
    of: (number: number): Observation => {
      const found = known[number];
      if (found === undefined) throw new Error(`no observation ${number}`);
      return found;
    },
    number: (observation: Observation): number => {
      const { decision, mine, pollContext } = observation;
      const because = 'because' in decision ? decision.because : '';
      const key = `${decision.act} ${because} ${mine} ${Math.min(2, pollContext.position)}`;
      const found = numbers.get(key) ?? known.push(observation) - 1;
      numbers.set(key, found);
      return found;
    },
  };
}

/** All that a read may lead to: `decide` on every mixture of what each registration may look like. */
function reader({ priorities = [] }: World, numberOf: (observation: Observation) => number) {
  const memo = new Map<number, readonly number[]>();
  const priority = (place: number) => priorities[place] ?? 0;
  return (me: number, all: readonly Local[]): readonly number[] => {
    const claimed = all[me]?.claimed ?? false;
    const key = all.reduce((sum, { looks }) => sum * 32 + looks, me * 2 + Number(claimed));
    const known = memo.get(key);
    if (known !== undefined) return known;
    const found = new Set<number>();
    for (const others of mixtures(all, me)) {
      for (const phase of phasesOf(all[me]?.looks ?? 0)) {
        const ranked = others.map((other) => ({ ...other, priority: priority(other.id) }));
        const view = { me: { id: me, priority: priority(me), claimed }, others: ranked, frozen: false };
        const mine = phase === 'absent' ? 'unseen' : phase;
        const decision = decide({ ...view, mine });
        found.add(
          numberOf({ decision, mine, partial: false, pollContext: { position: others.length }, at: 0 }),
        );
      }
    }
    const numbers = [...found];
    memo.set(key, numbers);
    return numbers;
  };
}

const phasesOf = (looks: number) => PHASES.filter((phase) => (looks & bit(phase)) !== 0);

function mixtures(all: readonly Local[], me: number): Omit<QueueEntry, 'priority'>[][] {
  let mixed: Omit<QueueEntry, 'priority'>[][] = [[]];
  for (const [id, { looks }] of all.entries()) {
    if (id === me) continue;
    const phases = phasesOf(looks);
    // Whoever waits may have been passed over, or be known to be dead.
    const choices = phases.some((phase) => phase === 'waiting') ? ['absent' as const, ...phases] : phases;
    mixed = mixed.flatMap((others) =>
      choices.map((phase) => (phase === 'absent' || phase === 'over' ? others : [...others, { id, phase }])),
    );
  }
  return mixed;
}

/** Pairs of states, tens of millions of them. */
function edgeList() {
  let pairs = new Int32Array(1 << 16);
  let length = 0;
  return {
    add: (from: number, to: number) => {
      if (length === pairs.length) {
        const old = pairs;
        pairs = new Int32Array(2 * old.length);
        pairs.set(old);
      }
      pairs[length] = from;
      pairs[length + 1] = to;
      length += 2;
    },
    all: () => pairs.subarray(0, length),
  };
}

/** A state that no way leads from to a finished one. */
function firstStuck(size: number, edges: Int32Array, finished: readonly number[]): number | undefined {
  const lives = new Uint8Array(size);
  for (const state of finished) lives[state] = 1;
  // Breadth-first numbers make most edges lead forward: few passes backward suffice.
  for (let changed = true; changed; ) {
    changed = false;
    for (let index = edges.length - 2; index >= 0; index -= 2) {
      const [from, to] = [edges[index] ?? 0, edges[index + 1] ?? 0];
      if (lives[to] === 1 && lives[from] === 0) {
        lives[from] = 1;
        changed = true;
      }
    }
  }
  const stuck = lives.indexOf(0);
  return stuck < 0 ? undefined : stuck;
}
