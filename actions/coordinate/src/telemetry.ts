import type { Marks } from '@signalbox/registry/count';
import {
  type Distributions,
  DURATION_BOUNDS,
  type EndState,
  WAIT_BOUNDS,
} from '@signalbox/registry/distributions';
import { type Outcome, STATES } from '@signalbox/registry/ending';
import { queuePhaseOf, type Registration } from '@signalbox/registry/registration';
import type { Released } from '@signalbox/registry/release';
import type { Snapshot } from '@signalbox/registry/snapshot';
import type { Totals } from '@signalbox/registry/totals';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type {
  ByOutcome,
  CountedOutcome,
  CounterTotals,
  Deployer,
  DeploymentTelemetry,
  EnvironmentTelemetry,
  Phase,
  TelemetryOutcome,
} from '@signalbox/telemetry/deployment';
import { type TelemetryInputs, wantsTelemetry } from '@signalbox/telemetry/inputs';
import { rootSpanOf } from '@signalbox/telemetry/parent';
import type { PublishResult } from '@signalbox/telemetry/publish';

/** What is known of an ending in addition to what the registry says. */
export interface EndingFacts {
  /** Finer than the registry's states. */
  readonly outcome?: TelemetryOutcome | undefined;
  readonly reason?: string | undefined;
  /** The bake broke, also where a rollback followed. */
  readonly breached?: boolean;
  /** In addition to the wait and the hold: command, stacks, services and so on. */
  readonly phases?: readonly Phase[];
  /** For CloudWatch. @default the job's own */
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
}

/** What is counted of it. */
export const marksOf = ({ outcome, breached = false }: EndingFacts): Marks => ({
  rollback: outcome === 'rolled-back' || outcome === 'rollback-failed',
  breach: outcome === 'breached' || breached,
});

interface Ending {
  readonly inputs: TelemetryInputs & { readonly environment: string; readonly repository: string };
  readonly outcome: Outcome;
  readonly released: Released;
  readonly facts: EndingFacts;
}

/** Publishes the ending as telemetry, where the inputs or OpenTelemetry's variables say so. Never throws. Nothing else is loaded. */
export async function publishEnding(ending: Ending, step: Step): Promise<PublishResult | undefined> {
  const { inputs, released, facts } = ending;
  if (!wantsTelemetry(inputs, step.env)) return undefined;
  try {
    const deployment = telemetryOf(ending, step);
    if (deployment === undefined || released.seen === undefined) return undefined;
    const { publishDeployment } = await import('@signalbox/telemetry/publish');
    const published = await publishDeployment(deployment, inputs, step, { credentials: facts.credentials });
    // Of a post step the runner drops them.
    step.output('telemetry-status', published.status);
    step.output('trace-id', published.traceId);
    return published;
  } catch (error) {
    step.log.warning(
      `Telemetry failed: ${errorLine(error)}. The deployment itself is not affected.`,
      'Telemetry',
    );
    return undefined;
  }
}

/** The trace that the job's deployment will have; undefined where none is sent. */
export function traceIdFor(
  inputs: TelemetryInputs & { readonly 'check-run-id'?: number | undefined },
  correlationId: string,
  step: Step,
): string | undefined {
  if (!wantsTelemetry(inputs, step.env)) return undefined;
  const { repository, runId, runAttempt } = step.job;
  const deployer = { repository, runId, runAttempt, correlationId, checkRunId: inputs['check-run-id'] };
  return rootSpanOf(compact(deployer), step.env).root.traceId;
}

