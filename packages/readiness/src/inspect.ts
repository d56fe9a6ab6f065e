import type { Suspicion } from '@signalbox/cloudformation/evidence';
import { inBrief } from './ecs.ts';
import type { EcsReader } from './ports.ts';
import { isUnderWay } from './rollout.ts';
import { primaryOf, type Rollout, type Seen, serviceOfArn } from './service.ts';
import { failureWords } from './verdict.ts';

const newestOf = ({ rollouts }: Seen): Rollout | undefined =>
  rollouts.toSorted((a, b) => b.createdAt - a.createdAt)[0];

/** What can be found out about a failed service before a rollback removes its tasks. */
export async function investigateService(arn: string, reader: EcsReader): Promise<readonly string[]> {
  const name = serviceOfArn(arn);
  if (name === undefined) return [];
  const [seen, tasks] = await Promise.all([
    reader.look(name).catch(() => undefined),
    reader.stoppedTasks(name).catch(() => []),
  ]);
  const rollout = seen && newestOf(seen);
  const breaker = rollout?.failures && rollout.failures.count > 0 ? [failureWords(rollout.failures)] : [];
  return [...breaker, ...(rollout?.reason ? [rollout.reason] : []), ...tasks];
}

/** What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give. */
export async function inspectService(arn: string, reader: EcsReader): Promise<Suspicion | undefined> {
  const name = serviceOfArn(arn);
  if (name === undefined) return undefined;
  const trouble = troubleIn(await reader.look(name));
  if (trouble === undefined) return undefined;
  const tasks = await reader.stoppedTasks(name).catch(() => []);
  return { ...trouble, words: inBrief(trouble.words, tasks) };
}

/** Share of the failures that trip the circuit breaker from which tasks keep dying; 2 of 3 for a small service. */
const KEEP_DYING_SHARE = 0.5;
/** The least at which ECS's own breaker would trip: a service without one goes on for hours. */
const KEEP_DYING_WITHOUT_BREAKER = 3;

/** What a rollout under way shows of trouble; undefined when there is none. */
export function troubleIn(seen: Seen): Suspicion | undefined {
  const rollout = newestOf(seen);
  // A finished one is the deployment before: this one has not begun.
  if (rollout !== undefined && (!isUnderWay(rollout) || /^ROLLBACK_/.test(rollout.status))) return undefined;
  const failures = rollout?.failures;
  if (failures === undefined) return withoutBreaker(seen);
  if (failures.count === 0) return undefined;
  const { count, threshold } = failures;
  return { words: failureWords(failures), stalled: count >= 2 && count >= KEEP_DYING_SHARE * threshold };
}

function withoutBreaker({ service }: Seen): Suspicion | undefined {
  const primary = service && primaryOf(service);
  const failed = primary?.failedTasks ?? 0;
  if (failed === 0 || primary?.state === 'COMPLETED') return undefined;
  return { words: `${failed} tasks failed`, stalled: failed >= KEEP_DYING_WITHOUT_BREAKER };
}
