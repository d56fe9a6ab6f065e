// One contender of the model: its process, led by the protocol's own `nextMove` and `applied`, and its registration.
import { applied } from '@signalbox/registry/applied';
import {
  type Contender,
  type ContenderOptions,
  type Move,
  newContender,
  type Observation,
  type Result,
} from '@signalbox/registry/contender';
import { nextMove } from '@signalbox/registry/next-move';

/** The steps under test: those that run, or ones with a defect that must be found. */
export interface Steps {
  readonly nextMove: typeof nextMove;
  readonly applied: typeof applied;
}
export const STEPS: Steps = { nextMove, applied };

export type Phase = 'absent' | 'waiting' | 'claiming' | 'holding' | 'over';
/** What a registration was written to be, and how many ticks ago (as far as that matters). */
type Version = readonly [phase: Phase, age: number];

export interface Process {
  /** `deploying`: the contender holds. `ending`: its registration is ended, whatever became of it. */
  readonly life: 'unborn' | 'creating' | 'running' | 'deploying' | 'ending' | 'done' | 'crashed';
  readonly contender: Contender;
  /** What the contender is about to do, while it runs. */
  readonly move: Move;
  /** Ticks that this move has lasted. */
  readonly lasted: number;
  /** The registration as written, oldest first; only the versions that a read may still show. */
  readonly versions: readonly Version[];
}

export interface Conditions {
  /** Ticks until a write shows in every read; before that each read may or may not show it. */
  readonly lag: number;
  /** Ticks that a claim stands before its verifying read. */
  readonly settle: number;
  /** Something else than the queue may be in the way, too. @default false */
  readonly obstacles?: boolean;
  /** GitHub's page does not say yet that they wait. @default false */
  readonly unannounced?: boolean;
}

export interface Step {
  readonly label: string;
  readonly next: Process;
  /** Crashes, cancellations and lost answers: nobody may rely on them to get on. */
  readonly fault: boolean;
}

const OBSERVE: Move = { kind: 'observe' };
/** So many moves that nobody else can notice follow each other at most: announce, pause, poll. */
const QUIET_MOVES = 3;
/** After a write nothing depends on the read before it but the length of pauses, and pauses may have any. */
const SOME_READ: Observation = {
  decision: { act: 'wait', because: 'held', blockers: [] },
  ...{ mine: 'waiting', partial: false, pollContext: { position: 1 }, at: 0 },
};
const DONE: Result = { at: 0, backpressure: 1 };
const OBSTACLE = { reason: { code: 'stack-busy', details: '' }, act: 'wait' } as const;

