import { clockTime, formatDuration } from '@signalbox/runner/duration';
import type { Inline, Rendered, RichPart } from '../message/block.ts';
import { linkable, mrkdwn } from '../message/escape.ts';
import type { ActiveDeployment, DeploymentEvent, Facts } from '../message/event.ts';
import { type DeploymentState, elapsedSeconds } from '../message/state.ts';
import {
  andMore,
  bold,
  context,
  emoji,
  mention,
  ours,
  outside,
  outsideBold,
  outsideLines,
  preformatted,
  richText,
  section,
  time,
} from './rich.ts';
import { EMOJI, percent, shortSha, stateWords } from './words.ts';

/** At most so much of a failure's explanation; the rest is on the run's page. */
const REASON = 500;
const CAUSE_LINES = 8;
const CAUSE_WIDTH = 250;
const FIELDS = 10;
const FIELD = 200;
const MESSAGE = 1500;

/**
 * The reply to an event, `deployment` being the state after it. Undefined when the head shows everything.
 * `called` are ids of users and groups to notify.
 */
export function renderReply(
  event: DeploymentEvent,
  deployment: DeploymentState,
  called: readonly string[] = [],
): Rendered | undefined {
  const { kind } = event;
  const title = titleOf(event, deployment);
  if (title === undefined) return undefined;
  const call = called.flatMap((id) => [...mention(id), ours(' ')]);
  const loud = kind === 'failed' || kind === 'stalled' || kind === 'rolled-back' || kind === 'timed-out';
  const links = loud ? context(deployment.facts, undefined) : [];
  const line = section(...call, ...title);
  return {
    text: fallback(event, deployment),
    blocks: [richText(line, ...details(event, deployment)), ...links],
  };
}

/** The event's own line, without the name of the state. */
export function titleOf(
  { kind, facts = {} }: DeploymentEvent,
  deployment: DeploymentState,
): Inline[] | undefined {
  const name = outsideBold(deployment.facts.environment ?? 'The environment', 80);
  switch (kind) {
    case 'progress':
      return facts.message === undefined ? undefined : [name, ours(':')];
    case 'start':
      return facts.message === undefined && facts.fields === undefined
        ? undefined
        : [ours('Deployment started.')];
    case 'queued':
      return facts.active === undefined
        ? undefined
        : [
            ours('Waiting for '),
            ...holder(facts.active),
            ours(', under way'),
            ...since(facts.active),
            ours('.'),
          ];
    case 'concurrent':
      return concurrent(facts, name);
    default: {
      const state = EMOJI[deployment.state];
      const at = percent(deployment);
      const stuck =
        kind === 'stalled'
          ? ` at ${at === undefined ? '' : `${at} % after `}${formatDuration(elapsedSeconds(deployment))}`
          : '';
      return [emoji(state), ours(' '), name, ours(` ${stateWords(deployment)}${stuck}`), ...lateNote(facts)];
    }
  }
}

/** A message that comes hours after its event must say so. */
const lateNote = ({ happenedAt }: Facts): Inline[] =>
  happenedAt === undefined ? [] : [ours(' (at '), time(happenedAt), ours(', told late)')];

function concurrent({ sha, actor, active }: Facts, name: Inline): Inline[] {
  const first = active === undefined ? [ours('one')] : holder(active);
  return [
    ...[emoji(EMOJI.concurrent), ours(' Two deployments want '), name, ours(': '), ...first],
    ...[ours(' is under way'), ...since(active)],
    ...[ours(', and '), bold(shortSha(sha) ?? 'another one'), ...by(actor), ours(' has arrived.')],
  ];
}

/** Who holds the environment: "abc1234 by mona". */
function holder({ sha, actor, runUrl }: ActiveDeployment): Inline[] {
  const commit = shortSha(sha) ?? 'a deployment';
  const url = linkable(runUrl);
  return [url === undefined ? ours(commit) : { type: 'link', url, text: commit }, ...by(actor)];
}

