import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import { SlackError } from '../error.ts';
import { isGroupId } from '../escape.ts';
import type { Slack } from '../port.ts';
import { withTimeout } from '../timeout.ts';

interface Setting {
  readonly slack: Slack;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const REQUEST_MS = 10_000;

/** Ids of users: those named, and the members of the user groups named. A group that cannot be read has none. */
export async function membersOf(ids: readonly string[], setting: Setting): Promise<string[]> {
  const { slack, log } = setting;
  const members = new Set(ids.filter((id) => !isGroupId(id)));
  for (const group of ids.filter(isGroupId)) {
    try {
      const found = await withTimeout(setting, REQUEST_MS, (signal) => slack.membersOf(group, signal));
      for (const id of found) members.add(id);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      log.error(`Nobody of user group ${group} can answer: ${error.message}`, 'Slack');
    }
  }
  return [...members];
}
