import { acquire, type Grant, hold, requirePromotion } from '@signalbox/registry/acquire';
import { creatorOf, deployed } from '@signalbox/registry/deployed';
import { waitUntilIdle } from '@signalbox/registry/idle';
import { inspectAs } from '@signalbox/registry/inspect';
import { join } from '@signalbox/registry/join';
import { sameRepository } from '@signalbox/registry/names';
import type { Payload } from '@signalbox/registry/payload';
import { positionLine } from '@signalbox/registry/position';
import { formatReason } from '@signalbox/registry/reason';
import type { Refusal } from '@signalbox/registry/refusal';
import { findRegistration } from '@signalbox/registry/registered';
import type { RegistryError, Snapshot } from '@signalbox/registry/snapshot';
import { formatTicket, TICKET, type Ticket } from '@signalbox/registry/ticket';
import { DEPLOYMENT_VARIABLE } from '@signalbox/runner/correlation';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { markdownText } from '@signalbox/runner/untrusted';
import { type Context, claimant, turnOptions } from './context.ts';
import { groupLine, requireGroup } from './groups.ts';
import type { TurnInputs } from './inputs.ts';
import type { Result, Values } from './outputs.ts';
import { queueSection, section } from './summary.ts';
import { traceIdFor } from './telemetry.ts';

/** `acquire`: register, wait, hold. The post step releases. */
export async function acquireTurn(context: Context<TurnInputs>): Promise<Result> {
  const { step, ports } = context;
  const group = await requireGroup(context);
  if (group !== undefined) step.log.info(groupLine(group));
  await readStacks(context);
  const remember = (ticket: Ticket | undefined) =>
    step.saveState(TICKET, ticket === undefined ? '' : formatTicket(ticket));
  const turn = await acquire(
    { ...turnOptions(context), claimant: claimant(context, 'job'), remember },
    ports,
  );
  return {
    values: {
      ...(await reportTurn(context, turn)),
      'concurrency-group': group,
      'trace-id': traceIdFor(context.inputs, context.correlationId, step),
    },
  };
}

/** A job that may not read the stacks fails now, not after an hour in the queue. */
async function readStacks({ inputs, ports }: Context<TurnInputs>): Promise<void> {
  await Promise.all(inputs['stack-name'].map((name) => ports.stacks?.status(name)));
}

/** `wait`: until the given registration holds, or else until no deployment is active. */
export async function wait(context: Context): Promise<Result> {
  const { inputs, ports } = context;
  const id = inputs['deployment-id'];
  if (id === undefined) {
    const waitedSeconds = await waitUntilIdle(
      { ...turnOptions(context), claimant: claimant(context, 'run') },
      ports,
    );
    return { values: { 'can-deploy': true, 'waited-seconds': waitedSeconds, reason: 'free' } };
  }
  const { payload, sha } = await findRegistration(id, inputs.environment, ports);
  refuseOfOthers(id, payload, context);
  const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
  const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : payload.stacks;
  const turn = await hold(
    { ...turnOptions(context), ticket, sha, claimant: { ...payload, stacks }, remember: () => undefined },
    ports,
  );
  return { values: await reportTurn(context, turn) };
}

/** What `acquire` made is its own job's alone: with two behind one registration, two would hold. */
function refuseOfOthers(id: number, { scope, ...owner }: Payload, { inputs, step }: Context): void {
  const { repository, runId, runAttempt } = step.job;
  const mine =
    sameRepository(owner.repository, repository) &&
    owner.runId === runId &&
    owner.runAttempt === runAttempt &&
    owner.checkRunId === inputs['check-run-id'];
  if (scope === 'job' && !mine)
    throw new UserError(
      `Input "deployment-id": ${id} belongs to the job of run ${owner.runId} that acquired it; wait for one that operation: register made.`,
    );
}