/** Undefined for one that never held: it left the queue, and nothing was deployed. */
function telemetryOf(
  { inputs, outcome, released, facts }: Ending,
  { job }: Step,
): DeploymentTelemetry | undefined {
  const { seen, totals, distributions } = released;
  const heldSince = seen?.own.heldSince;
  if (seen === undefined || heldSince === undefined) return undefined;
  const { own, snapshot } = seen;
  const endedAt = own.ended?.createdAt ?? Math.max(snapshot.now, heldSince);
  const counted = COUNTED[STATES[outcome]];
  const marks = marksOf(facts);
  const held: Phase = {
    ...{ kind: 'hold', name: 'hold', startedAt: heldSince, endedAt },
    ...(counted === 'succeeded' ? { outcome: 'ok' as const } : {}),
  };
  const queue: Phase = {
    ...{ kind: 'queue', name: 'queue', startedAt: own.createdAt, endedAt: heldSince, outcome: 'ok' },
  };
  return compact({
    ...deployerOf(own),
    environment: inputs.environment,
    registry: inputs.repository,
    sha: own.sha,
    workflow: own.payload.workflow,
    actor: own.payload.actor,
    runUrl: `${job.serverUrl}/${own.payload.repository}/actions/runs/${own.payload.runId}/attempts/${own.payload.runAttempt}`,
    startedAt: own.createdAt,
    endedAt,
    outcome: facts.outcome ?? outcomeFor(outcome),
    counted,
    rolledBack: marks.rollback,
    breached: marks.breach,
    reason: facts.reason,
    phases: [queue, held, ...(facts.phases ?? [])],
    waitedFor: waitedFor(own, heldSince, snapshot),
    ...countsFor(totals, distributions),
    heldSeconds: (endedAt - heldSince) / 1000,
    waitedSeconds: (heldSince - own.createdAt) / 1000,
    gauges: gaugesOf(snapshot, { at: endedAt, ended: { own, succeeded: counted === 'succeeded' } }),
  });
}

const COUNTED: Readonly<Record<EndState, CountedOutcome>> = {
  success: 'succeeded',
  failure: 'failed',
  error: 'error',
  inactive: 'released',
};
const outcomeFor = (outcome: Outcome): TelemetryOutcome =>
  outcome === 'cancelled' ? outcome : COUNTED[STATES[outcome]];

const deployerOf = ({ id, payload }: Registration): Deployer => {
  const { repository, correlationId, runId, runAttempt, checkRunId } = payload;
  const which = id === 0 ? undefined : id;
  return compact({ repository, correlationId, runId, runAttempt, checkRunId, deploymentId: which });
};

/** Who held until we did: the one whose end came last before, while we were waiting. GitHub counts whole seconds. */
function waitedFor(own: Registration, heldSince: number, { registrations }: Snapshot): Deployer | undefined {
  const [last] = registrations
    .filter(({ ended, heldSince: since, payload }) => {
      const meanwhile =
        ended !== undefined && ended.createdAt >= own.createdAt && ended.createdAt <= heldSince;
      return meanwhile && since !== undefined && payload.nonce !== own.payload.nonce;
    })
    .toSorted((a, b) => (b.ended?.createdAt ?? 0) - (a.ended?.createdAt ?? 0));
  return last && deployerOf(last);
}

/** The registry's counts, as telemetry has them. */
export const countsFor = (
  totals: Totals | undefined,
  distributions: readonly Distributions[] | undefined,
): Pick<EnvironmentTelemetry, 'totals' | 'durations' | 'waits'> =>
  compact({
    totals: totals && totalsFor(totals),
    durations: distributions && byOutcome(distributions, 'durations', DURATION_BOUNDS),
    waits: distributions && byOutcome(distributions, 'waits', WAIT_BOUNDS),
  });

const totalsFor = ({
  all,
  failures,
  errors,
  released,
  rollbacks,
  breaches,
  since,
}: Totals): CounterTotals => ({
  deployments: { succeeded: all - failures - errors - released, failed: failures, error: errors, released },
  ...{ rollbacks, breaches, since: Date.parse(since) },
});

const byOutcome = (
  all: readonly Distributions[],
  which: 'durations' | 'waits',
  bounds: readonly number[],
): ByOutcome =>
  Object.fromEntries(
    all.map((one) => [COUNTED[one.of], { bounds, ...one[which], since: Date.parse(one.since) }]),
  );

interface Moment {
  readonly at: number;
  /** Whose end is not in the snapshot yet. */
  readonly ended?: { readonly own: Registration; readonly succeeded: boolean };
}

export function gaugesOf({ registrations, freezes }: Snapshot, { at, ended }: Moment) {
  const others = registrations.filter(({ payload }) => payload.nonce !== ended?.own.payload.nonce);
  const waiting = others.filter(({ latest }) => ['waiting', 'claiming'].includes(queuePhaseOf(latest)));
  const successes = registrations.flatMap((one) =>
    one.heldSince !== undefined && one.ended?.state === 'success' ? [one.ended.createdAt] : [],
  );
  const last = Math.max(...successes, ended?.succeeded ? at : 0);
  return {
    ...{ at, frozen: freezes.length > 0, queueDepth: waiting.length },
    ...(last > 0 ? { lastSuccess: last } : {}),
  };
}
