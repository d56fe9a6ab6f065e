import type { RootCause } from '../model/report.ts';
import type { StackEvent } from '../model/stack-event.ts';
import type { StackReader } from '../reader/reader.ts';
import { alarmEvidence, BY_ALARM, brokenBy } from './alarm.ts';
import { refusals, rootCause } from './cause.ts';
import { describeFailure } from './validation.ts';

/** Finds out more about a failed resource while it still exists: stopped tasks, a service's events. */
export type Investigate = (
  resource: Pick<RootCause, 'type' | 'physicalId'> & {
    /** ARNs of the alarms one of which rolled the stack back: which, its reason does not tell. */
    readonly alarms?: readonly string[];
  },
) => Promise<readonly string[]>;

interface ExplainOptions {
  readonly rootId: string;
  readonly events: readonly StackEvent[];
  readonly operationIds: readonly string[];
  readonly reader: Pick<StackReader, 'failures' | 'hookFindings'>;
  readonly investigate?: Investigate | undefined;
  /** ARNs of the alarms that CloudFormation watches. */
  readonly alarms?: readonly string[];
  /** Evidence found earlier, when the failed resource still existed. */
  readonly earlier?: RootCause | undefined;
}

/** The root cause with all that can still be found out about it. What cannot be read is left out. */
export async function explain(options: ExplainOptions): Promise<RootCause | undefined> {
  const { events, rootId, reader, earlier } = options;
  const cause = rootCause({ rootId, events });
  if (cause === undefined) return undefined;
  if (earlier?.logicalId === cause.logicalId && earlier.stackId === cause.stackId) {
    return { ...cause, evidence: earlier.evidence };
  }
  const alarms = brokenBy(cause, options.alarms ?? []);
  const evidence = await Promise.all([
    hookFindings(cause, events, reader),
    validationErrors(options),
    settled(options.investigate?.({ ...cause, alarms })),
    alarmEvidence(alarms),
  ]);
  const kind = alarms.length === 0 ? {} : BY_ALARM;
  return {
    ...cause,
    ...kind,
    evidence: [...new Set(evidence.flat())].filter((line) => line !== cause.reason),
  };
}

async function hookFindings(
  cause: RootCause,
  events: readonly StackEvent[],
  reader: Pick<StackReader, 'hookFindings'>,
): Promise<readonly string[]> {
  const ids = new Set(refusals(cause, events).flatMap(({ hook }) => hook?.invocationId ?? []));
  const found = await Promise.all([...ids].map((id) => settled(reader.hookFindings(id))));
  return found.flat();
}

/** Only a hook or a validation has more to say here than the event's own reason. */
async function validationErrors({
  reader,
  operationIds,
  events,
}: ExplainOptions): Promise<readonly string[]> {
  const hasDetails = events.some(
    ({ hook, detailedStatus }) => hook || detailedStatus === 'VALIDATION_FAILED',
  );
  if (!hasDetails) return [];
  const failures = await settled(
    Promise.all(operationIds.map((id) => reader.failures(id))).then((each) => each.flat()),
  );
  return failures.filter(({ failureMode }) => failureMode !== 'WARN').map(describeFailure);
}

/** Evidence is worth having, not worth failing for. */
async function settled<T>(found: Promise<readonly T[]> | undefined): Promise<readonly T[]> {
  return (await found?.catch(() => [])) ?? [];
}
