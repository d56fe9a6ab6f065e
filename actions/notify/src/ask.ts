import { addNote } from '@signalbox/registry/note';
import { DEPLOYMENT_VARIABLE } from '@signalbox/runner/correlation';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { markdownText } from '@signalbox/runner/untrusted';
import { SlackError } from '@signalbox/slack/error';
import { isGroupId, isUserId } from '@signalbox/slack/escape';
import type { Facts } from '@signalbox/slack/event';
import type { Notifier, Receipt } from '@signalbox/slack/notifier';
import type { Slack } from '@signalbox/slack/port';
import { type Asked, ask } from '@signalbox/slack/question/ask';
import { membersOf } from '@signalbox/slack/question/members';
import { type Answer, holdsBack, optionsOf, type Question } from '@signalbox/slack/question/question';
import { findHead } from '@signalbox/slack/thread/find';
import type { NotifyInputs } from './inputs.ts';
import { report } from './main.ts';

interface Setting {
  readonly slack: Slack | undefined;
  readonly notifier: Notifier;
  readonly facts: Facts;
  readonly id: string;
}

/** Asks in the interact channel, or else in the deployment's thread, and gives an answer in any case. */
export async function askQuestion(inputs: NotifyInputs, step: Step, setting: Setting): Promise<void> {
  const { slack, notifier, facts, id } = setting;
  if (slack === undefined) throw new UserError('Event "question" needs input "slack-token".');
  const { clock, random, log, cancelled: signal } = step;
  const called = people(inputs);
  const askedBy = requesters(inputs, step, called);
  const receipt = await notifier.drain();
  const question: Question = {
    text: inputs.question ?? '',
    options: optionsOf(inputs.options),
    allowed: await membersOf(called, { slack, clock, random, signal, log }),
    requesters: askedBy,
    required: inputs['required-answers'],
    defaultAnswer: inputs['default-answer'] ?? '',
    until: clock.now() + inputs['answer-timeout'] * 1000,
  };
  const interact = inputs['interact-channel'];
  const thread = interact === undefined ? await threadOf(inputs, step, { slack, id, receipt }) : undefined;
  const asked = await ask(question, {
    ...{ slack, facts, called, clock, random, log, signal },
    channel: interact ?? receipt.channelId ?? inputs['updates-channel'][0] ?? '',
    ...(thread === undefined ? {} : { thread }),
    id: `${id}/question/${step.job.runAttempt}-${Math.floor(random() * 36 ** 8).toString(36)}`,
  });
  report(step, told(receipt, asked, thread));
  await record(question, asked.answer, step);
  await recordInRegistry(inputs, step, asked.answer);
  if (inputs['fail-on-error'] && asked.problem !== undefined) {
    throw new UserError(`Nobody was asked (input "fail-on-error" makes that an error): ${asked.problem}`);
  }
}

/** The question is what the outputs speak of; what still waits of other news is counted, too. */
function told(receipt: Receipt, { posted, permalink }: Asked, thread: string | undefined): Receipt {
  if (posted === undefined) return { ...receipt, delivered: false };
  const { permalink: _, ...rest } = receipt;
  const { channel, ts } = posted;
  const where = { channelId: channel, messageTs: ts, threadTs: thread ?? ts };
  return { ...rest, ...where, ...(permalink === undefined ? {} : { permalink }) };
}

interface Search extends Pick<Setting, 'id'> {
  readonly slack: Slack;
  readonly receipt: Receipt;
}

/** The deployment's thread, which another job may have begun; undefined where there is none, or it cannot be looked for. */
async function threadOf(
  inputs: NotifyInputs,
  { clock, cancelled: signal, log }: Step,
  { slack, id: correlationId, receipt }: Search,
): Promise<string | undefined> {
  const given = receipt.threadTs ?? inputs['thread-ts'];
  const [channel] = inputs['updates-channel'];
  if (given !== undefined || channel === undefined) return given;
  try {
    const environment = inputs.environment;
    return (await findHead({ slack, channel, correlationId, environment, clock, signal }))?.ts;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    log.info(`The question is asked outside of the deployment's thread: ${error.message}`);
    return undefined;
  }
}

/**
 * Slack ids of who started the run, and of who started it again: they may not approve what they asked for.
 * @throws UserError if somebody may answer of whom it cannot be known whether they are one of these
 */
function requesters(inputs: NotifyInputs, { env, job }: Step, called: readonly string[]): string[] {
  if (inputs['self-approval'] || optionsOf(inputs.options).every(holdsBack)) return [];
  const known = new Map(inputs.mentions ?? []);
  const logins = new Set([job.actor, env['GITHUB_TRIGGERING_ACTOR'] || job.actor]);
  const mapped = new Set(known.values());
  return [...logins].flatMap((login) => {
    const id = known.get(login.toLowerCase());
    // A bot has no hands in Slack; and whoever is in the map under another login is somebody else.
    if (id === undefined && !login.endsWith('[bot]') && !called.every((each) => mapped.has(each))) {
      throw new UserError(
        `Input "mentions" has no Slack user for "${login}", who asked for this deployment and so may not approve it: add the line "${login}: U...", with the member id of their Slack profile, or set input "self-approval" to true.`,
      );
    }
    return id ?? [];
  });
}

/** On the registration's page, where there is one: who answered what. Trouble is said, and never thrown. */
async function recordInRegistry(inputs: NotifyInputs, step: Step, answer: Answer): Promise<void> {
  const { 'github-token': token, repository = step.job.repository } = inputs;
  const id = inputs['deployment-id'] ?? Number(step.env[DEPLOYMENT_VARIABLE] || 0);
  if (id === 0 || token === undefined) return;
  const logins = Object.fromEntries((inputs.mentions ?? []).map(([login, user]) => [user, login]));
  const who = answer.by.map((user) => logins[user] ?? user).join(', ') || `default, because ${answer.why}`;
  const line = `answered ${answer.answer} (by ${who})`;
  try {
    await addNote(id, line, {
      ...{ repository, token, apiUrl: step.job.apiUrl, clock: step.clock, signal: step.cancelled },
    });
  } catch (error) {
    step.log.warning(`The answer is not recorded with registration ${id}: ${errorLine(error)}`);
  }
}

/** Ids from ids, and from logins of the mention map. @throws UserError for a login that is not in it */
function people(inputs: NotifyInputs): string[] {
  const known = Object.fromEntries(inputs.mentions ?? []);
  return inputs['allowed-users'].map((who) => {
    const id = isUserId(who) || isGroupId(who) ? who : known[who.replace(/^@/, '').toLowerCase()];
    if (id === undefined) {
      throw new UserError(
        `Input "allowed-users": "${who}" is neither a Slack id (U..., S...) nor a login in input "mentions".`,
      );
    }
    return id;
  });
}

async function record({ text }: Question, { answer, by, why }: Answer, step: Step): Promise<void> {
  step.output('answer', answer);
  step.output('answered-by', by.join(','));
  const who = why === undefined ? `by ${by.join(', ')}` : `by default, because ${why}`;
  step.log.info(`Answer: ${answer}, ${who}`);
  if (why !== undefined) step.log.warning(`The answer is the default, ${answer}, because ${why}.`, 'Slack');
  await step.summary(
    `Asked in Slack: ${markdownText(text)} **${markdownText(answer)}**, ${markdownText(who)}.\n`,
  );
}
