import type { Outcome } from '@signalbox/registry/ending';
import type { Payload } from '@signalbox/registry/payload';
import { findRegistration } from '@signalbox/registry/registered';
import { type Released, type ReleaseRequest, release } from '@signalbox/registry/release';
import { RegistryError } from '@signalbox/registry/snapshot';
import { parseTicket, TICKET } from '@signalbox/registry/ticket';
import { formatDuration } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { unknownIn, unknownLine } from '@signalbox/runner/unknown';
import { wantsTelemetry } from '@signalbox/telemetry/inputs';
import type { Context } from './context.ts';
import type { CoordinateInputs, TurnInputs } from './inputs.ts';
import type { Result } from './outputs.ts';
import type { Ports } from './ports.ts';
import { section } from './summary.ts';
import { type EndingFacts, marksOf, publishEnding } from './telemetry.ts';

/** Post step of `acquire`: ends the registration with the job's outcome. */
export async function releaseAfterJob(
  inputs: Ending,
  step: Step,
  connect: () => Promise<Ports>,
  {
    hurried = false,
    facts = {},
    ...options
  }: Pick<ReleaseRequest, 'closedWhileBusy'> & {
    readonly hurried?: boolean;
    readonly facts?: EndingFacts;
  } = {},
): Promise<AbnormalEnd | undefined> {
  const ticket = parseTicket(step.state(TICKET));
  if (ticket === undefined) return undefined;
  const outcome = outcomeOf(inputs['job-status']);
  const released = await tryRelease(
    {
      ...{ ticket, outcome, logUrl: step.job.runUrl, stacks: inputs['stack-name'] },
      distributions: wantsTelemetry(inputs, step.env),
      marks: marksOf(facts),
      ...words(inputs),
      ...options,
    },
    step,
    { connect, hurried },
  );
  if (released === undefined) return undefined;
  await publishEnding({ inputs, outcome, released, facts }, step);
  const failure = report(released, inputs.environment, step);
  if (failure !== undefined) throw failure;
  return await warnUnusual(released, outcome, inputs.environment, step);
}

/** How an ending was not normal, in one line; `often`: nor were others of late. */
export interface AbnormalEnd {
  readonly words: string;
  readonly often: boolean;
}

/** Says so where the deployment was not normal, by how often that was of late. Never throws. */
async function warnUnusual(
  released: Released,
  outcome: Outcome,
  environment: string,
  { log }: Step,
): Promise<AbnormalEnd | undefined> {
  if (!released.ended) return undefined;
  try {
    const { unusualOf } = await import('./ending/unusual.ts');
    const found = unusualOf(released, outcome);
    for (const { title, words, often } of found) {
      if (often) log.warning(`${environment}: ${words}.`, title);
      else log.info(`${environment}: ${words}.`);
    }
    if (found.length === 0) return undefined;
    return {
      words: found.map(({ words }) => words).join('. '),
      often: found.some(({ often }) => often),
    };
  } catch (error) {
    log.info(`${environment}: it was not compared with what is normal: ${errorLine(error)}.`);
    return undefined;
  }
}

type Ending = TurnInputs & Partial<Pick<CoordinateInputs, 'reason'>>;

interface Way {
  readonly connect: () => Promise<Ports>;
  /** The job was cancelled, whatever the outcome is. */
  readonly hurried: boolean;
}

/** How long an outage of GitHub is waited out, so that the record is true. After a cancellation there is no time. */
const OUTAGE_SECONDS = 15 * 60;
const PAUSE_SECONDS = 20;

/** The deployment itself is done: an outage or a dead token must not turn it red. Others see that the job is over. */
async function tryRelease(
  request: ReleaseRequest,
  { log, clock, cancelled }: Step,
  { connect, hurried }: Way,
): Promise<Released | undefined> {
  const { environment, holding } = request.ticket;
  const waits = holding && !hurried && request.outcome !== 'cancelled';
  const deadline = clock.now() + (waits ? OUTAGE_SECONDS * 1000 : 0);
  for (let tries = 1; ; tries++) {
    try {
      return await release(request, await connect());
    } catch (error) {
      const again = error instanceof RegistryError && clock.now() < deadline && !cancelled.aborted;
      if (!again) {
        const why = errorLine(error).replace(/\.$/, '');
        log.warning(
          request.ticket.deploymentId === undefined
            ? `It is not known whether a registration for ${environment} was left (${why}). If so, the next deployment takes over some minutes after this job.`
            : `${environment} was not released (${why}). The next deployment takes over some minutes after this job.`,
        );
        return undefined;
      }
      if (tries === 1) log.info(`${environment} is still held, trying again: ${errorLine(error)}`);
      await clock.sleep(PAUSE_SECONDS * 1000, cancelled);
    }
  }
}

