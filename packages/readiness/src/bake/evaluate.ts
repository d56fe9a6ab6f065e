// What an answer means for a query.
import type { QueryReader, Sample } from './ports.ts';
import type { Condition, Operator, Query, Reading } from './subject.ts';

const HOLDS: Readonly<Record<Operator, (value: number, threshold: number) => boolean>> = {
  '>': (value, threshold) => value > threshold,
  '>=': (value, threshold) => value >= threshold,
  '<': (value, threshold) => value < threshold,
  '<=': (value, threshold) => value <= threshold,
  '==': (value, threshold) => value === threshold,
  '!=': (value, threshold) => value !== threshold,
};

/** A quotient of nothing by nothing is no data. */
const known = (samples: readonly Sample[]) => samples.filter(({ value }) => !Number.isNaN(value));

/** The samples for which the condition is true. */
const holding = ({ operator, threshold }: Condition, samples: readonly Sample[]) =>
  known(samples).filter(({ value }) => HOLDS[operator](value, threshold));

/** Up to six digits: a number for people. */
const shown = (value: number) =>
  Number.isFinite(value) ? Number(value.toPrecision(6)).toString() : String(value);

const said = ({ labels, value }: Sample, { operator, threshold }: Condition) =>
  `${labels === '' ? '' : `${labels} `}${shown(value)} ${operator} ${threshold}`;

/** The worst of a condition's samples: the farthest on the side of its threshold. */
function worst(samples: readonly Sample[], { operator }: Condition): Sample | undefined {
  const upwards = operator === '>' || operator === '>=';
  return samples.toSorted((a, b) => (upwards ? b.value - a.value : a.value - b.value))[0];
}

/** What one poll at a query shows. Any one series that is bad is bad. */
export function evaluate(
  query: Query,
  samples: readonly Sample[],
  counted: readonly Sample[] | undefined,
): Omit<Reading, 'key'> {
  const all = known(samples);
  if (all.length === 0) return { state: 'no-data', words: 'no data' };
  const { min } = query;
  if (min !== undefined && holding(min, counted ?? []).length === 0) {
    const [count] = known(counted ?? []);
    const words = count === undefined ? 'nothing to count' : `not ${said(count, min)}`;
    return { state: 'no-data', words: `too few samples (${words})` };
  }
  const bad = holding(query, all);
  const sample = worst(bad.length > 0 ? bad : all, query);
  if (sample === undefined) return { state: 'no-data', words: 'no data' };
  if (bad.length > 0) {
    const more = bad.length > 1 ? ` and ${bad.length - 1} more series` : '';
    return { state: 'bad', words: `${said(sample, query)}${more}` };
  }
  return { state: 'quiet', words: `${shown(sample.value)}, not ${query.operator} ${query.threshold}` };
}

/** Asks a query, and what its samples are counted by. @throws ReadError */
export async function askQuery(
  query: Query,
  reader: QueryReader,
  at?: number,
): Promise<Omit<Reading, 'key'>> {
  const [samples, counted] = await Promise.all([
    reader.ask(query.promql, at),
    query.min === undefined ? undefined : reader.ask(query.min.promql, at),
  ]);
  return evaluate(query, samples, counted);
}
