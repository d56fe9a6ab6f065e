import { join as joinPath } from 'node:path';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { addressNames } from '@signalbox/readiness/address';
import { type Detached, join, startDetached, stop } from '@signalbox/runner/background';
import { UserError } from '@signalbox/runner/errors';
import { inputVariable } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { handOnUnknown } from '@signalbox/runner/unknown';
import { keepBakeBaseline } from './bake.ts';
import { keepBaseline } from './baseline.ts';
import { inputs as fields, type MonitorInputs } from './inputs.ts';
import type { Ports } from './ports.ts';
import { failureLine, sightOf } from './verdict.ts';

const STATE = 'detached';
/** The job's own budget for everything after a cancellation is 5 min. */
const STOP_SECONDS = 10;

/** Starts this bundle again, detached and in the foreground mode; the post step joins it. */
export async function startBackground(
  inputs: MonitorInputs,
  step: Step,
  { bundle, connect, fetch }: Pick<Ports, 'bundle' | 'connect' | 'fetch'>,
): Promise<void> {
  const directory = joinPath(step.job.tempDir, 'signalbox', `monitor-${process.pid}-${step.clock.now()}`);
  const services = inputs['ecs-service'];
  if (services.length > 0 || inputs.bake > 0) {
    const connection = await connect(inputs, step, '');
    await keepBaseline(services, directory, step, connection);
    await keepBakeBaseline(inputs, directory, step, { connection, fetch });
  }
  const detached = startIn(directory, step, bundle);
  step.saveState(STATE, JSON.stringify(detached));
  step.log.info(
    `Watching ${watchedBy(inputs).join(', ')} in the background; the post step shows what was seen`,
  );
}

const watchedBy = (inputs: MonitorInputs) => [
  ...inputs['stack-name'],
  ...inputs['ecs-service'],
  ...addressNames(inputs['health-url']),
];

function startIn(directory: string, step: Step, bundle: string): Detached {
  const given = Object.keys(fields).map((name) => [name, step.env[inputVariable(name)] ?? '']);
  const inputs = { ...Object.fromEntries(given), mode: 'foreground' };
  return startDetached({ bundle, directory, inputs, env: step.env, now: step.clock.now() });
}

/** The post step: goes on with a watch that was killed, shows what was seen, and fails as the monitor would have. */
export async function joinBackground(inputs: MonitorInputs, step: Step, bundle: string): Promise<void> {
  const saved = step.state(STATE);
  if (saved === '') return;
  const detached = JSON.parse(saved) as Detached;
  const { clock, log, cancelled: signal } = step;
  const resume = () => startIn(detached.directory, step, bundle);
  const joined = await join(detached, { clock, log, limitSeconds: inputs.timeout, signal, resume });
  const last = joined.ended ? joined : await stop(detached, { clock, log, limitSeconds: STOP_SECONDS });
  await step.summary(last.summary);
  if (last.result === undefined) {
    // As the foreground would have: credentials that are missing, a stack that may not be read.
    if (last.failure !== undefined) throw new UserError(last.failure);
    const why = 'the background monitor ended without a report';
    log.warning(`What became of the deployment is not known: ${why}. Look at it.`, 'Lost sight');
    handOnUnknown(step, Object.fromEntries(watchedBy(inputs).map((name) => [name, why])), []);
    return;
  }
  const report = JSON.parse(last.result) as MonitorReport;
  const { lost, seen } = sightOf(report);
  handOnUnknown(step, lost, seen);
  const failure = failureLine(report, inputs['fail-on']);
  if (failure !== undefined) throw new UserError(failure);
}
