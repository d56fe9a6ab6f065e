import { type Clock, withTimeout } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import { retry } from '@signalbox/runner/retry';
import { verdictOf } from '../client/backoff.ts';
import { SlackError } from '../client/error.ts';
import { isGroupId } from '../message/escape.ts';
import type { Slack } from '../ports.ts';

interface Setting {
  readonly slack: Slack;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const REQUEST_MS = 10_000;
/** A group must be read within this time. */
const REACH_MS = 60_000;

/** Ids of users: those named, and the members of the user groups named. A group that cannot be read has none. */
export async function membersOf(ids: readonly string[], setting: Setting): Promise<string[]> {
  const { slack, clock, random, signal, log } = setting;
  const policy = {
    clock,
    random,
    signal,
    classify: verdictOf,
    attempts: 8,
    deadline: clock.now() + REACH_MS,
  };
  const members = new Set(ids.filter((id) => !isGroupId(id)));
  for (const group of ids.filter(isGroupId)) {
    try {
      const found = await retry(() => slack.membersOf(group, withTimeout(REQUEST_MS, clock, signal)), policy);
      for (const id of found) members.add(id);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      log.error(`Nobody of user group ${group} can answer: ${error.message}`, 'Slack');
    }
  }
  return [...members];
}
