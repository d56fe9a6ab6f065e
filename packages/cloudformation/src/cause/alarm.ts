// A rollback by an alarm of the stack's RollbackConfiguration.
import type { RootCause } from '../model/report.ts';
import { alarmName } from '../model/stack.ts';
import { FOLLOW_UP } from './cause.ts';

export const BY_ALARM = {
  kind: 'alarm',
  advice:
    'An alarm went off while CloudFormation watched the stack (RollbackConfiguration): look at the alarm and at what it measures.',
};

/**
 * The alarms, by ARN, one of which rolled the stack back. The words in which CloudFormation tells of it are not published
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html): where they name an
 * alarm, it is that one; where the stack turned back by itself for a reason that nothing else explains, one of those watched.
 */
export function brokenBy(cause: RootCause, watched: readonly string[]): readonly string[] {
  const { reason, kind, physicalId, stackId } = cause;
  if (physicalId !== stackId) return [];
  const named = watched.filter((arn) => reason.includes(arn) || hasWord(reason, alarmName(arn)));
  if (named.length > 0) return named;
  return kind === 'unknown' && !FOLLOW_UP.test(reason) ? watched : [];
}

/** `api` is not named by `rapid`. */
const hasWord = (text: string, word: string) =>
  ` ${text} `.split(/[^\w./-]+/).includes(word) || text.includes(`"${word}"`);

export function alarmEvidence(broken: readonly string[]): readonly string[] {
  if (broken.length === 0) return [];
  const names = broken.map(alarmName).join(', ');
  return broken.length === 1
    ? [`alarm ${names} rolled it back`]
    : [`CloudFormation watched the alarms ${names}, and one of them rolled it back`];
}
