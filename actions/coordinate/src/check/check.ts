import { UserError } from '@signalbox/runner/errors';
import type { Context } from '../context.ts';
import type { Result } from '../outputs.ts';
import { inspectAll } from './all.ts';
import { checkTable, logLine, mendFirst } from './row.ts';

/**
 * `check`: everything that a deployment with these inputs will need, each right or how to mend it. Writes nothing.
 * The failure says what is to be mended first.
 */
export async function checkAll(context: Context): Promise<Result> {
  const { inputs, step } = context;
  const rows = await inspectAll(context);
  for (const row of rows) step.log.info(logLine(row));
  await step.summary(checkTable(inputs.environment, rows));
  const advice = mendFirst(rows);
  return { values: {}, ...(advice === undefined ? {} : { failure: new UserError(advice) }) };
}