async function reportTurn(context: Context<TurnInputs>, turn: Grant | Refusal): Promise<Values> {
  const { inputs, step, ports } = context;
  if (!turn.acquired) {
    step.log.notice(`Not deploying to ${inputs.environment}: ${formatReason(turn.reason)}.`, 'Skipped');
    return await reportRefusal(context, turn);
  }
  const { environment } = inputs;
  const creator = creatorOf(turn.snapshot, turn.deploymentId);
  const { repository, repositoryId } = step.job;
  const query = { environment, repository, repositoryId, creator };
  // The turn is held: what cannot be read now is not known, and that is all.
  const runs = await deployed(turn.snapshot, query, ports).catch((error: unknown) => ({
    sha: undefined,
    uncertainty: errorLine(error),
  }));
  if (runs?.uncertainty !== undefined)
    step.log.warning(`It is not known what ${environment} runs: ${runs.uncertainty}.`, 'Deployed commit');
  step.exportVariable(DEPLOYMENT_VARIABLE, String(turn.deploymentId));
  const title = `holding as registration ${turn.deploymentId} after ${turn.waitedSeconds} s`;
  await step.summary(queueSection(title, withHold(turn), context));
  return {
    acquired: true,
    'can-deploy': true,
    reason: 'free',
    'deployment-id': turn.deploymentId,
    'fencing-token': turn.fencingToken,
    'queue-position': 0,
    'waited-seconds': turn.waitedSeconds,
    'estimated-wait-seconds': 0,
    state: 'in_progress',
    'deployed-sha': runs?.sha,
  };
}

/** Summary and outputs of a step that has no turn, whether that fails it or not: who is in front. */
export async function reportRefusal(
  context: Context<TurnInputs>,
  { reason, waitedSeconds, seen }: Refusal,
): Promise<Values> {
  const title = formatReason(reason);
  await context.step.summary(
    seen === undefined ? section(title, context) : queueSection(title, seen.snapshot, context),
  );
  return {
    acquired: false,
    'can-deploy': false,
    reason: formatReason(reason),
    'waited-seconds': waitedSeconds,
    'queue-position': seen?.ahead.length,
    'estimated-wait-seconds': seen?.estimatedWaitSeconds,
    active: seen?.active,
  };
}

/** What the turn was granted on, with the hold that came of it. */
function withHold({ snapshot, deploymentId }: Grant): Snapshot {
  const latest = { state: 'in_progress', description: 'deploying', createdAt: snapshot.now } as const;
  const registrations = snapshot.registrations.map((each) =>
    each.id === deploymentId ? { ...each, latest, heldSince: snapshot.now } : each,
  );
  return { ...snapshot, registrations };
}

/** `register`: join the queue and go on; a later job waits for the turn and releases it. */
export async function register(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const group = await requireGroup(context);
  const request = { ...turnOptions(context), claimant: claimant(context, 'run'), remember: () => undefined };
  await requirePromotion(request, ports);
  const { deploymentId, nonce } = await join(request, ports);
  const seen = await inspectAs({ id: deploymentId, nonce }, request, ports);
  const position = seen.ahead.length;
  const line =
    position === 0
      ? 'next in line'
      : positionLine({ ...seen, expectedSeconds: seen.estimatedWaitSeconds }, seen.snapshot.now);
  step.log.info(`Registered for ${inputs.environment} as ${deploymentId}: ${line}.`);
  await step.summary(queueSection(`registered as ${deploymentId}`, seen.snapshot, context));
  const values = {
    acquired: false,
    'can-deploy': false,
    'deployment-id': deploymentId,
    reason: formatReason(seen.reason),
    'queue-position': Math.max(1, position),
    'estimated-wait-seconds': seen.estimatedWaitSeconds,
    active: seen.active,
    state: 'queued',
    'concurrency-group': group,
  };
  return { values };
}

/** `on-registry-error: proceed`: the deployment goes on without a turn, and nobody can overlook that. */
export async function proceedWithout(
  { step, inputs }: Context<TurnInputs>,
  error: RegistryError,
): Promise<Values> {
  const details = errorLine(error);
  const line = `Deploying to ${inputs.environment} WITHOUT the registry: nothing keeps others out (on-registry-error: proceed). ${details}`;
  step.log.warning(line, 'Deploying without coordination');
  await step.summary(`> [!WARNING]\n> ${markdownText(line)}\n`);
  return {
    acquired: false,
    'can-deploy': true,
    reason: formatReason({ code: 'registry-unavailable', details }),
  };
}
