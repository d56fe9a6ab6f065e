import { errorLine } from '@signalbox/runner/errors';
import { jittered } from '@signalbox/runner/retry';
import { SlackError } from '../client/error.ts';
import type { Message, Posted } from '../ports.ts';
import { type Asking, type Ways, within } from './asking.ts';
import { type Answer, agreed, type Question, undecided, votesOf } from './question.ts';

/** reactions.get and conversations.replies allow 50 a minute to all jobs together. */
const POLL_MS = 6000;
const CONFIRM_MS = 2000;

type Reactions = Readonly<Record<string, readonly string[]>>;

/** The answers by the last successful read of reactions and of replies. */
interface Said {
  readonly reactions: Reactions;
  readonly replies: readonly Message[];
}

type Heard = Answer | { readonly why: string };

interface Listening {
  readonly posted: Posted;
  readonly ways: Ways;
  /** Called when a way turns out to be none, with what is left. */
  narrowed(ways: Ways, why: string): Promise<void>;
}

/**
 * Waits for an answer that people agree on. A slip of the finger is taken back within seconds, so an answer is believed
 * when it is seen twice, or when it was seen and nothing can be read after it.
 */
export async function listen(question: Question, listening: Listening, asking: Asking): Promise<Heard> {
  const { clock, random, signal, log } = asking;
  let { ways } = listening;
  let said: Said = { reactions: {}, replies: [] };
  let seen: Answer | undefined;
  while (!signal.aborted && clock.now() < question.until) {
    const read = await readAnswers(listening.posted, { ways, said }, asking);
    if (read.refused !== undefined) {
      ways = read.ways;
      if (!ways.reactions && !ways.replies) {
        log.error(read.refused, 'Slack is not set up right');
        return seen ?? { why: 'the answers could not be read' };
      }
      await listening.narrowed(ways, read.refused);
    }
    said = read.said;
    if (read.whole) {
      const answer = agreed(question, votesOf(question, said));
      if (answer !== undefined && seen?.answer === answer.answer) return answer;
      seen = answer;
    }
    const pause = read.whole && seen !== undefined ? CONFIRM_MS : jittered(POLL_MS, random);
    await clock.sleep(Math.min(Math.max(pause, read.pauseMs), question.until - clock.now()), signal);
  }
  if (signal.aborted) return { why: 'the step was cancelled' };
  return seen ?? { why: undecided(question, votesOf(question, said)) };
}

interface Read {
  readonly said: Said;
  /** Every way that there is was read: what contradicts may stand where a read failed just now. */
  readonly whole: boolean;
  readonly pauseMs: number;
  readonly ways: Ways;
  /** Why a way is none, if that was found now. */
  readonly refused?: string;
}

async function readAnswers(
  { channel, ts }: Posted,
  { ways, said }: { readonly ways: Ways; readonly said: Said },
  asking: Asking,
): Promise<Read> {
  const { slack, thread } = asking;
  const [reactions, replies] = await Promise.allSettled([
    ways.reactions ? within(asking, (limit) => slack.reactions(channel, ts, limit)) : said.reactions,
    ways.replies
      ? within(asking, (limit) => slack.thread({ channel, thread: thread ?? ts, oldest: ts }, limit))
      : said.replies,
  ]);
  const failures = [reactions, replies].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  for (const error of failures) if (!(error instanceof SlackError)) throw error;
  const refusals = failures.filter((error: SlackError) => error.fault === 'config');
  const isRefused = (each: PromiseSettledResult<unknown>) =>
    each.status === 'rejected' && refusals.includes(each.reason);
  return {
    said: {
      reactions: reactions.status === 'fulfilled' ? reactions.value : said.reactions,
      replies:
        replies.status === 'fulfilled'
          ? replies.value.filter((message) => Number(message.ts) > Number(ts))
          : said.replies,
    },
    whole: failures.length === refusals.length,
    pauseMs: Math.max(0, ...failures.map((error: SlackError) => error.retryAfterMs ?? 0)),
    ways: {
      reactions: ways.reactions && !isRefused(reactions),
      replies: ways.replies && !isRefused(replies),
    },
    ...(refusals.length === 0 ? {} : { refused: errorLine(refusals[0]) }),
  };
}
