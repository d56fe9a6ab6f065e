import { createHash } from 'node:crypto';
import type { Env } from '../inputs/inputs.ts';
import type { Job } from './job.ts';
import type { Step } from './step.ts';

export const CORRELATION_VARIABLE = 'DEPLOYMENT_CORRELATION_ID';
/** The registration that the job holds: the monitor shows the progress on its page. */
export const DEPLOYMENT_VARIABLE = 'SIGNALBOX_DEPLOYMENT_ID';

/** What an id may look like, so that it is safe in a log, a URL, a file name and a payload. */
export const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/**
 * One id through registry, logs, Slack, summary and AWS calls: the input, else the job's environment,
 * else made from the run and the environment, so that every job of a run, and its re-runs, agree on it
 * without handing it on.
 */
export function correlationId(input: string | undefined, env: Env, job: Job, environment: string): string {
  const inherited = env[CORRELATION_VARIABLE]?.trim() ?? '';
  if (input !== undefined) return input;
  if (CORRELATION_ID.test(inherited)) return inherited;
  return runCorrelationId(job.runId, environment);
}

/** The id of a run's deployment to an environment, unless the workflow names another one. */
export const runCorrelationId = (runId: number, environment: string): string =>
  `${runId}-${slugOf(environment)}`;

/** Characters, so that run and slug together stay a correlation id. */
const LONGEST_SLUG = 60;

/**
 * The environment in characters of an id, and no other environment's: what is left out or cut off would make `eu/west`
 * and `eu-west`, or `生产` and `测试`, one. So do a digest's digits where a name looks as if it had them already.
 */
function slugOf(environment: string): string {
  const name = environment.toLowerCase();
  const slug = name
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, LONGEST_SLUG);
  if (slug === name && !/(^|-)[0-9a-f]{12}$/.test(name)) return slug;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return slug === '' ? digest : `${slug.slice(0, LONGEST_SLUG - 13)}-${digest}`;
}

/** The step's correlation id; the first step of a job that has one says it and hands it on to the later ones. */
export function correlate(
  step: Pick<Step, 'env' | 'job' | 'log' | 'exportVariable'>,
  input: string | undefined,
  environment: string,
): string {
  const id = correlationId(input, step.env, step.job, environment);
  if (step.env[CORRELATION_VARIABLE] === id) return id;
  step.log.info(`Correlation id: ${id}`);
  step.exportVariable(CORRELATION_VARIABLE, id);
  return id;
}
