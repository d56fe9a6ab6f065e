import { isNew, type Origin } from '../model/baseline.ts';
import {
  failuresOf,
  type Judged,
  type Ongoing,
  type RolloutMemory,
  type RolloutState,
  runningWords,
  type Settled,
  share,
  succeeded,
  type Unchanged,
  withTroubles,
} from '../model/rollout-state.ts';
import {
  type Deployment,
  isUnderWay,
  primaryOf,
  runningOf,
  type Seen,
  type ServiceState,
  shortDefinition,
} from '../model/service.ts';
import { failureSince, saysCompleted, saysRollback, troubleSince } from '../model/service-events.ts';
import { doomOf } from './doom.ts';

type Full = Seen & { readonly service: ServiceState };

/**
 * Judges by DescribeServices alone, where ECS keeps no deployments for us to read. It shows only what runs now. Whether
 * that is success or a rollback that is over shows in the task definition, in the scheduler's events, or was seen on the
 * way; else it is reported as not known.
 */
export function judgeDeployments(seen: Full, known: RolloutMemory, origin: Origin): Judged {
  const { service } = seen;
  const primary = primaryOf(service);
  if (primary === undefined || !isNew(primary, 'deployments', origin)) {
    return { known, state: nothingNew(seen, known, origin) };
  }
  const back = rollback(seen, known, origin, primary);
  if (back !== undefined) return { known, state: back };
  const sameVersion = known.taskDefinition === primary.taskDefinition && known.taskDefinition !== '';
  const follows =
    known.ours === undefined || known.ours === primary.id || known.closedAt === undefined || sameVersion;
  if (!follows) return { known, state: replaced(known, primary) };
  const moves = primary.state === 'IN_PROGRESS' || service.deployments.length > 1;
  const next: RolloutMemory = {
    ...known,
    ...{ ours: primary.id, taskDefinition: primary.taskDefinition, startedAt: primary.createdAt },
    began: (known.ours === primary.id && known.began === true) || moves,
    ...(known.stepsAreSeen ? {} : { closedAt: known.closedAt ?? seen.now }),
  };
  return { known: next, state: judgePrimary(seen, next, origin, primary) };
}

function judgePrimary(
  { service, hidden }: Full,
  known: RolloutMemory,
  origin: Origin,
  primary: Deployment,
): RolloutState {
  const times = { startedAt: primary.createdAt };
  if (primary.state === 'FAILED') {
    const reason = primary.reason || 'its deployment FAILED';
    return withTroubles({ kind: 'settled', status: 'failed', reason, ...times }, service, primary.createdAt);
  }
  const counts = primary.state === '' && service.running === service.desired;
  const stable = service.deployments.length === 1 && (primary.state === 'COMPLETED' || counts);
  if (!stable) return ongoing(primary, { service, ...(hidden === undefined ? {} : { hidden }) });
  const before = origin.before?.taskDefinition ?? '';
  const changed = before !== '' && primary.taskDefinition !== '' && before !== primary.taskDefinition;
  const certain = hidden === undefined || known.began || changed || saysCompleted(service.events, primary.id);
  if (certain) return succeeded(service, times, origin.before?.desired);
  return unknown(
    `${runningWords(service)}, but whether that is what was deployed or what was rolled back to is not known`,
    hidden,
  );
}

function ongoing(primary: Deployment, { service, hidden }: Pick<Full, 'service' | 'hidden'>): Ongoing {
  const unknown = hidden !== undefined;
  const failures = failuresOf(undefined, primary, unknown);
  const doomed = doomOf(service, { breaker: unknown, primary, since: primary.createdAt });
  return {
    ...{ kind: 'ongoing', rollingBack: false, startedAt: primary.createdAt },
    activity: [`${primary.running} of ${service.desired} new tasks run`, failures?.words]
      .filter(Boolean)
      .join('; '),
    progress: share(primary.running, service.desired),
    troubles: troubleSince(service.events, primary.createdAt),
    ...(failures === undefined ? {} : { failures }),
    ...(doomed === undefined ? {} : { doomed }),
  };
}

