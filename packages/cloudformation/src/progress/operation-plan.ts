import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { Task } from '@signalbox/estimate/plan';
import { shapeOf } from '@signalbox/estimate/shape';
import { attempts } from '../model/attempt.ts';
import { spans } from '../model/span.ts';
import type { StackEvent } from '../model/stack-event.ts';
import { readTemplate, type Template } from '../model/template.ts';
import { withNested } from '../reader/change-set.ts';
import { openFeed } from '../reader/feed.ts';
import type { StackReader } from '../reader/reader.ts';
import { ofType } from './baseline.ts';
import { learn } from './history.ts';
import { flatten, notBegun, tasksOf } from './plan.ts';
import { underWay } from './progress.ts';

/** What is known of an operation before it is over: the work that is left, and what the past says of the whole. */
export interface OperationPlan {
  readonly tasks: readonly Task[];
  /** There is more to do than these, but nobody knows how much. */
  readonly atLeast?: boolean;
  /** All of the work, as it was before any of it began. */
  readonly atStart: readonly Task[];
  /** Signature of all that it changes. */
  readonly shape?: string;
  /** Earlier operations of the same stack and kind. */
  readonly runs: readonly FinishedRun[];
}

/** Pages of the stack's past that are read: some ten operations of a stack of middle size. */
const PAGES = 3;

/**
 * What a change set will do, or is doing, from the stack's own events and template.
 * Undefined when there is no such stack. @throws ReadError
 */
export async function operationPlan(
  reader: StackReader,
  { stack: name, changeSet }: { readonly stack: string; readonly changeSet: string },
): Promise<OperationPlan | undefined> {
  const stack = await reader.describeStack(name);
  if (stack === undefined) return undefined;
  const { stackId } = stack;
  const changes = flatten(await withNested(reader, await reader.changes(changeSet, stackId)), stackId);
  const template = await readTemplate((await reader.template(stackId, changeSet)) ?? '');
  const resources = template?.resources;
  const events = await readEvents(reader, stackId);
  const current = attempts(events).at(-1);
  // An operation under way is the change set's own: CloudFormation lets no other begin beside it.
  const since = current?.decided === undefined ? current?.startedAt : undefined;
  const began = since ?? Number.POSITIVE_INFINITY;
  const history = learn(new Map([[stackId, events.filter(({ time }) => time < began)]]));
  const begun = spans(events.filter(({ time }) => time >= began));
  const order = resources && { stackId, resources };
  const shape = shapeOf(changes);
  return {
    ...(changes.some(({ opaque }) => opaque) ? { atLeast: true } : {}),
    tasks: [
      ...begun
        .filter(({ endedAt }) => endedAt === undefined)
        .map((span) => underWay(span, history.baseline(span), reader.now())),
      ...tasksOf(notBegun(changes, begun), history.baseline, order),
    ],
    atStart: tasksOf(changes, history.baseline, order),
    ...(shape === undefined ? {} : { shape }),
    runs: history.runs(stackId, isNew(stack.status) ? 'CREATE' : 'UPDATE'),
  };
}

/** What a template would create in a stack that does not exist yet, from what its types take anywhere. */
export function templatePlan({ resources, complete }: Template): OperationPlan {
  const stackId = '';
  const planned = resources.map(({ logicalId, type }) => ({
    stackId,
    logicalId,
    type,
    action: 'CREATE' as const,
  }));
  const shape = shapeOf(planned);
  const tasks = tasksOf(planned, ({ type, action }) => ofType(type, action), { stackId, resources });
  return {
    ...(complete ? {} : { atLeast: true }),
    tasks,
    atStart: tasks,
    ...(shape === undefined ? {} : { shape }),
    runs: [],
  };
}

async function readEvents(reader: StackReader, stackId: string): Promise<StackEvent[]> {
  const feed = openFeed(reader, stackId);
  let events = await feed.read(() => true);
  for (let page = 1; page < PAGES; page++) {
    const older = await feed.past();
    if (older.length === 0) break;
    events = [...older, ...events];
  }
  return events;
}

const isNew = (status: string) => status === 'REVIEW_IN_PROGRESS' || status === 'CREATE_IN_PROGRESS';
