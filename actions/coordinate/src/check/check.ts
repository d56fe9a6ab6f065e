import { inspect } from '@signalbox/registry/inspect';
import { formatReason } from '@signalbox/registry/reason';
import { UserError } from '@signalbox/runner/errors';
import type { Context } from '../context.ts';
import type { Result } from '../outputs.ts';
import { checkAws } from './aws.ts';
import { checkGitHub } from './github.ts';
import { checkTable, logLine, ok, type Row, rowsOf, verdictOf, warning } from './row.ts';
import { checkSlack } from './slack.ts';
import { checkTelemetry } from './telemetry.ts';

/**
 * `check`: everything that a deployment with these inputs will need, each right or how to mend it. Writes nothing.
 * The failure says what is to be mended first.
 */
export async function checkAll(context: Context): Promise<Result> {
  const { inputs, step } = context;
  const found = await Promise.all([
    rowsOf('GitHub', () => checkGitHub(inputs, step)),
    rowsOf('registry', () => checkRegistry(context)),
    rowsOf('AWS', () => checkAws(inputs, step)),
    rowsOf('Slack', () => checkSlack(inputs, step)),
    rowsOf('telemetry', () => checkTelemetry(inputs, step)),
  ]);
  const rows = found.flat();
  for (const row of rows) step.log.info(logLine(row));
  await step.summary(checkTable(inputs.environment, rows));
  const verdict = verdictOf(rows);
  return { values: {}, ...(verdict === undefined ? {} : { failure: new UserError(verdict) }) };
}

async function checkRegistry({ inputs, ports }: Context): Promise<readonly Row[]> {
  const { environment } = inputs;
  const { reason } = await inspect({ environment, maxHoldSeconds: inputs['max-hold'] }, ports);
  const words = `${environment} is ${formatReason(reason)}`;
  // Somebody who deploys now is no fault.
  return [reason.code === 'frozen' ? warning('registry', words) : ok('registry', words)];
}