export function processes({ lag, settle, obstacles = false, unannounced = false }: Conditions, steps: Steps) {
  const policy: ContenderOptions = {
    onBusy: 'wait',
    settleSeconds: settle,
    deadline: Number.POSITIVE_INFINITY,
  };
  const first: Contender = { ...newContender(0), shown: !unannounced };
  const unborn: Process = {
    ...{ life: 'unborn', contender: first, move: OBSERVE, lasted: 0, versions: [['absent', 0]] },
  };
  const newborn: Process = { ...unborn, life: 'creating' };

  /** The process after its move, up to the next one that others can notice or that takes time. */
  function moved(process: Process, result: Result, observed = result.observed ?? SOME_READ): Process {
    let contender = steps.applied(process.contender, process.move, result);
    for (let quiet = 0; ; quiet++) {
      const move = steps.nextMove(contender, observed, 0, policy);
      if (move.kind === 'end') {
        const life = move.as.kind === 'held' ? 'deploying' : 'ending';
        return { ...process, life, contender: first, move: OBSERVE, lasted: 0 };
      }
      const lasts = move.kind === 'sleep' && contender.claimed;
      if (lasts || !['announce', 'sleep', 'poll', 'find'].includes(move.kind))
        return { ...process, contender: plain(contender), move, lasted: 0 };
      if (quiet > QUIET_MOVES) throw new Error(`no end of ${move.kind}`);
      const polled = { moved: true, free: true };
      contender = steps.applied(contender, move, { ...DONE, polled, found: true });
    }
  }

  /** Ticks that a move takes at least. Only what passes while a claim stands matters. */
  const takes = ({ move }: Process): number =>
    move.kind === 'check' || move.kind === 'sleep' ? Math.min(settle, move.seconds) : 0;
  const isReady = (process: Process): boolean => process.lasted >= takes(process);

  /** Everything that may happen to it by itself: writes, pauses, crashes, cancellation, being reaped. */
  function ownSteps(process: Process): Step[] {
    const { life, move, versions } = process;
    const to = (label: string, next: Process, fault = false): Step => ({ label, next, fault });
    const latest = versions.at(-1)?.[0];
    if (life === 'done' || life === 'unborn') return [];
    if (life === 'crashed')
      return latest === 'over' || latest === 'absent'
        ? []
        : [to('is reaped', { ...process, versions: wrote(versions, 'over') })];
    const all = [to('crashes', { ...unborn, life: 'crashed', versions }, true)];
    const phase = writes(process);
    if (phase !== undefined) {
      const written = { ...process, versions: wrote(versions, phase) };
      all.push(to(`${phase} written`, answered(written)));
      // Done, but the answer is lost: the process writes it again.
      if (life !== 'creating') all.push(to(`${phase} written, answer lost`, written, true));
    }
    if (life === 'deploying') all.push(to('has deployed', { ...process, life: 'ending' }));
    if (life !== 'running' || phase !== undefined) return all;
    all.push(to('is cancelled', { ...unborn, life: 'ending', versions }, true));
    if (move.kind === 'observe' || !isReady(process)) return all;
    all.push(to(`${move.kind} is over`, moved(process, DONE)));
    if (obstacles && move.kind === 'check')
      all.push(to('finds an obstacle', moved(process, { ...DONE, obstacle: OBSTACLE })));
    return all;
  }

  function answered(process: Process): Process {
    if (process.life === 'ending') return { ...process, life: 'done' };
    if (process.life === 'running') return moved(process, DONE);
    return { ...process, life: 'running', move: steps.nextMove(first, undefined, 0, policy) };
  }

  function tick(process: Process): Process {
    const aged = process.versions.map(([phase, age]): Version => [phase, Math.min(lag, age + 1)]);
    const lasted = Math.min(takes(process), process.lasted + 1);
    return { ...process, lasted, versions: prune(aged, lag) };
  }

  return {
    ...{ unborn, newborn, ownSteps, tick },
    mayRead: ({ life, move }: Process): boolean => life === 'running' && move.kind === 'observe',
    read: (process: Process, observed: Observation): Process =>
      moved(process, { ...DONE, observed }, observed),
    /** The newest version that every read shows, and all newer ones. */
    visible: ({ versions }: Process): Set<Phase> => new Set(prune(versions, lag).map(([phase]) => phase)),
  };
}

const WRITTEN = { creating: 'waiting', ending: 'over' } as const;

/** What the process is about to write. */
function writes({ life, move }: Process): Phase | undefined {
  if (life === 'creating' || life === 'ending') return WRITTEN[life];
  return life === 'running' && move.kind === 'write' ? move.as : undefined;
}

/** Without what only decides how long pauses are, and when the registration is looked for by its id. */
function plain(contender: Contender): Contender {
  const { stage, claimed, shown, obstructed } = contender;
  const { obstacle } = contender;
  return { ...newContender(0), stage, claimed, shown, obstructed, ...(obstacle && { obstacle }) };
}

/** Of equal versions of one tick the last says it all: the earlier ones stop to show before it does. */
const wrote = (versions: readonly Version[], phase: Phase): readonly Version[] => [
  ...versions.filter(([earlier, age]) => age > 0 || earlier !== phase),
  [phase, 0],
];

function prune(versions: readonly Version[], lag: number): readonly Version[] {
  const floor = versions.findLastIndex(([, age]) => age >= lag);
  return floor <= 0 ? versions : versions.slice(floor);
}
