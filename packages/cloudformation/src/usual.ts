import type { Action } from './span.ts';
import { TABLE, TABLE_DEFAULT } from './table.ts';

/** How long something usually takes: a log-logistic distribution, whose quantiles need no tables. */
export interface Usual {
  /** The median. */
  readonly seconds: number;
  /** The larger, the narrower: p95 is `19 ** (1 / shape)` medians. */
  readonly shape: number;
  /** Of this very resource, of its type in this stack, of its type elsewhere, or a guess. */
  readonly source: 'own' | 'type' | 'table' | 'guess';
  readonly samples: number;
}

/** Spread of ln(seconds) supposed before anything was seen, and the number of samples that is worth. */
const PRIOR_SPREAD = 0.35;
const PRIOR_SAMPLES = 1;
/** Between resources of one type the times differ more than from run to run of one resource. */
const TYPE_SHAPE = 2.5;
const TABLE_SHAPE = 2.5;
const GUESS_SHAPE = 1.5;

/** Seconds that a share `level` of such works keep to. */
export function quantile({ seconds, shape }: Usual, level: number): number {
  return seconds * (level / (1 - level)) ** (1 / shape);
}

/** Seconds that a share `level` of works still going on after `elapsed` seconds go on for. */
export function leftAt(usual: Usual, elapsed: number, level = 0.5): number {
  const { seconds, shape } = usual;
  const odds = (elapsed / seconds) ** shape;
  const end = seconds * ((1 + odds) / (1 - level) - 1) ** (1 / shape);
  return Math.max(0, end - elapsed);
}

/** What the samples (seconds, any order, not empty) say. One odd run in a few changes little. */
export function learnt(samples: readonly number[], source: 'own' | 'type'): Usual {
  const logs = samples.map((seconds) => Math.log(Math.max(0.5, seconds)));
  const centre = middle(logs);
  const seen = NORMAL_MAD * middle(logs.map((log) => Math.abs(log - centre)));
  const total = logs.length + PRIOR_SAMPLES;
  const spread = Math.sqrt((logs.length * seen ** 2 + PRIOR_SAMPLES * PRIOR_SPREAD ** 2) / total);
  // The standard deviation of a log-logistic's logarithm is pi / (shape * sqrt 3).
  const shape = Math.PI / (Math.sqrt(3) * spread);
  return {
    seconds: Math.exp(centre),
    shape: source === 'type' ? Math.min(shape, TYPE_SHAPE) : shape,
    source,
    samples: samples.length,
  };
}

/** Standard deviations in one median absolute deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return ((low ?? 0) + (high ?? 0)) / 2;
}

/** What a type of resource usually takes anywhere. */
export function ofType(type: string, action: Action): Usual {
  const medians = TABLE[type] ?? (/^Custom::|::CustomResource$/.test(type) ? TABLE['Custom::*'] : undefined);
  const seconds = medians?.[action === 'IMPORT' ? 'UPDATE' : action];
  return seconds === undefined
    ? { seconds: TABLE_DEFAULT[action], shape: GUESS_SHAPE, source: 'guess', samples: 0 }
    : { seconds, shape: TABLE_SHAPE, source: 'table', samples: 0 };
}
