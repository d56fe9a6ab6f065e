import type { Channel, Slack } from '../ports.ts';
import { SlackError } from './error.ts';

/** What one part of the configuration is good for, or why not. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly line: string;
}

/** What works only with a scope of its own. */
const FEATURES = [
  {
    scopes: ['channels:history', 'groups:history'],
    what: 'finding threads across jobs, and reading back lost messages',
  },
  { scopes: ['reactions:read'], what: 'questions answered by reaction' },
  { scopes: ['reactions:write'], what: 'questions with ready-made reactions' },
  { scopes: ['users:read.email'], what: 'finding the Slack user of a commit author' },
  { scopes: ['usergroups:read'], what: 'user groups in "allowed-users"' },
] as const;

/** Looks at token, scopes and channels without posting anything. */
export async function checkConfiguration(
  slack: Slack,
  channels: readonly string[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const identity = await attempt(() => slack.whoAmI(signal));
  if ('problem' in identity) return [{ level: 'error', line: identity.problem }];
  const { team, user, scopes } = identity.value;
  const found: Finding[] = [{ level: 'ok', line: `The token belongs to ${user} of ${team}.` }];
  if (!scopes.includes('chat:write')) {
    found.push({ level: 'error', line: 'The app has no scope chat:write: it can post nothing.' });
  }
  for (const { scopes: any, what } of FEATURES) {
    const has = any.some((scope) => scopes.includes(scope));
    const line = `${any.join(' or ')}: ${what}`;
    found.push(has ? { level: 'ok', line } : { level: 'warning', line: `Without ${line} does not work.` });
  }
  for (const id of channels) found.push(await checkChannel(id, { slack, scopes, signal }));
  return found;
}

interface CheckContext {
  readonly slack: Slack;
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
}

async function checkChannel(id: string, { slack, scopes, signal }: CheckContext): Promise<Finding> {
  const read = await attempt(() => slack.channel(id, signal));
  if ('problem' in read) {
    const unreadable = read.code === 'missing_scope';
    const line = unreadable
      ? `${id} was not looked at: that needs channels:read or groups:read.`
      : `${id}: ${read.problem}`;
    return { level: unreadable ? 'warning' : 'error', line };
  }
  return channelFinding(read.value, scopes);
}

function channelFinding({ id, name, member, archived }: Channel, scopes: readonly string[]): Finding {
  if (archived) return { level: 'error', line: `${id} (${name}) is archived; use another channel.` };
  if (member) return { level: 'ok', line: `${id} (${name}): the bot is a member.` };
  return scopes.includes('chat:write.public')
    ? { level: 'warning', line: `${id} (${name}): the bot can post but not read; invite it.` }
    : { level: 'error', line: `${id} (${name}): the bot is not a member; invite it.` };
}

type Attempt<T> = { readonly value: T } | { readonly problem: string; readonly code: string };

async function attempt<T>(request: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await request() };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { problem: error.message, code: error.code };
  }
}