const by = (actor: string | undefined): Inline[] =>
  actor === undefined ? [] : [ours(' by '), outside(actor, 60)];

const since = (active: ActiveDeployment | undefined): Inline[] =>
  active?.since === undefined ? [] : [ours(' since '), time(active.since)];

/** Reason, message, facts and cause; of more than fits it is said how many more there are. */
function details({ kind, facts = {} }: DeploymentEvent, deployment: DeploymentState): RichPart[] {
  const reason = kind === 'concurrent' ? facts.reason : deployment.facts.reason;
  const lines = kind === 'progress' ? [] : (deployment.facts.rootCause ?? []);
  // The reason often is the first line already.
  const unsaid = lines.filter((line) => !isSaid(line, reason));
  const cause = [...unsaid.slice(0, CAUSE_LINES), ...andMore(unsaid.length, CAUSE_LINES, ' lines')];
  return [
    ...(reason === undefined ? [] : [section(ours('\n'), outside(reason, REASON))]),
    ...(facts.unusual === undefined ? [] : [section(ours('\n'), outside(facts.unusual.words, REASON))]),
    ...additions(facts),
    ...(cause.length === 0 ? [] : [preformatted(cause, CAUSE_WIDTH)]),
  ];
}

/** What the workflow's author adds: a message and labelled facts. */
export function additions({ message, fields = {} }: Facts): RichPart[] {
  const entries = Object.entries(fields);
  return [
    ...(message === undefined ? [] : [section(ours('\n'), outsideLines(message, MESSAGE))]),
    ...entries
      .slice(0, FIELDS)
      .map(([label, value]) =>
        section(ours('\n'), outsideBold(label, 60), ours(': '), outsideLines(value, FIELD)),
      ),
    ...andMore(entries.length, FIELDS).map((more) => section(ours(`\n${more}`))),
  ];
}

/** The same as text. */
export function additionWords({ message, fields = {} }: Facts): string[] {
  const entries = Object.entries(fields);
  const shown = entries
    .slice(0, FIELDS)
    .map(([label, value]) => `${mrkdwn(label, 60)}: ${mrkdwn(value, 80)}`);
  return [
    ...(message === undefined ? [] : [mrkdwn(message, 600)]),
    ...shown,
    ...andMore(entries.length, FIELDS),
  ];
}

const isSaid = (line: string, reason: string | undefined): boolean =>
  reason?.slice(0, REASON).includes(line.trim()) ?? false;

function fallback({ kind, facts = {} }: DeploymentEvent, deployment: DeploymentState): string {
  const environment = mrkdwn(deployment.facts.environment ?? 'The environment', 80);
  const reason = kind === 'concurrent' ? facts.reason : deployment.facts.reason;
  const title =
    kind === 'concurrent'
      ? `Two deployments want ${environment}${activeWords(facts.active)}`
      : `${environment} ${stateWords(deployment)}${kind === 'queued' ? activeWords(facts.active) : ''}${lateWords(facts)}`;
  const cause = deployment.facts.rootCause?.[0];
  const parts = [
    title,
    reason === undefined ? '' : mrkdwn(reason, REASON),
    facts.unusual === undefined ? '' : mrkdwn(facts.unusual.words, REASON),
    ...additionWords(facts),
    cause === undefined || isSaid(cause, reason) ? '' : mrkdwn(cause, 300),
  ];
  return `${parts.filter((part) => part !== '').join('. ')}.`;
}

const lateWords = ({ happenedAt }: Facts): string =>
  happenedAt === undefined ? '' : ` (at ${clockTime(happenedAt)}, told late)`;

function activeWords(active: ActiveDeployment | undefined): string {
  if (active === undefined) return '';
  const since = active.since === undefined ? '' : ` since ${clockTime(active.since)}`;
  const actor = active.actor === undefined ? '' : ` by ${mrkdwn(active.actor, 60)}`;
  return `: ${shortSha(active.sha) ?? 'a deployment'}${actor} is under way${since}`;
}
