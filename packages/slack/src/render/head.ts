import { clockTime, formatDuration } from '@signalbox/runner/duration';
import { truncate } from '@signalbox/runner/untrusted';
import type { Inline, Rendered, Section } from '../message/block.ts';
import { mrkdwn } from '../message/escape.ts';
import type { DeploymentEvent } from '../message/event.ts';
import { elapsedSeconds, isOver, type Story } from '../message/state.ts';
import { additions, additionWords, titleOf } from './reply.ts';
import { context, emoji, ours, outside, outsideBold, richText, section, time } from './rich.ts';
import { bar, EMOJI, expected, percent, shortSha, stateWords } from './words.ts';

/** Slack takes more, but splits or doubles long ones (slackapi/bolt-python#764). */
const TEXT = 2900;

/**
 * The one message a deployment has in its channel.
 *   🚀 production is deploying  ▓▓▓▓▓░░░░░ 52 %  ·  4 min 10 s  ·  done about 14:32 (14:29–14:36)
 *   mona  abc1234  main · Fix the login  Run · Console · Environment
 * `actor` is the Slack id of who started it, where known.
 */
export function renderHead(story: Story, actor?: string): Rendered {
  return { text: fallback(story), blocks: [richText(headLine(story)), ...context(story.facts, actor)] };
}

/** Where nothing can be said below it: the head with what an event adds. */
export function renderWhole(event: DeploymentEvent, story: Story): Rendered {
  const { facts = {} } = event;
  const title = event.kind === 'queued' ? titleOf(event, story) : undefined;
  const waits = title === undefined ? [] : [section(ours('\n'), ...title)];
  const words = additionWords(facts).map((each) => ` ${each}.`);
  return {
    text: truncate(fallback(story) + words.join(''), TEXT),
    blocks: [richText(headLine(story), ...waits, ...additions(facts)), ...context(story.facts, undefined)],
  };
}

function headLine(story: Story): Section {
  const { facts } = story;
  return section(
    emoji(EMOJI[story.state]),
    ours(' '),
    outsideBold(facts.environment ?? 'The environment', 80),
    ours(` ${stateWords(story)}`),
    ...progress(story),
    ...whenDone(story),
    ...why(story),
  );
}

function progress(story: Story): Inline[] {
  const done = percent(story);
  const shown = done === undefined ? '' : `  ${bar(done)} ${done} %`;
  const elapsed = elapsedSeconds(story);
  const underWay = story.state === 'running' || story.state === 'stalled';
  const since = underWay && elapsed >= 1 ? `  ·  ${formatDuration(elapsed)}` : '';
  const what = underWay && facts(story).activity !== undefined ? [ours('  ·  '), activity(story)] : [];
  return [...(shown + since === '' ? [] : [ours(shown + since)]), ...what];
}

const facts = (story: Story) => story.facts;
const activity = (story: Story): Inline => outside(story.facts.activity ?? '', 80);

function whenDone(story: Story): Inline[] {
  const when = expected(story);
  if (when === undefined) return [];
  const { finish, late } = when;
  if (late) return [ours('  ·  late, was expected by '), time(finish.latest ?? finish.expected)];
  const { earliest, latest } = finish;
  const range =
    earliest === undefined || latest === undefined
      ? []
      : [ours(' ('), time(earliest), ours('–'), time(latest), ours(')')];
  return [ours('  ·  done about '), time(finish.expected), ...range];
}

/** The first words of the reason; all of it is in the thread. */
function why(story: Story): Inline[] {
  const { reason } = story.facts;
  return reason === undefined ? [] : [ours(': '), outside(reason, 120)];
}

/** The same in words: for notifications and screen readers. */
function fallback(story: Story): string {
  const { facts } = story;
  const done = percent(story);
  const when = expected(story);
  const commit = shortSha(facts.sha);
  const parts = [
    `${mrkdwn(facts.environment ?? 'The environment', 80)} ${stateWords(story)}`,
    done === undefined ? '' : `${done} percent done`,
    isOver(story) || story.state === 'queued' ? '' : `${formatDuration(elapsedSeconds(story))} so far`,
    when === undefined ? '' : finishWords(when.finish.expected, when),
    facts.reason === undefined ? '' : mrkdwn(facts.reason, 300),
    facts.actor === undefined ? '' : `started by ${mrkdwn(facts.actor, 60)}`,
    commit === undefined ? '' : `commit ${commit}`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

function finishWords(at: number, when: NonNullable<ReturnType<typeof expected>>): string {
  const { earliest, latest } = when.finish;
  if (when.late) return `late, was expected by ${clockTime(latest ?? at)}`;
  const range =
    earliest === undefined || latest === undefined
      ? ''
      : `, between ${clockTime(earliest)} and ${clockTime(latest)}`;
  return `expected to finish at ${clockTime(at)}${range}`;
}
