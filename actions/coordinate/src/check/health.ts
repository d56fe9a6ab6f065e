import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Context } from '../context.ts';
import type { Result } from '../outputs.ts';
import { type Found, inspectAll } from './all.ts';
import { checkTable, firstFailure, logLine } from './row.ts';

type Health = 'ok' | 'degraded' | 'down';

/** `health.json`, as docs/health.schema.json describes it. */
export interface HealthReport {
  /** The worst of the checks. */
  readonly status: Health;
  readonly environment: string;
  /** OWNER/NAME whose deployments are the registry. */
  readonly repository: string;
  /** ISO 8601. */
  readonly at: string;
  readonly checks: readonly {
    readonly name: string;
    readonly status: Health;
    readonly message: string;
    /** How long it took to find out. */
    readonly latencyMs: number;
  }[];
}

/** `down`: nothing can be deployed. `degraded`: it can, but something is out of order. */
export function healthOf({ level, needed, healthy = false }: Found): Health {
  if (level === 'ok' || healthy) return 'ok';
  return level === 'error' && needed ? 'down' : 'degraded';
}

const WORST_FIRST: readonly Health[] = ['down', 'degraded', 'ok'];

export function healthReport(
  rows: readonly Found[],
  about: Pick<HealthReport, 'environment' | 'repository' | 'at'>,
): HealthReport {
  const checks = rows.map((row) => ({
    name: oneLine(row.subject, 100),
    status: healthOf(row),
    message: oneLine(row.line, 500),
    latencyMs: Math.max(0, Math.round(row.latencyMs ?? 0)),
  }));
  const status = WORST_FIRST.find((each) => checks.some((check) => check.status === each)) ?? 'ok';
  return { status, ...about, checks };
}

/** In the workspace, where the next step finds it. */
const FILE = 'health.json';

/**
 * `health`: whether what deployments need is there now. The same checks as `check`, for machines: `health.json`, and an
 * exit by severity. Changes nothing but that file.
 */
export async function showHealth(context: Context): Promise<Result> {
  const { inputs, step } = context;
  const { environment, repository } = inputs;
  const rows = await inspectAll(context);
  const at = new Date(step.clock.now()).toISOString();
  const report = healthReport(rows, { environment, repository, at });
  for (const row of rows) step.log.info(`${logLine(row)} (${Math.round(row.latencyMs ?? 0)} ms)`);
  await step.summary(checkTable(environment, rows, ` is ${report.status}`));
  await write(join(step.env['GITHUB_WORKSPACE'] ?? '.', FILE), report);
  const values = { state: report.status };
  const ill = rows.filter((row) => healthOf(row) === report.status && report.status !== 'ok');
  const why = firstFailure(ill.map((row) => ({ ...row, level: 'error' })));
  if (report.status === 'down')
    return { values, failure: new UserError(`${environment} is down. ${why ?? ''}`) };
  if (report.status === 'degraded') step.log.warning(`${environment} is degraded. ${why ?? ''}`, 'Health');
  return { values };
}

async function write(path: string, report: HealthReport): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw new UserError(`${FILE} could not be written to the workspace: ${errorLine(error)}.`);
  }
}
