import { compact } from '@signalbox/runner/values';
import { MARK_TASK } from '../registration.ts';
import type { PastDeployment } from './past.ts';
import type { RecordDraft, StoredRecord } from './record.ts';

/** What somebody said later of a deployment. */
export interface Mark {
  /** The mark's own id: the newest of a deployment counts. */
  readonly id: number;
  readonly deployment: number;
  /** That it caused an incident; false takes that back. */
  readonly incident: boolean;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** Characters: people read it in a table. */
const LONGEST = { reason: 300, actor: 100 } as const;

/** The stored form: {"signalbox":1,"deployment":1,"incident":true,"reason":"...","actor":"..."}. */
export function formatMark({
  deployment,
  incident,
  by,
  reason,
}: Pick<Mark, 'deployment' | 'incident' | 'by' | 'reason'>): RecordDraft {
  const words = incident ? 'caused an incident' : 'caused no incident';
  return {
    task: MARK_TASK,
    payload: {
      ...{ signalbox: 1, deployment, incident },
      ...{ reason: cut(reason, LONGEST.reason), actor: cut(by, LONGEST.actor) },
    },
    description: `registration ${deployment} ${words}, says ${by}: ${reason}`,
  };
}

const cut = (text: string, most: number) => Array.from(text).slice(0, most).join('');

/** Undefined for what we would not have written. Anybody who may write deployments may write a mark. */
export function parseMark({ id, payload, createdAt }: StoredRecord): Mark | undefined {
  const { signalbox, deployment, incident, reason = '', actor = '' } = payload ?? {};
  if (signalbox !== 1 || typeof incident !== 'boolean') return undefined;
  if (!Number.isSafeInteger(deployment) || Number(deployment) < 1) return undefined;
  if (typeof reason !== 'string' || typeof actor !== 'string') return undefined;
  const [words, by] = [cut(reason, LONGEST.reason), cut(actor, LONGEST.actor)];
  return { id, deployment: Number(deployment), incident, at: createdAt, by, reason: words };
}

/** The newest mark of each deployment. */
export function newestMarks(marks: readonly Mark[]): ReadonlyMap<number, Mark> {
  return new Map(marks.toSorted((a, b) => a.id - b.id).map((mark) => [mark.deployment, mark]));
}

export function marked(one: PastDeployment, marks: ReadonlyMap<number, Mark>): PastDeployment {
  const mark = marks.get(one.id);
  const { causedIncident: _, ...rest } = one;
  const incident = mark?.incident ? { at: mark.at, by: mark.by, reason: mark.reason } : undefined;
  return compact({ ...rest, causedIncident: incident });
}
