import type { RootCause } from '../model/report.ts';
import type { OperationFailure, Stack } from '../model/stack.ts';
import type { StackReader } from '../reader/reader.ts';
import { diagnose } from './diagnose.ts';

/** `reason (at path)`, as one line of evidence. */
export const describeFailure = ({ kind, logicalId, reason, path }: OperationFailure) =>
  [kind, logicalId && `${logicalId}:`, reason, path && `(at ${path})`].filter(Boolean).join(' ');

/**
 * The validation errors that made CloudFormation refuse the newest change set, when it was made since `since`.
 * They are told by DescribeEvents only (CloudFormation User Guide, "Validate stack deployments").
 */
export async function refusedChangeSet(
  reader: Pick<StackReader, 'failures'>,
  stack: Stack,
  since: number,
): Promise<RootCause | undefined> {
  const newest = stack.lastOperations[0];
  if (newest?.type !== 'CREATE_CHANGESET') return undefined;
  const failures = (await reader.failures(newest.id)).filter(
    ({ time, failureMode }) => time >= since && failureMode !== 'WARN',
  );
  const [first, ...others] = failures;
  if (first === undefined) return undefined;
  return {
    stackId: stack.stackId,
    stackName: stack.name,
    logicalId: first.logicalId,
    physicalId: '',
    type: first.type,
    status: 'VALIDATION_FAILED',
    reason: first.reason,
    time: new Date(first.time).toISOString(),
    nested: false,
    kind: 'validation',
    advice: diagnose('Properties validation failed').advice,
    evidence: failures.map(describeFailure),
    others: others.map(({ logicalId, type, reason, time }) => ({
      stackName: stack.name,
      logicalId,
      type,
      status: 'VALIDATION_FAILED',
      reason,
      time: new Date(time).toISOString(),
    })),
    rollbackFailures: [],
    cancelled: [],
  };
}
