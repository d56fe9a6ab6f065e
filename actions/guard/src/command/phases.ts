import type { MonitorReport, MonitorStatus } from '@signalbox/cloudformation/report';
import { type CommandEnd, commandFailure } from '@signalbox/runner/command';
import type { Seen } from '../../../monitor/src/background.ts';
import { judge, qualified, type Verdict, WORDS, watchedOf } from '../verdict.ts';

/** What the inputs ask for in addition to the deploy command. */
interface Plan {
  /** Something is to be watched: stacks, services, addresses. */
  readonly watches: boolean;
  readonly smokes: boolean;
  readonly bakes: boolean;
  readonly rollsBack: boolean;
  /** Endings of a watch that fail a deployment. */
  readonly failOn: readonly string[];
}

/** The commit that ran before, as far as its code may be run again. */
export type Earlier =
  | { readonly kind: 'commit'; readonly sha: string }
  /** Nothing to go back to is an answer, too: the first deployment is undone in its own files. */
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly why: string };

/** A deployment by commands, as far as it has got: plain data. Each phase adds what came of it. */
export interface Deployment {
  readonly plan: Plan;
  readonly deploy?: CommandEnd;
  /** What the watch of the deploy command saw, readiness included. */
  readonly watched?: Seen;
  readonly smoke?: CommandEnd;
  /** It was baked; what came of it is in `watched`. */
  readonly baked?: boolean;
  readonly earlier?: Earlier;
  /** It was waited until the stacks are at rest, or for as long as a watch may take. */
  readonly rested?: boolean;
  /** Why the rollback command could not be started in the files of the earlier commit; empty when it can. */
  readonly files?: string;
  readonly rollback?: CommandEnd;
  readonly rollbackWatched?: Seen;
  readonly cancelled: boolean;
}

export type Phase =
  | 'deploy'
  /** The watch comes to its end: all is ready, or after a failure at rest. */
  | 'readiness'
  | 'smoke'
  | 'bake'
  /** May the commit that ran before be run again? */
  | 'earlier'
  /** Nothing is undone before the stacks rest. */
  | 'rest'
  | 'files'
  | 'rollback'
  | 'rollback-watch'
  | 'over';

/** What is to be done next. Pure: the only place that knows the order. */
export function nextPhase(at: Deployment): Phase {
  const {
    plan,
    deploy,
    watched,
    smoke,
    baked,
    earlier,
    rested,
    files,
    rollback,
    rollbackWatched,
    cancelled,
  } = at;
  if (deploy === undefined) return cancelled ? 'over' : 'deploy';
  if (plan.watches && watched === undefined) return 'readiness';
  if (cancelled) return 'over';
  if (failureOf(at) === undefined) {
    if (plan.smokes && smoke === undefined) return 'smoke';
    return plan.bakes && watched?.report !== undefined && !baked ? 'bake' : 'over';
  }
  // What was not begun needs no undoing.
  if (!plan.rollsBack || deploy.kind === 'not-started') return 'over';
  if (earlier === undefined) return 'earlier';
  if (earlier.kind === 'refused') return 'over';
  if (!rested) return 'rest';
  if (files === undefined) return 'files';
  if (files !== '') return 'over';
  if (rollback === undefined) return 'rollback';
  return plan.watches && rollbackWatched === undefined ? 'rollback-watch' : 'over';
}

/** Why the deployment failed, and is to be rolled back; undefined while it has not. What is not known is no failure, and no success. */
export function failureOf({ plan, deploy, watched, smoke }: Deployment): string | undefined {
  const deployed = deploy && commandFailure('deploy-command', deploy);
  if (deployed !== undefined) return withCause(deployed, watched?.report);
  if (watched?.refused !== undefined) return watched.refused;
  const seen = watched?.report && watchedOf(watched.report);
  if (seen !== undefined && plan.failOn.includes(seen.status)) return seen.reason ?? WORDS[seen.status];
  return smoke && commandFailure('smoke-command', smoke);
}

/** A deploy command often only says that the stack failed; the watch knows why. */
function withCause(words: string, report: MonitorReport | undefined): string {
  const cause = report?.lostSight === undefined ? report?.rootCause : undefined;
  return cause === undefined ? words : `${cause.logicalId}: ${cause.reason} (${words})`;
}

/** The contract's names. */
export type Outcome =
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'rollback-failed'
  | 'cancelled'
  | 'timed-out'
  | 'no-changes'
  | 'skipped';

