// The report's figures once more, from the CSV and the dates of the window alone: no line of packages/report, no library.
//   npx tsx test/report/recompute.ts FOLDER     compares FOLDER/deployments.csv with FOLDER/report.json
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = Readonly<Record<string, string>>;

/** What is compared, by environment and name; undefined where there is no data. */
export type Figures = Readonly<Record<string, number | undefined>>;

interface Span {
  readonly from: number;
  readonly until: number;
}

export function readCsv(text: string): Row[] {
  const cells: string[][] = [[]];
  let [cell, quoted] = ['', false];
  const end = () => {
    // A quotation mark before a formula is the CSV's, not the text's.
    cells.at(-1)?.push(cell.replace(/^'(?=[=+\-@])/, ''));
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (mark === '"') quoted = true;
    else if (mark === ',') end();
    else if (mark === '\n') {
      end();
      cells.push([]);
    } else if (mark !== '\r') cell += mark;
  }
  const [header = [], ...rows] = cells.filter(({ length }) => length > 1);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

/** All figures of one environment. `rows`: oldest end first, as the CSV has them. */
export function recompute(rows: readonly Row[], window: Span, before: Span): Figures {
  const now = figuresOf(rows, window);
  const then = figuresOf(rows, before);
  return {
    ...now,
    ...Object.fromEntries(
      ['frequency', 'leadTime', 'failureRate', 'recovery', 'rework'].map((name) => [
        `${name}Before`,
        then[name],
      ]),
    ),
  };
}

function figuresOf(rows: readonly Row[], span: Span): Record<string, number | undefined> {
  const time = (row: Row, name: string) => Date.parse(row[name] ?? '');
  const held = (row: Row) => row['held_since'] !== '';
  const inside = (at: number) => at > span.from && at <= span.until;
  const good = (row: Row) => held(row) && row['outcome'] === 'succeeded' && row['incident_at'] === '';
  const deployed = (row: Row) => held(row) && row['outcome'] === 'succeeded';
  const failed = (row: Row) =>
    held(row) &&
    (row['incident_at'] !== '' || ['failed', 'rolled-back', 'breached'].includes(row['outcome'] ?? ''));
  const mine = rows.filter((row) => inside(time(row, 'ended_at')));
  const counted = mine.filter((row) => good(row) || failed(row));
  const runs = mine.filter(deployed);
  const seconds = runs.map((row) => (time(row, 'ended_at') - time(row, 'held_since')) / 1000);
  const waited = mine.filter(held).map((row) => (time(row, 'held_since') - time(row, 'queued_at')) / 1000);
  const kept = (level: string) => {
    const told = runs.filter((row) => row[level] !== '');
    const inside = told.filter((row) => Number(row['duration_seconds']) <= Number(row[level]));
    return share(inside.length, told.length);
  };

  const leads: number[] = [];
  const firstLeads: number[] = [];
  const shas = new Set<string>();
  for (const row of rows.filter(deployed)) {
    const fresh = !shas.has(row['sha'] ?? '');
    shas.add(row['sha'] ?? '');
    if (!fresh || !inside(time(row, 'ended_at'))) continue;
    const lead = (name: string) => (time(row, 'ended_at') - time(row, name)) / 1000;
    if (lead('committed_at') >= 0) leads.push(lead('committed_at'));
    if (lead('first_commit_at') >= 0) firstLeads.push(lead('first_commit_at'));
  }

  const recoveries: number[] = [];
  let brokenAt: number | undefined;
  for (const row of rows) {
    if (failed(row)) brokenAt ??= time(row, 'ended_at');
    else if (good(row) && brokenAt !== undefined) {
      if (inside(brokenAt)) recoveries.push((time(row, 'ended_at') - brokenAt) / 1000);
      brokenAt = undefined;
    }
  }

  let reworked = 0;
  rows.forEach((row, index) => {
    if (!counted.includes(row)) return;
    const earlier = rows.slice(0, index);
    const broken = earlier.findLast(failed);
    const began = time(row, 'held_since');
    const late = broken === undefined ? -1 : began - time(broken, 'ended_at');
    const ran = earlier.filter(deployed).map(({ sha }) => sha);
    const back = ran.includes(row['sha']) && ran.at(-1) !== row['sha'];
    if ((late >= 0 && late <= 86_400_000) || back || Number(row['priority']) > 0) reworked += 1;
  });

  const slow = new Map<string, number[]>();
  for (const cell of runs.flatMap((row) => (row['slowest_resources'] ?? '').split('; '))) {
    const [, name, took] = /^(\S+ \S+) (\d+)$/.exec(cell) ?? [];
    if (name !== undefined) slow.set(name, [...(slow.get(name) ?? []), Number(took)]);
  }

  const week = 604_800_000;
  const since = Math.min(...rows.map((row) => time(row, 'queued_at')));
  const known = Math.min(span.until - span.from, Math.max(week, span.until - Math.max(since, span.from)));
  return {
    succeeded: mine.filter(good).length,
    failed: mine.filter(failed).length,
    frequency: since < span.until ? runs.length / (known / week) : undefined,
    leadTime: middle(leads),
    firstLeadTime: middle(firstLeads),
    failureRate: share(counted.filter(failed).length, counted.length),
    recovery: middle(recoveries),
    rework: share(reworked, counted.length),
    p50: quantile(seconds, 0.5),
    p80: quantile(seconds, 0.8),
    p95: quantile(seconds, 0.95),
    waitP50: quantile(waited, 0.5),
    waitP95: quantile(waited, 0.95),
    longestWait: waited.length === 0 ? undefined : Math.max(...waited),
    keptP50: kept('predicted_p50'),
    keptP80: kept('predicted_p80'),
    keptP95: kept('predicted_p95'),
    ...slowFigures(
      [...slow].map(([name, taken]) => [name, taken.length, middle(taken) ?? 0, Math.max(...taken)]),
    ),
  };
}

const slowFigures = (
  all: readonly (readonly [name: string, times: number, median: number, longest: number])[],
): Figures =>
  Object.fromEntries(
    all.flatMap(([name, ...figures]) => figures.map((figure, at) => [`slow ${name} ${at}`, figure])),
  );

const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);

function quantile(values: readonly number[], level: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) * level;
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low === undefined || high === undefined ? undefined : low + (rank - Math.floor(rank)) * (high - low);
}

const middle = (values: readonly number[]) => quantile(values, 0.5);

interface StoredFigure {
  readonly value?: number;
  readonly before?: { readonly value?: number };
}
interface StoredEnvironment {
  readonly environment: string;
  readonly counts: { readonly succeeded: number; readonly failed: number };
  readonly dora: Readonly<Record<string, StoredFigure>>;
  readonly durations: { readonly quantiles?: Readonly<Record<string, number>> };
  readonly waits: { readonly quantiles?: Readonly<Record<string, number>>; readonly longest?: number };
  readonly calibration: Readonly<Record<string, StoredFigure>>;
  readonly slowResources: readonly {
    readonly resource: string;
    readonly type: string;
    readonly deployments: number;
    readonly median: number;
    readonly longest: number;
  }[];
}
interface Stored {
  readonly window: { readonly from: string; readonly until: string };
  readonly before: { readonly from: string; readonly until: string };
  readonly environments: readonly StoredEnvironment[];
}

/** The same figures as the report states them. */
function stated({ counts, dora, durations, waits, calibration, slowResources }: StoredEnvironment): Figures {
  const figure = (name: string) => dora[name]?.value;
  const before = (name: string) => dora[name]?.before?.value;
  return {
    ...{ succeeded: counts.succeeded, failed: counts.failed, frequency: figure('deploymentFrequency') },
    ...{
      leadTime: figure('leadTime'),
      firstLeadTime: figure('firstCommitLeadTime'),
      failureRate: figure('changeFailureRate'),
    },
    ...{ recovery: figure('recoveryTime'), rework: figure('reworkRate') },
    ...{
      p50: durations.quantiles?.['p50'],
      p80: durations.quantiles?.['p80'],
      p95: durations.quantiles?.['p95'],
    },
    ...{ waitP50: waits.quantiles?.['p50'], waitP95: waits.quantiles?.['p95'], longestWait: waits.longest },
    ...{
      keptP50: calibration['p50']?.value,
      keptP80: calibration['p80']?.value,
      keptP95: calibration['p95']?.value,
    },
    ...slowFigures(
      slowResources.map(({ resource, type, deployments, median, longest }) => [
        ...([`${resource} ${type}`, deployments, median, longest] as const),
      ]),
    ),
    ...{ frequencyBefore: before('deploymentFrequency'), leadTimeBefore: before('leadTime') },
    ...{
      failureRateBefore: before('changeFailureRate'),
      recoveryBefore: before('recoveryTime'),
      reworkBefore: before('reworkRate'),
    },
  };
}

interface Comparison {
  /** How many figures were compared, those without data included. */
  readonly compared: number;
  /** One line for each that is not the same. */
  readonly differences: readonly string[];
}

/** Compares what the report states with what its CSV gives. */
export function compare(csv: string, json: string): Comparison {
  const report = JSON.parse(json) as Stored;
  const span = ({ from, until }: Stored['window']): Span => ({
    from: Date.parse(from),
    until: Date.parse(until),
  });
  const rows = readCsv(csv);
  let compared = 0;
  const differences = report.environments.flatMap((environment) => {
    const mine = rows.filter((row) => row['environment'] === environment.environment);
    const [told, found] = [stated(environment), recompute(mine, span(report.window), span(report.before))];
    compared += Object.keys(told).length;
    return [...new Set([...Object.keys(told), ...Object.keys(found)])].flatMap((name) => {
      const [a, b] = [told[name], found[name]];
      const same =
        a === undefined || b === undefined ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
      return same ? [] : [`${environment.environment} ${name}: the report says ${a}, its CSV ${b}`];
    });
  });
  return { compared, differences };
}

if (process.argv[1] === import.meta.filename) {
  const read = (name: string) => readFileSync(join(process.argv[2] ?? 'signalbox-report', name), 'utf8');
  const { compared, differences } = compare(read('deployments.csv'), read('report.json'));
  console.log(differences.join('\n') || `${compared} figures are equal`);
  if (differences.length > 0) process.exitCode = 1;
}
