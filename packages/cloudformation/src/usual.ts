import { type Work, workFrom } from '@signalbox/estimate/work';
import type { Action } from './span.ts';
import { TABLE, TABLE_DEFAULT } from './table.ts';

/** How long work on a resource usually takes, and how we know. */
export interface Usual extends Work {
  /** Of this very resource, of its type in this stack, of its type elsewhere, or a guess. */
  readonly source: 'own' | 'type' | 'table' | 'guess';
}

/** Between resources of one type the times differ more than from run to run of one resource. */
const TYPE_SHAPE = 2.5;
const TABLE_SHAPE = 2.5;
const GUESS_SHAPE = 1.5;

/** What earlier times of the resource itself, or of its type in the stack, say (seconds, not empty). */
export function learnt(samples: readonly number[], source: 'own' | 'type'): Usual | undefined {
  const work = workFrom(samples);
  if (work === undefined) return undefined;
  return { ...work, shape: source === 'type' ? Math.min(work.shape, TYPE_SHAPE) : work.shape, source };
}

/** What a type of resource usually takes anywhere. */
export function ofType(type: string, action: Action): Usual {
  const medians = TABLE[type] ?? (/^Custom::|::CustomResource$/.test(type) ? TABLE['Custom::*'] : undefined);
  const seconds = medians?.[action === 'IMPORT' ? 'UPDATE' : action];
  return seconds === undefined
    ? { seconds: TABLE_DEFAULT[action], shape: GUESS_SHAPE, source: 'guess', samples: 0 }
    : { seconds, shape: TABLE_SHAPE, source: 'table', samples: 0 };
}

/** To undo a change is alike, but not the same work: it takes about as long, and how exactly no earlier change tells. */
export const undoing =
  <Item>(usual: (item: Item) => Usual) =>
  (item: Item): Usual => {
    const done = usual(item);
    return { ...done, shape: Math.min(done.shape, TYPE_SHAPE) };
  };
