// One contender of the model: its process, its registration as written, and what each of its steps does to both.

export type Phase = 'absent' | 'waiting' | 'claiming' | 'holding' | 'over';
/** What a registration was written to be, and how many ticks ago (as far as that matters). */
type Version = readonly [phase: Phase, age: number];

/** What the contender's process is about to do. */
export type Stage =
  | 'unborn'
  | 'creating'
  | 'waiting'
  | 'settling'
  | 'claim'
  | 'withdraw'
  | 'hold'
  | 'holding'
  | 'end'
  | 'done'
  | 'crashed';

export interface Contender {
  readonly stage: Stage;
  /** Ticks since the claim was answered. */
  readonly settled: number;
  /** The registration as written, oldest first; only the versions that a read may still show. */
  readonly versions: readonly Version[];
}

export interface Timing {
  /** Ticks until a write shows in every read; before that each read may or may not show it. */
  readonly lag: number;
  /** Ticks that a claim stands before its verifying read. */
  readonly settle: number;
}

export interface Step {
  readonly label: string;
  readonly next: Contender;
  /** Crashes, cancellations and lost answers: nobody may rely on them to get on. */
  readonly fault: boolean;
}

export const UNBORN: Contender = { stage: 'unborn', settled: 0, versions: [['absent', 0]] };
export const NEWBORN: Contender = { ...UNBORN, stage: 'creating' };

/** What each write makes of the registration, and where its answer leads. */
const WRITES: Partial<Record<Stage, { readonly phase: Phase; readonly answered: Stage }>> = {
  creating: { phase: 'waiting', answered: 'waiting' },
  claim: { phase: 'claiming', answered: 'settling' },
  withdraw: { phase: 'waiting', answered: 'waiting' },
  hold: { phase: 'holding', answered: 'holding' },
  end: { phase: 'over', answered: 'done' },
};

/** Everything that may happen to it by itself: writes, crashes, cancellation, being reaped. */
export function ownSteps(contender: Contender): Step[] {
  const { stage, versions } = contender;
  const to = (label: string, change: Partial<Contender>, fault = false): Step => ({
    label,
    next: { ...contender, ...change },
    fault,
  });
  const latest = versions.at(-1)?.[0];
  if (stage === 'done' || stage === 'unborn') return [];
  if (stage === 'crashed')
    return latest === 'over' || latest === 'absent'
      ? []
      : [to('is reaped', { versions: wrote(versions, 'over') })];
  const steps = [to('crashes', { stage: 'crashed' }, true)];
  const write = WRITES[stage];
  if (write !== undefined) {
    const written = wrote(versions, write.phase);
    steps.push(to(`${stage} written`, { stage: write.answered, settled: 0, versions: written }));
    // Done, but the answer is lost: the process writes it again.
    if (stage !== 'creating') steps.push(to(`${stage} written, answer lost`, { versions: written }, true));
  }
  if (stage === 'waiting' || stage === 'settling') steps.push(to('is cancelled', { stage: 'end' }, true));
  if (stage === 'holding') steps.push(to('has deployed', { stage: 'end' }));
  return steps;
}

export const mayRead = ({ stage, settled }: Contender, { settle }: Timing): boolean =>
  stage === 'waiting' || (stage === 'settling' && settled >= settle);

/** The newest version that every read shows, and all newer ones. */
export const visible = ({ versions }: Contender, { lag }: Timing): Set<Phase> =>
  new Set(prune(versions, lag).map(([phase]) => phase));

export function tick(contender: Contender, { lag, settle }: Timing): Contender {
  const { stage, settled, versions } = contender;
  const aged = versions.map(([phase, age]): Version => [phase, Math.min(lag, age + 1)]);
  const stood = stage === 'settling' ? Math.min(settle, settled + 1) : 0;
  return { stage, settled: stood, versions: prune(aged, lag) };
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