/** Whether the primary deployment is one that was rolled back to. */
function rollback(
  { service }: Full,
  known: RolloutMemory,
  origin: Origin,
  primary: Deployment,
): Settled | Ongoing | undefined {
  const failure = failureSince(service.events, origin.before?.at ?? origin.since, origin.before?.deployments);
  const failed = service.deployments.find(
    (each) => each !== primary && each.state === 'FAILED' && isNew(each, 'deployments', origin),
  );
  const before = origin.before?.taskDefinition ?? '';
  // The same version once more, forced, is no way back.
  const other =
    known.ours !== undefined && known.ours !== primary.id && known.taskDefinition !== primary.taskDefinition;
  // A deployment that failed is over: what comes after it is either ECS's way back, which ECS says unless it is to what ran
  // before, or the next try.
  const isNext = before !== '' && primary.taskDefinition !== before;
  const isBack =
    /roll(ing|ed) back/i.test(primary.reason) ||
    saysRollback(service.events, primary.id) ||
    (failed !== undefined && !isNext) ||
    (before !== '' && before === primary.taskDefinition && (failure !== undefined || other));
  if (!isBack) return undefined;
  const reason = [
    failed?.reason || failure || primary.reason || 'another deployment took its place',
    `back to ${runningWords(service)}`,
  ];
  const startedAt = failed?.createdAt ?? known.startedAt;
  if (primary.state === 'IN_PROGRESS') {
    const activity = `rolling back: ${reason[0]}`;
    return { ...ongoing(primary, { service }), rollingBack: true, activity, startedAt };
  }
  const times = startOf(startedAt);
  const settled: Settled = { kind: 'settled', status: 'rolled-back', reason: reason.join('; '), ...times };
  return withTroubles(settled, service, origin.before?.at ?? origin.since);
}

/** The deployment that failed began then, not the one that it was rolled back to or that took its place. */
const startOf = (startedAt: number | undefined) => (startedAt === undefined ? {} : { startedAt });

function replaced(known: RolloutMemory, primary: Deployment): Settled {
  const brings = shortDefinition(primary.taskDefinition);
  return {
    ...{ kind: 'settled', status: 'failed', ...startOf(known.startedAt) },
    reason: `superseded: another deployment (${primary.id}) took the place of ${known.ours} and brings ${brings}`,
  };
}

/** The primary deployment is an old one: nothing came, or what came is gone again. */
function nothingNew(seen: Full, known: RolloutMemory, origin: Origin): RolloutState {
  const { service, hidden } = seen;
  const since = origin.before?.at ?? origin.since;
  const failure = failureSince(service.events, since, origin.before?.deployments);
  if (known.ours !== undefined || failure !== undefined) {
    const reason = `${failure ?? 'another deployment took its place'}; back to ${runningWords(service)}`;
    const settled: Settled = { kind: 'settled', status: 'rolled-back', reason, ...startOf(known.startedAt) };
    return withTroubles(settled, service, since);
  }
  // ECS keeps 100 events: a rollback shows in those since the baseline, unless these are not all there.
  const incomplete =
    service.events.length === 0 ||
    (service.events.length >= 100 && (service.events.at(-1)?.time ?? 0) > since);
  return unchanged(seen, origin, incomplete && hidden !== undefined ? { hidden } : {});
}

export function unchanged(
  { service, rollouts }: Full,
  origin: Origin,
  more: Pick<Unchanged, 'hidden' | 'patienceSeconds'> = {},
): RolloutState {
  const older = rollouts.find(isUnderWay);
  const emptying = service.desired === 0 && service.running > 0;
  const before = origin.before?.desired;
  if (service.desired === 0 && before !== undefined && before > 0 && service.running === 0) {
    return succeeded(service, {}, before, '; it was not deployed anew');
  }
  const foreign =
    older === undefined ? '' : `; a deployment that began before is ${older.stage ?? older.status}`;
  const ran = origin.before?.taskDefinition ?? '';
  const same = ran === '' || ran === runningOf(service).taskDefinition;
  return {
    ...{ kind: 'unchanged', exists: true },
    reason: `not deployed: ${runningWords(service)}${same ? ' as before' : `, and ${shortDefinition(ran)} ran before`}${foreign}`,
    moving: older !== undefined || emptying || service.deployments.length > 1,
    ...more,
  };
}

const unknown = (words: string, hidden: string | undefined): Settled => ({
  ...{ kind: 'settled', status: 'timed-out', reason: words },
  lostSight: `${words}: ${hidden}`,
});