interface End {
  readonly outcome: Outcome;
  /** For the registry and Slack. */
  readonly verdict: Verdict;
  /** For Slack, in addition to the reason. */
  readonly message?: string;
}

/** How it ended, once no phase is left. Pure. `unknown`: what other monitors of the job have lost sight of. */
export function endOf(deployment: Deployment, unknown?: string): End {
  const { plan, deploy, watched, earlier, files, rollback, cancelled } = deployment;
  const why = failureOf(deployment);
  if (cancelled && rollback === undefined) return cancelledEnd(deployment);
  if (rollback !== undefined || (files !== undefined && files !== ''))
    return rollbackEnd(deployment, why ?? '');
  if (earlier?.kind === 'refused') {
    const reason = `${why}; NOT ROLLED BACK: ${earlier.why}`;
    return {
      outcome: 'failed',
      verdict: { outcome: 'failure', event: 'failed', reason },
      message: NOT_ROLLED_BACK,
    };
  }
  const seen = watched?.report && watchedOf(watched.report);
  const own = deployment.smoke ?? deploy;
  const status = why === undefined || ownFailure(deployment) === undefined ? 'success' : 'failure';
  const verdict = qualified(
    judge(status, seen, { failOn: plan.failOn, ...(why === undefined ? {} : { failure: why }) }),
    watched?.report,
    watched?.refused ?? watched?.unknown ?? unknown,
  );
  if (own?.kind === 'timed-out' && verdict.event === 'failed')
    return { outcome: 'timed-out', verdict: { ...verdict, event: 'timed-out' } };
  return { outcome: outcomeOf(verdict, seen?.status, plan), verdict };
}

const ownFailure = ({ deploy, smoke }: Deployment) =>
  (deploy && commandFailure('deploy-command', deploy)) ?? (smoke && commandFailure('smoke-command', smoke));

function outcomeOf(
  { outcome, event }: Verdict,
  status: MonitorStatus | undefined,
  { rollsBack }: Plan,
): Outcome {
  if (outcome === 'success') return status === 'no-changes' ? 'no-changes' : 'succeeded';
  if (event === 'timed-out' || event === 'cancelled') return event;
  // Where there is a rollback command, it alone says that all of it is rolled back.
  return event === 'rolled-back' && !rollsBack ? 'rolled-back' : 'failed';
}

const NOT_ROLLED_BACK =
  'IT IS NOT ROLLED BACK. GitHub does not confirm that the commit which ran before may be run again. Look at the environment now.';

/** Whatever the stacks came to, the commands did not: no success. */
function cancelledEnd({ watched }: Deployment): End {
  const seen = watched?.report && watchedOf(watched.report);
  const verdict = judge('cancelled', seen);
  const outcome = verdict.outcome === 'success' ? 'cancelled' : verdict.outcome;
  return { outcome: 'cancelled', verdict: { ...verdict, outcome } };
}

function rollbackEnd(
  { files = '', rollback, rollbackWatched, cancelled, plan }: Deployment,
  why: string,
): End {
  const failed = files || (rollback && commandFailure('rollback-command', rollback));
  const { report, refused, unknown } = rollbackWatched ?? {};
  const watchedWell =
    report !== undefined && (report.status === 'succeeded' || report.status === 'no-changes');
  const well =
    failed === undefined && !cancelled && (!plan.watches || (watchedWell && report.lostSight === undefined));
  if (well) {
    const reason = `rolled back: ${why}`;
    return {
      outcome: 'rolled-back',
      verdict: { outcome: 'failure', event: 'rolled-back', reason },
      message: ROLLED_BACK,
    };
  }
  const notKnown =
    report?.lostSight ??
    unknown ??
    refused ??
    (report === undefined ? 'it was not watched to its end' : undefined);
  const what =
    failed ??
    (notKnown === undefined
      ? (report?.failureReason ?? report?.status)
      : `not known how it ended: ${notKnown}`);
  const reason = `THE ROLLBACK FAILED (${what}), after: ${why}`;
  const verdict = { outcome: 'failure', event: 'failed', reason } as const;
  return {
    outcome: 'rollback-failed',
    verdict,
    message: failed === undefined && notKnown !== undefined ? NOT_KNOWN : FAILED_TOO,
  };
}

const ROLLED_BACK = 'The rollback is done.';
const NOT_KNOWN = 'IT IS NOT KNOWN HOW THE ROLLBACK ENDED. Look at the environment now.';
const FAILED_TOO = 'THE ROLLBACK FAILED, too. Look at the environment now.';
