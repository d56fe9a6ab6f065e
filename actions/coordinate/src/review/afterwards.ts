import type { PastDeployment } from '@signalbox/registry/past';
import { isDeployed } from '@signalbox/report/outcome';
import { issueText } from '@signalbox/runner/untrusted';
import type { WentOff } from './alarms.ts';
import type { Known } from './known.ts';
import { type Reverts, revertOf } from './reverts.ts';
import { count, span } from './text.ts';

/** What others than the registry know of the time after deployments. */
export interface Afterwards {
  readonly reverts: Known<Reverts>;
  readonly alarms: Known<readonly WentOff[]>;
}

/** Of a list in an issue. */
const MOST = 5;
const NAME = 80;

/** The alarms that went off from the beginning of a deployment until a moment, as a value of the numbers. */
export function alarmWords(alarms: Afterwards['alarms'], from: number, until: number): string {
  if ('unknown' in alarms) return unknownWords(alarms.unknown);
  const found = wentOff(alarms.value, from, until);
  const gap = alarms.gap === undefined ? '' : ` (${issueText(alarms.gap, 100)})`;
  return `${found.length === 0 ? 'none' : String(found.length)}${gap}`;
}

/** The same as lines of what is to be improved. `end`: of the deployment. */
export function alarmLines(
  alarms: Afterwards['alarms'],
  { from, end, until }: { readonly from: number; readonly end: number; readonly until: number },
): readonly string[] {
  const found = 'unknown' in alarms ? [] : wentOff(alarms.value, from, until);
  const rest = found.length - MOST;
  return [
    ...found.slice(0, MOST).map(({ name, at }) => {
      const when = at <= end ? 'while it was deployed' : `${span((at - end) / 1000)} after its end`;
      return `Alarm ${issueText(name, NAME)} went off ${when}.`;
    }),
    ...(rest > 0 ? [`${count(rest, 'more alarm')} went off.`] : []),
  ];
}

/** Those from a moment until another. */
export const wentOff = (alarms: readonly WentOff[], from: number, until: number) =>
  alarms.filter(({ at }) => at >= from && at <= until);

/** Whether the deployed commit was reverted, as a value of the numbers. */
export function revertWords(one: PastDeployment, reverts: Afterwards['reverts']): string {
  if (one.claimed) return unknownWords('only its registration names the commit');
  if ('unknown' in reverts) return unknownWords(reverts.unknown);
  const by = revertOf(one.sha, reverts.value);
  if (by !== undefined) return `by \`${by.slice(0, 12)}\``;
  return reverts.gap === undefined
    ? 'not on the default branch'
    : `not known: ${issueText(reverts.gap, 100)}`;
}

/** How many of several were, where `found` are known. */
export function revertedWords(found: number, reverts: Afterwards['reverts']): string {
  if ('unknown' in reverts) return `${found} by what was deployed; reverts ${unknownWords(reverts.unknown)}`;
  const gap = reverts.gap === undefined ? '' : ` (${issueText(reverts.gap, 100)})`;
  return `${found === 0 ? 'none' : String(found)}${gap}`;
}

/** The same as lines of what is to be improved, with who went back to an earlier commit. */
export function revertLines(
  one: PastDeployment,
  reverts: Afterwards['reverts'],
  past: readonly PastDeployment[],
  until: number,
): readonly string[] {
  const by = one.claimed || 'unknown' in reverts ? undefined : revertOf(one.sha, reverts.value);
  const back = wentBack(one, past, until);
  return [
    ...(by === undefined ? [] : [`Commit \`${by.slice(0, 12)}\` reverts it.`]),
    ...(back === undefined
      ? []
      : [`Registration ${back.id} went back to the earlier commit \`${back.sha.slice(0, 12)}\`.`]),
  ];
}

/** The first deployment after it, of a commit that ran there before it and is not its own. */
function wentBack(
  one: PastDeployment,
  past: readonly PastDeployment[],
  until: number,
): PastDeployment | undefined {
  const ran = past.filter((each) => isDeployed(each) && each.id !== one.id && !each.claimed);
  const earlier = new Set(ran.filter(({ endedAt }) => endedAt <= one.endedAt).map(({ sha }) => sha));
  return ran
    .filter(({ endedAt, sha }) => endedAt > one.endedAt && endedAt <= until && sha !== one.sha)
    .sort((a, b) => a.endedAt - b.endedAt)
    .find(({ sha }) => earlier.has(sha));
}

const unknownWords = (why: string): string => `not known: ${issueText(why, 200)}`;
