import { setMaxListeners } from 'node:events';
import { type Clock, systemClock } from '../clock.ts';
import { refuseCleartext } from '../inputs/endpoint.ts';
import { type Env, type Fields, type Inputs, parseInputs, secretValues } from '../inputs/inputs.ts';
import { errorLine, UserError } from '../text/errors.ts';
import { rememberSecret, SECRET_VARIABLES } from '../text/secrets.ts';
import { DETACHED_VARIABLE, isDetached, keepFailure, markEnded, receiveHandedOver } from './background.ts';
import * as commands from './commands.ts';
import { type Job, readJob } from './job.ts';
import { actionsLog, type Log } from './log.ts';
import { endSignals, onEndAsked } from './platform.ts';

/** Everything an action may do to the runner. Tests pass a record that keeps what it was told. */
export interface Step {
  readonly env: Env;
  readonly job: Job;
  readonly log: Log;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Aborts when the runner asks the step to end (platform.ts, endSignals). */
  readonly cancelled: AbortSignal;
  output(name: string, value: string | number | boolean): void;
  /** Kept for the post step of this action only. */
  saveState(name: string, value: string): void;
  state(name: string): string;
  exportVariable(name: string, value: string): void;
  mask(value: string): void;
  /** To the log, byte by byte as it is: for what a command of the user's writes, and nothing else. */
  passThrough(bytes: Uint8Array | string, stream: 'stdout' | 'stderr'): void;
  /** Appends to the job summary; at most 1 MiB a step. */
  summary(markdown: string): Promise<void>;
}

const SUMMARY_LIMIT = 1024 * 1024 - 1024;

/** State that tells the post step apart, and what became of the main one: inputs refused once are enough. */
const POST = 'signalbox-post';
const REFUSED = 'refused';
const STARTED = 'started';

function actionsStep(): Step {
  return {
    env: process.env,
    job: readJob(process.env),
    log: actionsLog(),
    clock: systemClock,
    random: Math.random,
    cancelled: cancellation(),
    output: (name, value) => commands.setOutput(name, String(value)),
    saveState: (name, value) => commands.saveState(name, value),
    state: (name) => commands.getState(name),
    exportVariable: (name, value) => commands.exportVariable(name, value),
    mask: (value) => commands.setSecret(value),
    passThrough: commands.passThrough,
    summary: async (markdown) => {
      const fits = Buffer.byteLength(markdown) <= SUMMARY_LIMIT;
      const text = fits ? markdown : Buffer.from(markdown).subarray(0, SUMMARY_LIMIT).toString();
      try {
        commands.appendSummary(`${text}\n`);
      } catch (error) {
        // A full disk costs the summary, never the deployment.
        actionsLog().warning(`The job summary could not be written: ${errorLine(error)}`);
      }
    },
  };
}

function cancellation(): AbortSignal {
  const controller = new AbortController();
  // Every wait of the step listens; that is no leak.
  setMaxListeners(0, controller.signal);
  for (const signal of endSignals(process.platform)) process.on(signal, () => controller.abort(signal));
  const directory = process.env[DETACHED_VARIABLE] ?? '';
  if (directory !== '') onEndAsked(directory, () => controller.abort('SIGTERM'));
  return controller.signal;
}

/** Before anything is printed. A detached process writes to a file, where a mask would only store what is to be hidden. */
function hideSecrets(fields: Fields, { env, mask }: Step): void {
  for (const value of secretValues(fields, env)) (isDetached(env) ? rememberSecret : mask)(value);
  for (const name of SECRET_VARIABLES) rememberSecret(env[name] ?? '');
}

/** What the same bundle does as `main:` and as `post:`. */
interface Phases<F extends Fields> {
  main(inputs: Inputs<F>, step: Step): Promise<void>;
  /** Only runs after `main` was started. */
  post?(inputs: Inputs<F>, step: Step): Promise<void>;
}

/**
 * Runs an action. The only place in the suite that fails a step: exit code 1 and one line.
 * Secrets are masked and inputs checked before any SDK is loaded or any request sent.
 */
export async function runAction<const F extends Fields>(fields: F, phases: Phases<F>): Promise<void> {
  receiveHandedOver(process.env);
  const step = actionsStep();
  const before = step.state(POST);
  if (before === REFUSED) return;
  try {
    if (phases.post && before === '') step.saveState(POST, REFUSED);
    hideSecrets(fields, step);
    refuseCleartext(step.env);
    const inputs = parseInputs(fields, step.env);
    if (before === STARTED) return await phases.post?.(inputs, step);
    if (phases.post) step.saveState(POST, STARTED);
    await phases.main(inputs, step);
  } catch (error) {
    if (!(error instanceof UserError) && error instanceof Error) commands.debug(error.stack ?? '');
    // An annotation of its own would be an error in a step that may be green: it is told by the step that joins it.
    if (isDetached(step.env)) {
      keepFailure(step.env, errorLine(error));
      step.log.info(errorLine(error));
      process.exitCode = 1;
    } else commands.setFailed(errorLine(error));
  } finally {
    markEnded(step.env);
  }
}
