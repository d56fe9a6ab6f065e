import { calibrationLine } from '@signalbox/estimate/words';
import type { Deployed } from '@signalbox/registry/deployed';
import { calibrationOf, finishedRun } from '@signalbox/registry/history';
import { formatReason } from '@signalbox/registry/reason';
import { queuePhaseOf, type Registration } from '@signalbox/registry/registration';
import { type RollbackTarget, rollbackTarget } from '@signalbox/registry/rollback';
import { type EnvironmentStatus, environmentStatus } from '@signalbox/registry/status';
import { DEPLOYMENT_VARIABLE } from '@signalbox/runner/correlation';
import { formatDuration } from '@signalbox/runner/duration';
import { markdownText, oneLine } from '@signalbox/runner/untrusted';
import { type Context, turnOptions } from './context.ts';
import { showFailure } from './failure.ts';
import type { Result } from './outputs.ts';
import { deploymentsTable, inOrder, queueSection, runAddress, runLink, when } from './summary.ts';

/** `status`: the latest state of the environment, or of the deployment with `correlation-id`, and all around it. */
export async function showStatus(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment } = inputs;
  const { repository, repositoryId, serverUrl } = step.job;
  const found = await environmentStatus(
    {
      environment,
      repository,
      repositoryId,
      correlationId: inputs['correlation-id'],
      maxHoldSeconds: inputs['max-hold'],
      own: Number(step.env[DEPLOYMENT_VARIABLE]) || undefined,
    },
    ports,
  );
  const { inspection, deployed, recent } = found;
  const { sha } = turnOptions(context);
  const target = deployed && (await rollbackTarget({ earlier: deployed, sha, repository }, ports));
  const lines = describe(found, target);
  // A holder's own words may have several lines.
  const title = `${found.state}${found.details && ` (${oneLine(found.details, 300)})`}`;
  step.log.info(`${environment}: ${title}.`);
  for (const line of lines) step.log.info(line);
  const failure = await showFailure(found, context);
  const truth = calibrationOf(inspection.snapshot.registrations);
  if (truth !== undefined) step.log.info(calibrationLine(truth));

  const runs = deployed?.registration;
  const values = {
    state: found.state,
    reason: formatReason(inspection.reason),
    // 0 is nobody's id.
    'deployment-id': found.registration?.id || undefined,
    'deployed-sha': deployed?.sha,
    'deployed-since': runs && when(runs.ended?.createdAt ?? runs.createdAt),
    'deployed-by': runs?.payload.actor,
    'deployed-run': runs && runAddress(runs, serverUrl),
    'rollback-sha': target !== undefined && 'sha' in target ? target.sha : undefined,
    active: inspection.active,
    queue: queueOf(found).map((one) => shownInQueue(one, serverUrl)),
    frozen: inspection.snapshot.freezes.map(({ reason, by, since }) => ({ by, reason, since: when(since) })),
    deployments: recent.map((one) => shownDeployment(one, serverUrl)),
    ...(found.registration === undefined
      ? {}
      : { 'correlation-id': found.registration.payload.correlationId }),
  };
  const sections = [
    queueSection(title, inspection.snapshot, context, inspection.liveness),
    deployedLine(deployed, serverUrl),
    ...lines.slice(1).map((line) => markdownText(line)),
    '',
    deploymentsTable(recent, serverUrl),
    failure,
  ];
  await step.summary(sections.join('\n'));
  return { values };
}

/** What runs, and whether its code may be run again, for the log. */
function describe({ deployed }: EnvironmentStatus, target: RollbackTarget | undefined): readonly string[] {
  if (deployed === undefined) return ['No recorded commit runs.'];
  const { registration, sha, uncertainty } = deployed;
  if (sha === undefined) return [`It is not known which commit runs: ${uncertainty}.`];
  const { actor, runId } = registration.payload;
  const since = when(registration.ended?.createdAt ?? registration.createdAt);
  const runs = `${sha} runs since ${since}, deployed by ${actor || 'unknown'} in run ${runId}.`;
  return target !== undefined && 'refused' in target
    ? [runs, `Its code is not to be run again for a rollback: ${target.refused}.`]
    : [runs];
}

function deployedLine(deployed: Deployed | undefined, serverUrl: string): string {
  if (deployed === undefined) return 'No recorded commit runs.\n';
  const { registration, sha, uncertainty = '' } = deployed;
  if (sha === undefined) return `It is not known which commit runs: ${markdownText(uncertainty)}.\n`;
  const by = markdownText(registration.payload.actor || 'unknown', 60);
  const since = when(registration.ended?.createdAt ?? registration.createdAt);
  return `\`${sha}\` runs since ${since}, deployed by ${by} in ${runLink(registration, serverUrl)}.\n`;
}

/** An output is for a later step to read: anybody who may write deployments may write a thousand. */
const MOST_QUEUED = 100;

/** Those who hold, claim or wait, and live; who waits without a job has no position. */
const queueOf = ({ inspection: { snapshot, liveness } }: EnvironmentStatus): readonly Registration[] =>
  snapshot.registrations
    .filter(({ id, latest }) => {
      const phase = queuePhaseOf(latest);
      const seen = liveness.get(id) ?? 'alive';
      return phase !== 'over' && (phase !== 'waiting' || seen === 'alive') && seen !== 'dead';
    })
    .sort(inOrder)
    .slice(0, MOST_QUEUED);

/** One of `queue`. Workflow and actor are what their owner wrote. */
function shownInQueue(registration: Registration, serverUrl: string) {
  const { id, payload, sha, latest, heldSince, createdAt } = registration;
  const { workflow, actor, correlationId } = payload;
  return {
    ...{ deploymentId: id, phase: queuePhaseOf(latest), sha, actor, workflow, correlationId },
    run: runAddress(registration, serverUrl),
    since: when(heldSince ?? createdAt),
  };
}

/** One of `deployments`. */
function shownDeployment(registration: Registration, serverUrl: string) {
  const { id, payload, sha, ended } = registration;
  return {
    ...{ deploymentId: id, sha, actor: payload.actor, outcome: ended?.state ?? '' },
    ...{ run: runAddress(registration, serverUrl), ended: when(ended?.createdAt ?? registration.createdAt) },
    seconds: Math.round(finishedRun(registration)?.seconds ?? 0),
    duration: formatDuration(finishedRun(registration)?.seconds ?? 0),
  };
}
