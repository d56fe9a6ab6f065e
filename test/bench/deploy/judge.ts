// Two deployments of each script beside each other: what is compared, and what is not allowed. Pure.
import { KINDS, type Script } from './script.ts';

/** What came of one deployment, and what it cost. */
export interface Outcome {
  /** The job's conclusion. */
  readonly job: string;
  /** Last state of the registration; empty without one. */
  readonly record: string;
  /** Its description. */
  readonly words: string;
  /** Outputs of the workflow. */
  readonly deployed: boolean;
  readonly rolledBack: boolean;
  /** Requests. */
  readonly rest: number;
  readonly graphql: number;
  readonly aws: number;
  /** What people see in the channel, replies included. */
  readonly messages: number;
  /** Seconds from the last thing that happened to the release; undefined when nothing did, or nothing was released. */
  readonly release: number | undefined;
  readonly log: string;
}

export interface Pair {
  readonly script: Script;
  readonly old: Outcome;
  readonly now: Outcome;
}

/** How it ended, as one word or two: what must be the same. */
export function endOf({ job, record, deployed, rolledBack }: Omit<Outcome, 'words' | 'log'>): string {
  const said = [deployed ? 'deployed' : '', rolledBack ? 'rolled back' : ''].filter(Boolean);
  return [job, record || 'not registered', ...said].join(', ');
}

const COUNTED = ['rest', 'graphql', 'aws', 'messages'] as const;

/** Sums, and the median of the seconds to the release over the old ones. */
export interface Sums {
  readonly count: number;
  readonly same: number;
  readonly old: Readonly<Record<(typeof COUNTED)[number] | 'release', number>>;
  readonly now: Readonly<Record<(typeof COUNTED)[number] | 'release', number>>;
  /** Undefined when none was released after anything. */
  readonly ratio: number | undefined;
}

export function sums(pairs: readonly Pair[]): Sums {
  const timed = pairs.filter(({ old, now }) => old.release !== undefined && now.release !== undefined);
  const add = (outcomes: readonly Outcome[], name: (typeof COUNTED)[number] | 'release') =>
    outcomes.reduce((sum, each) => sum + (each[name] ?? 0), 0);
  const of = (side: 'old' | 'now') => {
    const counted = Object.fromEntries(
      COUNTED.map((name) => [
        name,
        add(
          pairs.map((pair) => pair[side]),
          name,
        ),
      ]),
    );
    const release = add(
      timed.map((pair) => pair[side]),
      'release',
    );
    return { ...counted, release } as Sums['old'];
  };
  const ratios = timed.map(({ old, now }) => (now.release ?? 0) / (old.release ?? 1));
  return {
    count: pairs.length,
    same: pairs.filter(({ old, now }) => endOf(old) === endOf(now)).length,
    ...{ old: of('old'), now: of('now'), ratio: median(ratios) },
  };
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Of what failed, how many records say what did. */
export function explained(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(({ record }) => record === 'failure' || record === 'error');
  const named = failed.filter(({ words }) => words !== '' && !words.startsWith('a step of the job failed'));
  return `${named.length} of ${failed.length}`;
}

/** What is wrong, one line each; nothing when all is as it must be. */
export function complaints(pairs: readonly Pair[]): string[] {
  const { old, now, ratio = 0 } = sums(pairs);
  const ends = pairs.flatMap(({ script, old, now }) => {
    const [before, after] = [endOf(old), endOf(now)];
    if ((before === after) === (script.differs === undefined)) return [];
    return [
      `${script.name}: ${before} before and ${after} now, ${script.differs === undefined ? 'for no written reason' : 'which is no difference'}`,
    ];
  });
  const more = (['rest', 'graphql', 'aws'] as const).flatMap((name) =>
    now[name] > old[name] ? [`${name}: ${now[name]} requests, before ${old[name]}`] : [],
  );
  const late =
    now.release >= old.release || ratio >= 1
      ? [`released no sooner: ${now.release} s, before ${old.release} s, median ratio ${ratio}`]
      : [];
  return [...ends, ...more, ...late];
}

const HEADER = ['', 'n', 'same end', 'GitHub REST', 'GraphQL', 'AWS', 'Slack', 'release s', 'median ratio'];

/** The header and rows of one table: what the first cell is, and of which pairs. */
export function tableOf(groups: readonly (readonly [name: string, pairs: readonly Pair[]])[]) {
  const rows = groups.map(([name, pairs]) => {
    const { count, same, old, now, ratio } = sums(pairs);
    const both = COUNTED.map((each) => `${old[each]} → ${now[each]}`);
    const seconds = ratio === undefined ? '' : `${old.release.toFixed(1)} → ${now.release.toFixed(1)}`;
    return [name, count, same, ...both, seconds, ratio?.toFixed(2) ?? ''];
  });
  return { header: HEADER, rows };
}

export const byKind = (pairs: readonly Pair[]) => [
  ...KINDS.map((kind) => [kind, pairs.filter(({ script }) => script.kind === kind)] as const),
  ['all', pairs] as const,
];
