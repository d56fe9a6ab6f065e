import { clockTime } from '@signalbox/runner/duration';
import type { Inline, Rendered } from '../message/block.ts';
import { mrkdwn } from '../message/escape.ts';
import type { Facts } from '../message/event.ts';
import {
  bold,
  context,
  emoji,
  mention,
  ours,
  outside,
  outsideBold,
  outsideLines,
  richText,
  section,
  time,
} from '../render/rich.ts';
import { EMOJI } from '../render/words.ts';
import type { Ways } from './asking.ts';
import type { Answer, Question } from './question.ts';

interface About {
  readonly facts: Facts;
  /** Ids of users and groups to wake. */
  readonly called: readonly string[];
}

const HOW = {
  both: ['React, or reply with the word', 'react or reply alike'],
  reactions: ['React', 'react alike'],
  replies: ['Reply with the word', 'reply alike'],
} as const;

/** The question while it is open, with the ways to answer that can be read. */
export function renderQuestion(question: Question, { facts, called }: About, ways: Ways): Rendered {
  const { text, options, required, requesters = [], defaultAnswer, until } = question;
  const asked = section(
    ...called.flatMap((id) => [...mention(id), ours(' ')]),
    ...[emoji(EMOJI.question), ours(' '), outsideBold(facts.environment ?? 'A deployment', 80), ours(': ')],
    outsideLines(text, 1000),
  );
  const choices = options.map(({ word, emoji: name }) =>
    section(...(ways.reactions ? [emoji(name), ours('  ')] : []), outside(word, 60)),
  );
  const [alone, together] =
    HOW[ways.reactions && ways.replies ? 'both' : ways.reactions ? 'reactions' : 'replies'];
  const count = required === 1 ? alone : `${required} of those asked must ${together}`;
  const rule = [
    ours(
      `${count}. ${requesters.length === 0 ? '' : 'Who asked for the deployment cannot approve it. '}Without a clear answer by `,
    ),
    time(until),
    ours(' it is '),
    outsideBold(defaultAnswer, 60),
    ours('.'),
  ];
  return {
    text: fallback(question, facts),
    blocks: [
      richText(asked, { type: 'rich_text_list', style: 'bullet', elements: choices }, section(...rule)),
      ...context(facts, undefined),
    ],
  };
}

/** The question once it is over: nobody should answer it any more. */
export function renderAnswer({ text }: Question, facts: Facts, { answer, by, why }: Answer): Rendered {
  const who: Inline[] = by.flatMap((id) => [ours(' '), ...mention(id)]);
  const line = section(
    ...[emoji(EMOJI.question), ours(' '), outsideBold(facts.environment ?? 'A deployment', 80), ours(': ')],
    ...[outsideLines(text, 1000), ours('\n'), bold('Answer: '), outsideBold(answer, 60)],
    ...(why === undefined ? [ours(', by'), ...who] : [ours(` by default, because ${why}`)]),
  );
  const words = why === undefined ? `, by ${by.length}` : ` by default, because ${why}`;
  return {
    text: `${mrkdwn(facts.environment ?? 'A deployment', 80)}: ${mrkdwn(text, 600)} Answer: ${mrkdwn(answer, 60)}${words}.`,
    blocks: [richText(line), ...context(facts, undefined)],
  };
}

function fallback({ text, options, defaultAnswer, until }: Question, facts: Facts): string {
  const words = options.map(({ word }) => mrkdwn(word, 60)).join(', ');
  return `${mrkdwn(facts.environment ?? 'A deployment', 80)}: ${mrkdwn(text, 600)} Possible answers: ${words}. Without a clear answer by ${clockTime(until)} it is ${mrkdwn(defaultAnswer, 60)}.`;
}
