// Every interleaving of a few contenders, as the protocol's own `decide` leads them, over a store whose reads lag.
import { type Decision, decide, type QueueEntry as Other } from '@signalbox/registry/decide';
import {
  type Contender,
  mayRead,
  NEWBORN,
  ownSteps,
  type Phase,
  type Timing,
  tick,
  UNBORN,
  visible,
} from './contender.ts';
import { numberIndex } from './number-index.ts';

export interface World extends Timing {
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

type Act = Decision['act'];

/** A contender by number, with all that is worth computing once. */
interface Local {
  readonly contender: Contender;
  readonly tick: number;
  readonly steps: readonly { readonly label: string; readonly next: number; readonly fault: boolean }[];
  readonly reads: boolean;
  readonly holds: boolean;
  readonly crashed: boolean;
  readonly finished: boolean;
  /** Bits of PHASES that a read may show. */
  readonly looks: number;
  readonly after: Readonly<Record<Act, number>>;
}

const PHASES: readonly Phase[] = ['absent', 'waiting', 'claiming', 'holding', 'over'];
const ACTS: readonly Act[] = ['wait', 'claim', 'keep', 'withdraw', 'hold', 'lost'];
const bit = (phase: Phase) => 1 << PHASES.indexOf(phase);
/** States are numbers to this base, a digit for each registration. */
const BASE = 2048;

export function explore(world: World): Explored {
  const locals = localStates(world);
  const places = world.contenders + world.comebacks;
  const read = reader(world);
  const states = numberIndex();
  const parents: number[] = [-1];
  const edges: [from: number, to: number][] = [];
  const finished: number[] = [];
  let transitions = 0;

  const born = locals.number(NEWBORN);
  const unborn = locals.number(UNBORN);
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
      if (world.liveness && !fault) edges.push([index, target]);
    };
    let ticked = 0;
    for (const local of all) ticked = ticked * BASE + local.tick;
    go(ticked, false);
    for (let me = 0; me < places; me++) {
      const local = all[me] as Local;
      const power = powers[me] ?? 0;
      const change = (to: number) => state + (to - (digits[me] ?? 0)) * power;
      for (const { next, fault } of local.steps) go(change(next), fault);
      if (local.reads) for (const act of read(me, all)) go(change(local.after[act]), false);
      const free = me < world.contenders && local.crashed ? digits.indexOf(unborn) : -1;
      if (free >= 0) go(state + (born - unborn) * (powers[free] ?? 0), true);
    }
  }
  const stuck = world.liveness ? firstStuck(states.size(), edges, finished) : undefined;
  return { states: states.size(), transitions, ...(stuck === undefined ? {} : { stuck: path(stuck) }) };

  function path(end: number): string[] {
    const labels: string[] = [];
    for (let index = end; index >= 0; index = parents[index] ?? -1) {
      decode(states.at(index), digits);
      labels.unshift(digits.map((digit) => show(locals.of(digit).contender)).join(', '));
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

const show = ({ stage, versions }: Contender) =>
  `${stage} (${versions.map(([phase, age]) => `${phase} ${age}`).join(' < ')})`;

/** Numbers contenders as they turn up. */
function localStates(timing: Timing) {
  const numbers = new Map<string, number>();
  const known: Contender[] = [];
  const locals: Local[] = [];
  const number = (contender: Contender): number => {
    const key = JSON.stringify(contender);
    const found = numbers.get(key);
    if (found !== undefined) return found;
    if (known.length >= BASE) throw new Error('more local states than a digit can hold');
    numbers.set(key, known.length);
    return known.push(contender) - 1;
  };
  const make = (contender: Contender): Local => {
    const to = (change: Partial<Contender>) => number({ ...contender, ...change });
    return {
      contender,
      tick: number(tick(contender, timing)),
      steps: ownSteps(contender).map(({ next, ...step }) => ({ ...step, next: number(next) })),
      reads: mayRead(contender, timing),
      holds: contender.stage === 'holding',
      crashed: contender.stage === 'crashed',
      finished: ['done', 'crashed', 'unborn'].includes(contender.stage),
      looks: [...visible(contender, timing)].reduce((bits, phase) => bits | bit(phase), 0),
      after: {
        wait: number(contender),
        claim: to({ stage: 'claim' }),
        keep: to({ settled: 0 }),
        withdraw: to({ stage: 'withdraw' }),
        hold: to({ stage: 'hold' }),
        lost: to({ stage: 'end' }),
      },
    };
  };
  const of = (digit: number): Local => {
    const contender = known[digit];
    if (contender === undefined) throw new Error(`no local state ${digit}`);
    const local = locals[digit] ?? make(contender);
    locals[digit] = local;
    return local;
  };
  return { number, of };
}

/** All that a read may lead to: `decide` on every mixture of what each registration may look like. */
function reader({ priorities = [] }: World) {
  const memo = new Map<number, readonly Act[]>();
  const priority = (place: number) => priorities[place] ?? 0;
  return (me: number, all: readonly Local[]): readonly Act[] => {
    const claimed = all[me]?.contender.stage === 'settling';
    const key = all.reduce((sum, { looks }) => sum * 32 + looks, me * 2 + Number(claimed));
    const known = memo.get(key);
    if (known !== undefined) return known;
    const acts = new Set<Act>();
    for (const others of mixtures(all, me)) {
      for (const mine of phasesOf(all[me]?.looks ?? 0)) {
        const ranked = others.map((other) => ({ ...other, priority: priority(other.id) }));
        const view = { me: { id: me, priority: priority(me), claimed }, others: ranked, frozen: false };
        acts.add(decide({ ...view, mine: mine === 'absent' ? 'unseen' : mine }).act);
      }
    }
    const found = ACTS.filter((act) => acts.has(act));
    memo.set(key, found);
    return found;
  };
}

const phasesOf = (looks: number) => PHASES.filter((phase) => (looks & bit(phase)) !== 0);

function mixtures(all: readonly Local[], me: number): Omit<Other, 'priority'>[][] {
  let mixed: Omit<Other, 'priority'>[][] = [[]];
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

/** A state that no way leads from to a finished one. */
function firstStuck(
  size: number,
  edges: readonly (readonly [from: number, to: number])[],
  finished: readonly number[],
): number | undefined {
  const lives = new Uint8Array(size);
  for (const state of finished) lives[state] = 1;
  // Breadth-first numbers make most edges lead forward: few passes backward suffice.
  for (let changed = true; changed; ) {
    changed = false;
    for (let index = edges.length - 1; index >= 0; index--) {
      const [from, to] = edges[index] ?? [0, 0];
      if (lives[to] === 1 && lives[from] === 0) {
        lives[from] = 1;
        changed = true;
      }
    }
  }
  const stuck = lives.indexOf(0);
  return stuck < 0 ? undefined : stuck;
}
