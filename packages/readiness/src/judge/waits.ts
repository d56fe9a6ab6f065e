// What a deployment waits for, until when, and what happens then, in words.
import { clockTime } from '@signalbox/runner/duration';
import { type LifecycleHook, type Rollout, shortDefinition } from '../model/service.ts';

const HALF_DAY_MS = 12 * 3_600_000;

/** A bake or a hook may last for days. */
const moment = (at: number, now: number) =>
  Math.abs(at - now) < HALF_DAY_MS ? clockTime(at) : new Date(at).toISOString();

/**
 * Old and new tasks run side by side after all traffic has shifted, and alarms are watched
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html). ECS does not say
 * when the stage began, only how long it takes: it ends no later than so long after it was first seen.
 */
export function bakeWords(
  { watched = [], bakeSeconds }: Pick<Rollout, 'watched' | 'bakeSeconds'>,
  { since, now }: { readonly since: number; readonly now: number },
): string {
  const until =
    bakeSeconds === undefined ? '' : ` until ${moment(since + bakeSeconds * 1000, now)} at the latest`;
  const then = 'then it removes the old tasks';
  if (watched.length === 0)
    return `ECS waits with old and new tasks side by side${until}, ${then}; no alarms are set`;
  const what = watched.length === 1 ? 'the alarm' : 'the alarms';
  return `ECS watches ${what} ${watched.join(', ')}${until}, ${then}; one that goes off rolls it back`;
}

/**
 * A rolling deployment, whose tasks all run: "Amazon ECS computes this time period based on the alarm configuration"
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html).
 */
export const rollingBakeWords = (watched: readonly string[]): string =>
  `ECS watches ${watched.length === 1 ? 'the alarm' : 'the alarms'} ${watched.join(', ')} for a time that it computes itself; one that goes off fails the deployment`;

const at = (stage: string | undefined) => (stage === undefined ? '' : ` at ${stage}`);

const untilWords = ({ expiresAt, timeoutAction = 'ROLLBACK' }: LifecycleHook) =>
  expiresAt === undefined
    ? ''
    : ` until ${new Date(expiresAt).toISOString()}, then ECS does ${timeoutAction}`;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
export function pauseWords(hook: LifecycleHook, stage: string | undefined): string {
  const how = `aws ecs continue-service-deployment --hook-id ${hook.id} --action CONTINUE or ROLLBACK`;
  return `AWAITING_ACTION${at(stage)}: somebody has to continue it or roll it back${untilWords(hook)} (${how})`;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html */
export function functionWords(hook: LifecycleHook, stage: string | undefined): string {
  const name =
    shortDefinition(hook.target ?? '')
      .split(':function:')
      .at(-1) ?? '';
  return `waits${at(stage)} for the function${name === '' ? ' of a hook' : ` ${name}`}${untilWords(hook)}`;
}

export const hookWords = ({ type, status }: LifecycleHook, stage: string | undefined): string =>
  `${type} hook ${status}${at(stage)}`;
