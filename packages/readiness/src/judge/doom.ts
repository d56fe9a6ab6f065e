import type { Deployment, ServiceState } from '../model/service.ts';
import { stuckSince } from '../model/service-events.ts';

/** ECS's own circuit breaker would trip at half of the desired count, at least 3, at most 200. */
const breakerThreshold = (desired: number) => Math.min(200, Math.max(3, Math.ceil(0.5 * desired)));

/** Beyond bad luck: twice as many failures in a row as those at which ECS itself would fail the deployment. */
const SURELY = 2;

/**
 * Errors that the next try only repeats: no such image, no access to it or to a secret, a role that cannot be assumed, the
 * wrong processor. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const PERMANENT =
  /CannotPull\w*Error.*(not found|manifest unknown|denied|does not exist|no basic auth|descriptor matching platform|invalid reference)|unable to assume (the )?role|ResourceInitializationError.*(AccessDenied|ResourceNotFound|not authorized|can't find)|exec format error/i;

/** The kernel's words for the wrong processor, in the container's log: all else in it is its own affair. */
const WRONG_PROCESSOR = /exec format error$/i;

const repeats = (line: string) => (/^task stopped: /.test(line) ? PERMANENT : WRONG_PROCESSOR).test(line);

/**
 * Why a rollout can no longer succeed although ECS goes on with it; undefined while it can. Without a circuit breaker ECS
 * starts tasks for ever (https://github.com/aws/copilot-cli/issues/1879).
 */
export function doomOf(
  service: ServiceState,
  { breaker, primary, since }: { breaker: boolean; primary: Deployment | undefined; since: number },
): string | undefined {
  const stuck = stuckSince(service.events, since);
  if (stuck !== undefined) return stuck;
  if (breaker || primary === undefined || primary.running > 0) return undefined;
  const limit = SURELY * breakerThreshold(service.desired);
  if (primary.failedTasks < limit) return undefined;
  return `${primary.failedTasks} tasks failed in a row and none runs; no circuit breaker is on, so ECS goes on trying`;
}

/** The same from what the stopped tasks say: fewer of them suffice when the next one must fail, too. */
export function permanentFailure(count: number, lines: readonly string[]): string | undefined {
  if (count < breakerThreshold(0)) return undefined;
  const line = lines.find(repeats);
  return line === undefined ? undefined : `${count} tasks failed, and the next ones must: ${line}`;
}
