import type { Context } from '../context.ts';
import { checkAlarms } from './alarms.ts';
import { checkAws } from './aws.ts';
import { checkGitHub } from './github.ts';
import { checkRegistry } from './registry.ts';
import { type Row, rowsOf } from './row.ts';
import { checkSlack } from './slack.ts';
import { checkTelemetry } from './telemetry.ts';

/** What is looked at together. */
interface Group {
  readonly name: string;
  /** Whether a deployment cannot be without it: Slack, the pager and telemetry only tell of one. */
  readonly needed: boolean;
  readonly look: (context: Context) => Promise<readonly Row[]>;
}

const GROUPS: readonly Group[] = [
  { name: 'GitHub', needed: true, look: ({ inputs, step }) => checkGitHub(inputs, step) },
  { name: 'registry', needed: true, look: checkRegistry },
  { name: 'AWS', needed: true, look: ({ inputs, step }) => checkAws(inputs, step) },
  { name: 'alarms', needed: true, look: ({ inputs, step }) => checkAlarms(inputs, step) },
  { name: 'Slack', needed: false, look: ({ inputs, step }) => checkSlack(inputs, step) },
  { name: 'telemetry', needed: false, look: ({ inputs, step }) => checkTelemetry(inputs, step) },
];

export interface Found extends Row {
  readonly needed: boolean;
}

/** Everything that a deployment with these inputs will need, all at once. Writes nothing. */
export async function lookAtAll(context: Context): Promise<readonly Found[]> {
  const found = GROUPS.map(async ({ name, needed, look }) => {
    const rows = await rowsOf(name, context.step.clock, () => look(context));
    return rows.map((row) => ({ ...row, needed }));
  });
  return (await Promise.all(found)).flat();
}
