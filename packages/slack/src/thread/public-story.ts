import { truncate } from '@signalbox/runner/untrusted';
import type { Facts } from '../event.ts';
import type { Story } from '../story.ts';

/** Facts that the head shows or that a later job could not know; the rest stays out of the metadata. */
const KEPT = [
  ...['environment', 'stack', 'repository', 'sha', 'ref', 'commitTitle', 'actor', 'actorId', 'reason'],
  ...['runUrl', 'consoleUrl', 'environmentUrl', 'url', 'progress', 'finish', 'queuePosition', 'activity'],
];

/** A story fit for metadata, which everybody in the workspace can read and Slack limits in size. */
export function publicStory({ facts, ...story }: Story): Story {
  const kept = Object.entries(facts).filter(([key]) => KEPT.includes(key));
  const short = kept.map(([key, value]) => [key, typeof value === 'string' ? truncate(value, 200) : value]);
  return { ...story, facts: Object.fromEntries(short) as Facts };
}

/** A story read from metadata: ours, but anybody's app could have written it. */
export function knownStory(raw: unknown): Story | undefined {
  const { state, facts, startedAt, asOf, episode, announced } = Object(raw) as Partial<Story>;
  const usable =
    typeof state === 'string' &&
    typeof startedAt === 'number' &&
    typeof asOf === 'number' &&
    typeof facts === 'object' &&
    facts !== null;
  return usable
    ? {
        state,
        facts,
        startedAt,
        asOf,
        episode: Number(episode) || 1,
        announced: Array.isArray(announced) ? announced : [],
      }
    : undefined;
}
