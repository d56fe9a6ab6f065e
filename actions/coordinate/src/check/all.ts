import { UserError } from '@signalbox/runner/errors';
import type { Context } from '../context.ts';
import type { Result } from '../outputs.ts';
import { checkAlarms } from './alarms.ts';
import { checkAws } from './aws.ts';
import { checkGitHub } from './github.ts';
import { checkRegistry } from './registry.ts';
import { checkTable, firstFailure, logLine, type Row, rowsOf } from './row.ts';
import { checkSlack } from './slack.ts';
import { checkTelemetry } from './telemetry.ts';

/** What is checked together. */
interface Group {
  readonly name: string;
  /** Whether a deployment cannot be without it: Slack, the pager and telemetry only report one. */
  readonly needed: boolean;
  readonly check: (context: Context) => Promise<readonly Row[]>;
}

const GROUPS: readonly Group[] = [
  { name: 'GitHub', needed: true, check: ({ inputs, step }) => checkGitHub(inputs, step) },
  { name: 'registry', needed: true, check: checkRegistry },
  { name: 'AWS', needed: true, check: ({ inputs, step }) => checkAws(inputs, step) },
  { name: 'alarms', needed: true, check: ({ inputs, step }) => checkAlarms(inputs, step) },
  { name: 'Slack', needed: false, check: ({ inputs, step }) => checkSlack(inputs, step) },
  { name: 'telemetry', needed: false, check: ({ inputs, step }) => checkTelemetry(inputs, step) },
];

export interface Found extends Row {
  readonly needed: boolean;
}

/** Everything that a deployment with these inputs will need, all at once. Writes nothing. */
export async function inspectAll(context: Context): Promise<readonly Found[]> {
  const found = GROUPS.map(async ({ name, needed, check }) => {
    const rows = await rowsOf(name, context.step.clock, () => check(context));
    return rows.map((row) => ({ ...row, needed }));
  });
  return (await Promise.all(found)).flat();
}

/**
 * `check`: everything that a deployment with these inputs will need, each right or how to correct it. Writes nothing.
 * The failure says what to correct first.
 */
export async function checkAll(context: Context): Promise<Result> {
  const { inputs, step } = context;
  const rows = await inspectAll(context);
  for (const row of rows) step.log.info(logLine(row));
  await step.summary(checkTable(inputs.environment, rows));
  const advice = firstFailure(rows);
  return { values: {}, ...(advice === undefined ? {} : { failure: new UserError(advice) }) };
}
