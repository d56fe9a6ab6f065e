import { clockTime, formatDuration } from '@signalbox/runner/duration';
import { truncate } from '@signalbox/runner/untrusted';
import type { Inline, Rendered, Section } from '../message/block.ts';
import { mrkdwn } from '../message/escape.ts';
import type { DeploymentEvent } from '../message/event.ts';
import { type DeploymentState, elapsedSeconds, isOver } from '../message/state.ts';
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
export function renderHead(deployment: DeploymentState, actor?: string): Rendered {
  return {
    text: fallback(deployment),
    blocks: [richText(headLine(deployment)), ...context(deployment.facts, actor)],
  };
}

/** For a destination without threads: the head with what an event adds. */
export function renderWhole(event: DeploymentEvent, deployment: DeploymentState): Rendered {
  const { facts = {} } = event;
  const title = event.kind === 'queued' ? titleOf(event, deployment) : undefined;
  const waits = title === undefined ? [] : [section(ours('\n'), ...title)];
  const words = additionWords(facts).map((each) => ` ${each}.`);
  return {
    text: truncate(fallback(deployment) + words.join(''), TEXT),
    blocks: [
      richText(headLine(deployment), ...waits, ...additions(facts)),
      ...context(deployment.facts, undefined),
    ],
  };
}

function headLine(deployment: DeploymentState): Section {
  const { facts } = deployment;
  return section(
    emoji(EMOJI[deployment.state]),
    ours(' '),
    outsideBold(facts.environment ?? 'The environment', 80),
    ours(` ${stateWords(deployment)}`),
    ...progress(deployment),
    ...whenDone(deployment),
    ...why(deployment),
  );
}

function progress(deployment: DeploymentState): Inline[] {
  const done = percent(deployment);
  const shown = done === undefined ? '' : `  ${bar(done)} ${done} %`;
  const elapsed = elapsedSeconds(deployment);
  const underWay = deployment.state === 'running' || deployment.state === 'stalled';
  const since = underWay && elapsed >= 1 ? `  ·  ${formatDuration(elapsed)}` : '';
  const what =
    underWay && facts(deployment).activity !== undefined ? [ours('  ·  '), activity(deployment)] : [];
  return [...(shown + since === '' ? [] : [ours(shown + since)]), ...what];
}

const facts = (deployment: DeploymentState) => deployment.facts;
const activity = (deployment: DeploymentState): Inline => outside(deployment.facts.activity ?? '', 80);

function whenDone(deployment: DeploymentState): Inline[] {
  const when = expected(deployment);
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
function why(deployment: DeploymentState): Inline[] {
  const { reason } = deployment.facts;
  return reason === undefined ? [] : [ours(': '), outside(reason, 120)];
}

/** The same as text: for notifications and screen readers. */
function fallback(deployment: DeploymentState): string {
  const { facts } = deployment;
  const done = percent(deployment);
  const when = expected(deployment);
  const commit = shortSha(facts.sha);
  const parts = [
    `${mrkdwn(facts.environment ?? 'The environment', 80)} ${stateWords(deployment)}`,
    done === undefined ? '' : `${done} percent done`,
    isOver(deployment) || deployment.state === 'queued'
      ? ''
      : `${formatDuration(elapsedSeconds(deployment))} so far`,
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
