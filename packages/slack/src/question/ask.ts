import type { Clock } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { Log } from '@signalbox/runner/log';
import { retry, type Verdict } from '@signalbox/runner/retry';
import { verdictOf } from '../backoff.ts';
import { SlackError } from '../error.ts';
import type { Facts } from '../event.ts';
import { fit, plainly } from '../limits.ts';
import type { Message, Posted, Slack } from '../port.ts';
import { withTimeout } from '../timeout.ts';
import { type Answer, agreed, type Question, undecided, type Votes, votesOf } from './question.ts';
import { renderAnswer, renderQuestion } from './render.ts';

export interface Asking {
  readonly slack: Slack;
  readonly channel: string;
  /** Ask in this thread, and in the channel, too. */
  readonly thread?: string;
  /** Of this question alone, re-runs included: an old answer must never count. */
  readonly id: string;
  readonly facts: Facts;
  /** Ids to wake. */
  readonly called: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const REQUEST_MS = 10_000;
/** reactions.get and conversations.replies allow 50 a minute to all jobs together. */
const POLL_MS = 6000;
const CONFIRM_MS = 2000;
/** Slack must be reached within this time, or the default counts. */
const REACH_MS = 60_000;
/** For marking the question as over; a cancelled step is killed after 7.5 s. */
const CLOSE_MS = { usual: 30_000, cancelled: 5000 };

/**
 * Asks, waits, and gives an answer in any case: what authorised people agree on, else the default.
 * Never throws because of Slack.
 */
export async function ask(question: Question, asking: Asking): Promise<Answer> {
  const byDefault = (why: string): Answer => ({ answer: question.defaultAnswer, by: [], why });
  const { allowed, required } = question;
  // Nobody is called for an answer that cannot count.
  if (allowed.length < required) return byDefault(`only ${allowed.length} of ${required} could answer`);
  let posted: Posted;
  try {
    posted = await post(question, asking);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const line = `The question was not asked: ${error.message}`;
    if (verdictOf(error).retry) {
      asking.log.warning(line, 'Slack');
      return byDefault('Slack was not reached');
    }
    asking.log.error(line, 'Slack is not set up right');
    return byDefault('Slack refused the question');
  }
  await offer(question, posted, asking);
  const heard = await listen(question, posted, asking);
  const answer = 'answer' in heard ? heard : byDefault(heard.why);
  await close({ question, answer }, posted, asking);
  return answer;
}

async function post(question: Question, asking: Asking): Promise<Posted> {
  const { slack, channel, thread, id, facts, called, clock, random, signal } = asking;
  let rendered = fit(renderQuestion(question, facts, called));
  const where = thread === undefined ? {} : { thread, broadcast: true };
  const begun = clock.now();
  let lost = false;
  const once = async (): Promise<Posted> => {
    const found = lost ? await standing(asking, begun) : undefined;
    if (found !== undefined) return { channel, ts: found };
    return within(asking, (limit) =>
      slack.post({ channel, ...rendered, ...where, mark: { id, revision: 1 } }, limit),
    );
  };
  const classify = (error: unknown): Verdict => {
    if (!(error instanceof SlackError)) return { retry: false };
    if (error.fault === 'ambiguous') lost = true;
    if (error.fault !== 'payload' || rendered.blocks.length === 0) return verdictOf(error);
    rendered = plainly(rendered);
    return { retry: true, afterMs: 0 };
  };
  const deadline = Math.min(question.until, begun + REACH_MS);
  return retry(once, { clock, random, classify, attempts: 8, firstDelayMs: 3000, deadline, signal });
}

/** The question's ts, if a send whose answer was lost was carried out. */
async function standing(asking: Asking, since: number): Promise<string | undefined> {
  const { slack, channel, thread, id } = asking;
  const oldest = Math.floor(since / 1000) - 60;
  const messages = await within(asking, (limit) =>
    thread === undefined
      ? slack.history({ channel, oldest, pages: 1 }, limit)
      : slack.thread({ channel, thread, oldest: String(oldest) }, limit),
  );
  return messages.find(({ mark }) => mark?.id === id)?.ts;
}

/** Seeds the reactions, so that an answer is one click. People can add them themselves, too. */
async function offer({ options }: Question, { channel, ts }: Posted, asking: Asking): Promise<void> {
  for (const { emoji } of options) {
    try {
      await within(asking, (limit) => asking.slack.react(channel, ts, emoji, limit));
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      if (error.fault === 'config') return;
    }
  }
}

type Heard = Answer | { readonly why: string };

async function listen(question: Question, posted: Posted, asking: Asking): Promise<Heard> {
  const { clock, random, signal, log } = asking;
  let votes: Votes = {};
  let before: string | undefined;
  while (!signal.aborted && clock.now() < question.until) {
    const read = await readVotes(question, posted, asking);
    if (read.deaf !== undefined) {
      log.error(read.deaf, 'Slack is not set up right');
      return { why: 'the answers could not be read' };
    }
    votes = read.votes ?? votes;
    const answer = read.votes && agreed(question, read.votes);
    // A slip of the finger is taken back within seconds, so an answer is believed when it is seen twice.
    if (answer !== undefined && before === answer.answer) return answer;
    before = answer?.answer;
    const pause =
      answer === undefined ? Math.max(read.pauseMs ?? 0, POLL_MS * (0.8 + 0.4 * random())) : CONFIRM_MS;
    await clock.sleep(Math.min(pause, question.until - clock.now()), signal);
  }
  return { why: signal.aborted ? 'the step was cancelled' : undecided(question, votes) };
}

interface Read {
  readonly votes?: Votes;
  readonly pauseMs?: number;
  /** Neither reactions nor replies can be read, and why. */
  readonly deaf?: string;
}

async function readVotes(question: Question, { channel, ts }: Posted, asking: Asking): Promise<Read> {
  const { slack, thread } = asking;
  const [reactions, replies] = await Promise.allSettled([
    within(asking, (limit) => slack.reactions(channel, ts, limit)),
    within(asking, (limit) => slack.thread({ channel, thread: thread ?? ts, oldest: ts }, limit)),
  ]);
  const failures = [reactions, replies].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  for (const error of failures) if (!(error instanceof SlackError)) throw error;
  const unset = failures.filter((error: SlackError) => error.fault === 'config');
  if (unset.length === 2) return { deaf: errorLine(unset[0]) };
  // An answer that contradicts may stand where a read failed just now.
  if (failures.length > unset.length) {
    return { pauseMs: Math.max(0, ...failures.map((error: SlackError) => error.retryAfterMs ?? 0)) };
  }
  const said: readonly Message[] = replies.status === 'fulfilled' ? replies.value : [];
  return {
    votes: votesOf(question, {
      reactions: reactions.status === 'fulfilled' ? reactions.value : {},
      replies: said.filter((message) => Number(message.ts) > Number(ts)),
    }),
  };
}

async function close(
  { question, answer }: { readonly question: Question; readonly answer: Answer },
  { channel, ts }: Posted,
  asking: Asking,
): Promise<void> {
  const { slack, facts, id, clock, random, log } = asking;
  const rendered = fit(renderAnswer(question, facts, answer));
  const limitMs = asking.signal.aborted ? CLOSE_MS.cancelled : CLOSE_MS.usual;
  // Also after a cancellation nobody should answer any more.
  const setting = { clock, signal: new AbortController().signal };
  try {
    await retry(
      () =>
        withTimeout(setting, Math.min(REQUEST_MS, limitMs), (limit) =>
          slack.update({ channel, ts, ...rendered, mark: { id, revision: 2 } }, limit),
        ),
      { clock, random, deadline: clock.now() + limitMs, classify: verdictOf },
    );
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    log.warning(`The question still looks open in Slack: ${error.message}`, 'Slack');
  }
}

const within = <T>(asking: Asking, request: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  withTimeout(asking, REQUEST_MS, request);