/** Operation `release`: ends the registration `deployment-id` with `state`. */
export async function releaseById(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const id = inputs['deployment-id'] ?? 0;
  const { payload } = await findRegistration(id, inputs.environment, ports, { over: true });
  const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
  const outcome = inputs.state ?? assumedEnd(payload, inputs, step);
  const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : [];
  const { actor, runId, runUrl: logUrl } = step.job;
  const by = `${actor || 'somebody'} in run ${runId}`;
  const distributions = wantsTelemetry(inputs, step.env);
  const request = { ticket, outcome, stacks, logUrl, by, distributions, ...words(inputs) };
  const released = await release(request, ports);
  // What was over already was published by the one that ended it.
  const published =
    released.over === undefined
      ? await publishEnding({ inputs, outcome, released, facts: {} }, step)
      : undefined;
  const values = {
    ...{ 'deployment-id': id, state: released.endedAs ?? outcome },
    ...{ 'telemetry-status': published?.status ?? 'off', 'trace-id': published?.traceId },
  };
  const what =
    released.over === undefined
      ? `ended registration ${id} as ${outcome}`
      : `registration ${id} was over already: ${released.over}`;
  await step.summary(section(what, context));
  if (released.over === undefined) return { values, failure: report(released, inputs.environment, step) };
  step.log.notice(`${capital(what)}.`, 'Nothing to release');
  return { values };
}

/**
 * The end that `state` does not say. This job's status is that of a deployment of its own only: the job that releases after
 * another one that failed goes well itself.
 */
function assumedEnd({ runId, checkRunId }: Payload, inputs: CoordinateInputs, step: Step): Outcome {
  const own = runId === step.job.runId && checkRunId !== undefined && checkRunId === inputs['check-run-id'];
  const outcome = outcomeOf(knownEnd(inputs, step)['job-status']);
  if (own || outcome !== 'success') return outcome;
  step.log.warning(
    'Input "state" is missing, and this is not the job that registered, so how the deployment ended is not known: it is ended as an error. Say how the deploying job ended.',
    'Not known how it ended',
  );
  return 'error';
}

/** The job's end, unless a monitor in it has lost the deployment: what nobody knows is no success. */
export function knownEnd(inputs: CoordinateInputs, { env, log }: Step): CoordinateInputs {
  const unknown = unknownLine(unknownIn(env));
  if (unknown === undefined || inputs['job-status'] !== 'success') return inputs;
  const description = `what became of the deployment is not known: ${unknown}`;
  log.warning(`The job succeeded, but ${description}. It is ended as an error.`, 'Not known how it ended');
  return { ...inputs, 'job-status': 'error', description: inputs.description ?? description };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const words = ({ description, reason, 'environment-url': environmentUrl }: Ending) => ({
  ...(description === undefined && reason === undefined ? {} : { description: description ?? reason ?? '' }),
  ...(environmentUrl === undefined ? {} : { environmentUrl }),
});

/** `job.status` is success, failure or cancelled; anything else is not known to have succeeded. */
function outcomeOf(jobStatus: string | undefined): Outcome {
  if (jobStatus === 'success' || jobStatus === 'failure' || jobStatus === 'cancelled') return jobStatus;
  return 'error';
}

/** Returns why the step is red: when the hold was not exclusive, that must not stay green. */
function report(released: Released, environment: string, { log }: Step): UserError | undefined {
  const { ended, heldSeconds, overlaps, possibleOverlaps = [], lost, unsettled, closed } = released;
  if (closed)
    log.warning(
      `${environment} stays closed: ${unsettled}. The next deployment takes over some minutes after this job, when the stack is at rest.`,
    );
  else if (unsettled !== undefined)
    log.warning(
      `${environment} is released, but ${unsettled}: the next deployment waits until the stack is at rest.`,
    );
  if (possibleOverlaps.length > 0)
    log.warning(
      `It is not known whether ${possibleOverlaps.join(' and ')} held ${environment} at the same time: GitHub does not tell whether that job ran (actions: read).`,
      'Overlap',
    );
  if (overlaps.length > 0)
    return new UserError(
      `OVERLAP: while this run held ${environment}, so did ${overlaps.join(' and ')}. Check what is deployed, and set a longer "settle".`,
    );
  if (lost !== undefined)
    return new UserError(
      `The hold on ${environment} was lost while deploying: ${lost}. Others may have deployed meanwhile: check what is deployed.`,
    );
  if (ended)
    log.info(
      `Released ${environment}${heldSeconds === undefined ? '' : ` after ${formatDuration(heldSeconds)}`}.`,
    );
  else if (!closed) log.info(`Nothing to release for ${environment}.`);
  return undefined;
}
