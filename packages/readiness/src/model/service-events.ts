import type { ServiceEvent } from './service.ts';

/**
 * The scheduler's own words for trouble: "unable to place a task", "(port 80) is unhealthy in (target-group …)", "failed
 * container health checks", "unable to consistently start tasks successfully", "failed to launch a task with (error …)",
 * "operations are being throttled", "deployment failed: tasks failed to start."
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const TROUBLE = /\bunable to\b|\bunhealthy\b|\bfailed\b|\bthrottled\b|\brolling back\b|\bviolat/i;

/** What a message is about: people chose these names, and they may hold any word. */
const NAMES = /\((?!reason|error)[^()]*\)/gi;

const saysTrouble = ({ message }: ServiceEvent) => TROUBLE.test(message.replaceAll(NAMES, ''));

/** "(deployment ecs-svc/…) deployment failed: tasks failed to start.", "… alarm detected.", "rolling back to deployment …". */
const FAILED = /\bdeployment failed\b|\brolling back to deployment\b/i;

/**
 * The rollout cannot go on: neither may a task be stopped nor one started, whatever becomes of the tasks, until somebody
 * changes the configuration or the desired count; then one is.
 */
const STUCK =
  /unable to stop or start tasks during a deployment because of the service deployment configuration/i;
const MOVED = /\bhas (started|stopped) \d+ /i;

const since = (events: readonly ServiceEvent[], from: number) => events.filter(({ time }) => time >= from);

/** What went wrong since a moment, oldest first, each only once. */
export function troubleSince(events: readonly ServiceEvent[], from: number): readonly string[] {
  const found = since(events, from).filter(saysTrouble);
  return [...new Set(found.map(({ message }) => message))].toReversed();
}

/**
 * That a deployment failed since, in the scheduler's words; the newest. A message that names one of the `others` (those of
 * the baseline) is about that one, and so is the rollback that follows.
 */
export function failureSince(
  events: readonly ServiceEvent[],
  from: number,
  others: readonly string[] = [],
): string | undefined {
  const found = since(events, from)
    .map(({ message }) => message)
    .filter((message) => FAILED.test(message));
  const failed = found.filter((message) => /deployment failed/i.test(message));
  const theirs = failed.filter((message) => others.some((id) => message.includes(`${id})`)));
  if (failed.length > 0 && theirs.length === failed.length) return undefined;
  return failed.find((message) => !theirs.includes(message)) ?? found[0];
}

/** That the rollout is stuck since, in the scheduler's words. */
export function stuckSince(events: readonly ServiceEvent[], from: number): string | undefined {
  const last = since(events, from).find(({ message }) => STUCK.test(message) || MOVED.test(message))?.message;
  return last !== undefined && STUCK.test(last) ? last : undefined;
}

/** Whether the scheduler says that it rolls back to this very deployment. */
export const saysRollback = (events: readonly ServiceEvent[], deployment: string): boolean =>
  events.some(({ message }) => new RegExp(`rolling back to deployment ${deployment}\\b`, 'i').test(message));

/** Whether the scheduler says that this very deployment was completed. */
export const saysCompleted = (events: readonly ServiceEvent[], deployment: string): boolean =>
  events.some(({ message }) => message.includes(deployment) && /\bdeployment completed\b/i.test(message));

/** A task set that came and went since, as the events name it, other than these. */
export function unknownTaskSet(
  events: readonly ServiceEvent[],
  from: number,
  known: readonly string[],
): string | undefined {
  const named = since(events, from).flatMap(
    ({ message }) => /taskSet (ecs-svc\/\d+)/i.exec(message)?.[1] ?? [],
  );
  return named.find((id) => !known.includes(id));
}
