import { withTimeout } from '@signalbox/runner/clock';
import { retry } from '@signalbox/runner/retry';
import { verdictOf } from '../client/backoff.ts';
import { SlackError } from '../client/error.ts';
import { notBefore, PAGES } from '../client/own-messages.ts';
import type { Rendered } from '../message/block.ts';
import { fit, plainly } from '../message/limits.ts';
import type { Posted } from '../ports.ts';
import { type Asking, NEEDED, REQUEST_MS, type Ways, waysOf, within } from './asking.ts';
import { listen } from './listen.ts';
import type { Answer, Question } from './question.ts';
import { renderAnswer, renderQuestion } from './render.ts';

/** Slack must be reached within this time, or the default counts. */
const REACH_MS = 60_000;
/** For marking the question as over; a cancelled step is killed after 7.5 s. */
const CLOSE_MS = { normal: 30_000, cancelled: 5000 };

/** The answer, and what became of the question. */
export interface Asked {
  readonly answer: Answer;
  /** Where it stands; absent when nobody was asked. */
  readonly posted?: Posted;
  readonly permalink?: string;
  /** Why nobody was asked, in one line. */
  readonly problem?: string;
}

/**
 * Asks, waits, and gives an answer in any case: what authorised people agree on, else the default.
 * Never throws because of Slack.
 */
export async function ask(question: Question, asking: Asking): Promise<Asked> {
  const { allowed, required } = question;
  const unasked = (why: string, problem = why): Asked => ({ answer: byDefault(question, why), problem });
  // Nobody is called for an answer that cannot count.
  if (allowed.length < required) return unasked(`only ${allowed.length} of ${required} could answer`);
  const ways = await readableWays(asking);
  if (!ways.reactions && !ways.replies) {
    const line = `The question was not asked, since no answer could be read: the app needs the scope ${NEEDED.reactions} or ${NEEDED.replies}; add it and install the app again.`;
    asking.log.error(line, 'Slack is not set up right');
    return unasked('the answers could not be read', line);
  }
  let posted: Posted;
  try {
    posted = await post(question, ways, asking);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const line = `The question was not asked: ${error.message}`;
    if (verdictOf(error).retry) {
      asking.log.warning(line, 'Slack');
      return unasked('Slack was not reached', line);
    }
    asking.log.error(line, 'Slack is not set up right');
    return unasked('Slack refused the question', line);
  }
  return await hear(question, { posted, ways }, asking);
}

const byDefault = ({ defaultAnswer }: Question, why: string): Answer => ({
  answer: defaultAnswer,
  by: [],
  why,
});

/** Which ways of answering can be read; both where that is not known. The others are not offered. */
async function readableWays(asking: Asking): Promise<Ways> {
  try {
    const ways = await within(asking, (limit) => waysOf(asking.slack, limit));
    for (const way of ['reactions', 'replies'] as const) {
      if (!ways[way] && (ways.reactions || ways.replies))
        asking.log.warning(
          `Answers by ${way} are not offered: the app has no scope ${NEEDED[way]}.`,
          'Slack',
        );
    }
    return ways;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { reactions: true, replies: true };
  }
}

async function hear(
  question: Question,
  { posted, ways }: { readonly posted: Posted; readonly ways: Ways },
  asking: Asking,
): Promise<Asked> {
  const { slack, log } = asking;
  const permalink = await conveniently(() =>
    within(asking, (limit) => slack.permalink(posted.channel, posted.ts, limit)),
  );
  if (ways.reactions) await offer(question, posted, asking);
  const narrowed = async (remaining: Ways, why: string) => {
    log.warning(`What cannot be read is no longer offered: ${why}`, 'Slack');
    const edit = {
      ...posted,
      ...fit(renderQuestion(question, asking, remaining)),
      metadata: { id: asking.id, revision: 1 },
    };
    await conveniently(() => within(asking, (limit) => slack.update(edit, limit)));
  };
  const heard = await listen(question, { posted, ways, narrowed }, asking);
  const answer = 'answer' in heard ? heard : byDefault(question, heard.why);
  await close({ question, answer }, posted, asking);
  return { answer, posted, ...(permalink ? { permalink } : {}) };
}

/** Undefined where Slack does not let us. */
async function conveniently<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return undefined;
  }
}

/** What the next attempt sends, and whether an earlier one may have arrived. */
interface Attempt {
  readonly rendered: Rendered;
  readonly uncertain: boolean;
}

async function post(question: Question, ways: Ways, asking: Asking): Promise<Posted> {
  const { slack, channel, thread, id, clock, random, signal } = asking;
  const where = thread === undefined ? {} : { thread, broadcast: true };
  const begun = clock.now();
  let attempt: Attempt = { rendered: fit(renderQuestion(question, asking, ways)), uncertain: false };
  const once = async (): Promise<Posted> => {
    const found = attempt.uncertain ? await findPosted(asking, begun) : undefined;
    if (found !== undefined) return { channel, ts: found };
    const message = { channel, ...attempt.rendered, ...where, metadata: { id, revision: 1 } };
    try {
      return await within(asking, (limit) => slack.post(message, limit));
    } catch (error) {
      const refused = error instanceof SlackError && error.fault === 'payload' && message.blocks.length > 0;
      attempt = afterFailure(attempt, error);
      if (refused) return await once();
      throw error;
    }
  };
  const deadline = Math.min(question.until, begun + REACH_MS);
  const limits = { attempts: 8, firstDelayMs: 3000, deadline, signal };
  return retry(once, { clock, random, classify: verdictOf, ...limits });
}

/** A message that Slack refuses is sent without blocks; one whose answer was lost is looked for first. */
function afterFailure({ rendered, uncertain }: Attempt, error: unknown): Attempt {
  const fault = error instanceof SlackError ? error.fault : undefined;
  return {
    rendered: fault === 'payload' ? plainly(rendered) : rendered,
    uncertain: uncertain || fault === 'ambiguous',
  };
}

/** The question's ts, if a post whose answer was lost was carried out. */
async function findPosted(asking: Asking, since: number): Promise<string | undefined> {
  const { slack, channel, thread, id } = asking;
  const oldest = notBefore(since);
  const messages = await within(asking, (limit) =>
    thread === undefined
      ? slack.history({ channel, oldest, pages: PAGES }, limit)
      : slack.thread({ channel, thread, oldest: String(oldest) }, limit),
  );
  return messages.find(({ metadata }) => metadata?.id === id)?.ts;
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

async function close(
  { question, answer }: { readonly question: Question; readonly answer: Answer },
  { channel, ts }: Posted,
  asking: Asking,
): Promise<void> {
  const { slack, facts, id, clock, random, log } = asking;
  const rendered = fit(renderAnswer(question, facts, answer));
  const limitMs = asking.signal.aborted ? CLOSE_MS.cancelled : CLOSE_MS.normal;
  // Without the step's signal: after a cancellation, too, nobody should answer any more.
  const update = () =>
    slack.update(
      { channel, ts, ...rendered, metadata: { id, revision: 2 } },
      withTimeout(Math.min(REQUEST_MS, limitMs), clock),
    );
  try {
    await retry(update, { clock, random, deadline: clock.now() + limitMs, classify: verdictOf });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    log.warning(`The question still looks open in Slack: ${error.message}`, 'Slack');
  }
}
