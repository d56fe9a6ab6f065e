import { unfinished } from '@signalbox/readiness/bake';
import { withBake } from '../../../monitor/src/verdict.ts';
import type { CommandRecord } from '../record.ts';
import { bakeWords, judge, type Verdict, type Watched, WORDS, watchedOf } from '../verdict.ts';
import { type Deployment, endOf, failureOf, nextPhase, type Phase } from './phases.ts';

/** Before the first phase. */
export const NOTHING_YET = 'nothing was deployed yet';

/** What is known of a deployment whose step did not live to its end. */
interface Interrupted {
  readonly jobStatus: string;
  readonly command: CommandRecord;
  /** As far as it was known to have got, with what was seen since; undefined where nothing was kept of it. */
  readonly deployment?: Deployment | undefined;
  /** What the post step saw of what still moved. */
  readonly watched?: Watched | undefined;
}

/** What was under way when the step died. */
export const phaseOf = (deployment: Deployment): Phase => nextPhase({ ...deployment, cancelled: false });

/** What can be said of it. What had been seen before the step died stays seen; nothing else is called a success. Pure. */
export function interruptedVerdict(interrupted: Interrupted): Verdict {
  const { jobStatus, command, deployment, watched } = interrupted;
  const known = deployment && knownOf(deployment, command);
  if (jobStatus === 'cancelled') return ofCancelled(interrupted, known);
  if (known !== undefined) return known;
  const broken = judge('success', watched);
  if (broken.outcome === 'failure' && broken.event !== 'timed-out')
    return { ...broken, reason: `${broken.reason} (the step was ended while ${command.doing})` };
  if (command.doing === NOTHING_YET) return { outcome: 'error', event: 'failed', reason: howOf(command) };
  const stack = watched === undefined ? '' : `; ${WORDS[watched.status]}`;
  const before = deployment === undefined ? '' : beforeIt(deployment);
  const reason = `${howOf(command)}, so what became of the deployment is not known${stack}${before}`;
  return { outcome: 'error', event: 'timed-out', reason };
}

const howOf = ({ doing, cancelled = false }: CommandRecord): string =>
  `the step was ${cancelled ? 'ended' : 'killed'} ${doing === NOTHING_YET ? 'before anything was deployed' : `while ${doing}`}`;

/** What is known although the step died: only what all its parts had come to. */
function knownOf(deployment: Deployment, command: CommandRecord): Verdict | undefined {
  const { deploy, smoke, rollback } = deployment;
  // What a signal of the runner's ended has not come to anything of its own.
  if ([deploy, smoke, rollback].some((end) => end?.kind === 'cancelled')) return undefined;
  const how = howOf(command);
  switch (phaseOf(deployment)) {
    case 'earlier':
    case 'rest':
    case 'files': {
      // First, since a record has room for 140 characters.
      const reason = `NOT ROLLED BACK, since ${how}: ${failureOf(deployment)}`;
      return { outcome: 'failure', event: 'failed', reason };
    }
    case 'over':
      return ended(deployment, how);
    default:
      return undefined;
  }
}

/** Every part had its end; only the bake, or telling it, had not. */
function ended(deployment: Deployment, how: string): Verdict | undefined {
  const { verdict } = endOf({ ...deployment, cancelled: false });
  const { outcome, reason } = verdict;
  if (outcome === 'error') return undefined;
  if (outcome !== 'success') return { ...verdict, reason: `${reason} (${how})` };
  // A bake that was not finished says so itself.
  return { ...verdict, reason: reason ?? `deployed; ${how}` };
}

/** Seen to be deployed, and not watched for as long as it was to be: the bake is unfinished. */
export function withUnfinishedBake(
  deployment: Deployment,
  command: CommandRecord,
  plannedSeconds: number,
): Deployment {
  const { watched } = deployment;
  if (watched?.report === undefined) return { ...deployment, baked: true };
  const bake = unfinished(plannedSeconds, howOf(command));
  return {
    ...{ ...deployment, baked: true },
    watched: { ...watched, report: withBake(watched.report, bake, { onBreach: 'fail' }) },
  };
}

/** Whatever the stacks came to, the commands came to nothing; unless all of them had ended well. */
function ofCancelled({ command, deployment, watched }: Interrupted, known: Verdict | undefined): Verdict {
  if (known?.outcome === 'success' && deployment !== undefined) {
    const report = deployment.watched?.report;
    const { reason } = judge('cancelled', report && watchedOf(report));
    const outcome = { outcome: 'success', event: 'cancelled' } as const;
    return { ...outcome, reason: `${reason}; ${bakeWords(report?.bake) ?? howOf(command)}` };
  }
  const verdict = judge('cancelled', watched);
  return verdict.outcome === 'success' ? { ...verdict, outcome: 'cancelled' } : verdict;
}

/** How far it had got, for people. */
function beforeIt(deployment: Deployment): string {
  switch (phaseOf(deployment)) {
    case 'readiness':
      return '; the deploy command had ended by itself';
    case 'smoke':
      return '; it had been deployed, and was not tried to the end';
    case 'rollback':
    case 'rollback-watch':
      return `; it was rolled back for: ${failureOf(deployment)}`;
    default:
      return '';
  }
}
