import type { Suspicion } from '@signalbox/cloudformation/ports';
import { failureWords } from '../model/rollout-state.ts';
import { isUnderWay, primaryOf, type Rollout, type Seen } from '../model/service.ts';
import { troubleSince } from '../model/service-events.ts';
import { serviceOfArn } from '../model/service-name.ts';
import type { EcsReader } from '../ports.ts';
import { inBrief } from './report.ts';

const newestOf = ({ rollouts }: Seen): Rollout | undefined =>
  rollouts.toSorted((a, b) => b.createdAt - a.createdAt)[0];

const newestBegin = (seen: Seen): number | undefined =>
  newestOf(seen)?.createdAt ?? (seen.service && primaryOf(seen.service)?.createdAt);

/** What can be found out about a failed service before a rollback removes its tasks. */
export async function investigateService(arn: string, reader: EcsReader): Promise<readonly string[]> {
  const name = serviceOfArn(arn);
  if (name === undefined) return [];
  const [seen, tasks] = await Promise.all([
    reader.fetchService(name).catch(() => undefined),
    reader.fetchStoppedTasks(name).catch(() => []),
  ]);
  const rollout = seen && newestOf(seen);
  const breaker = rollout?.failures && rollout.failures.count > 0 ? [failureWords(rollout.failures)] : [];
  const events = seen === undefined ? [] : recentTrouble(seen).slice(-EVENTS);
  return [...breaker, ...(rollout?.reason ? [rollout.reason] : []), ...events, ...tasks];
}

/** Of the scheduler's words for trouble. */
const EVENTS = 3;

/** What the scheduler complains of since the newest deployment began. */
function recentTrouble(seen: Seen): readonly string[] {
  const { service } = seen;
  if (service === undefined) return [];
  const began = newestBegin(seen);
  return began === undefined ? [] : troubleSince(service.events, began);
}

/**
 * What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give; else what the
 * scheduler complains of, such as no place for a task.
 */
export async function inspectService(arn: string, reader: EcsReader): Promise<Suspicion | undefined> {
  const name = serviceOfArn(arn);
  if (name === undefined) return undefined;
  const seen = await reader.fetchService(name);
  const trouble = troubleIn(seen);
  if (trouble === undefined) {
    const said = isBusy(seen) ? recentTrouble(seen).at(-1) : undefined;
    return said === undefined ? undefined : { words: inBrief(said, []), stalled: false };
  }
  const tasks = await reader.fetchStoppedTasks(name, newestBegin(seen)).catch(() => []);
  return { ...trouble, words: inBrief(trouble.words, tasks) };
}

function isBusy(seen: Seen): boolean {
  const newest = newestOf(seen);
  if (newest !== undefined) return isUnderWay(newest);
  return seen.service !== undefined && primaryOf(seen.service)?.state === 'IN_PROGRESS';
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
