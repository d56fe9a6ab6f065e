import type { CheckReport, StackReport } from '@signalbox/cloudformation/report';
import { addressNames } from '@signalbox/readiness/address';
import { awaitService } from '@signalbox/readiness/ecs';
import { awaitHealth } from '@signalbox/readiness/health';
import type { CheckPorts } from '@signalbox/readiness/ports';
import { logOnce } from '@signalbox/runner/log';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type { Deploying } from './deploying.ts';
import type { WatchInputs } from './inputs.ts';
import type { Connection } from './ports.ts';

interface World {
  /** Absent where nothing is known of who deploys. */
  readonly deploying?: Deploying | undefined;
  readonly connection: Connection;
  readonly fetch: typeof fetch;
  /** From when something counts as deployed, by the step's clock. */
  readonly since: number;
  /** Moment (of the step's clock) at which the whole watch ends. */
  readonly deadline: number;
  /** Called for each trouble of a service that people should hear of at once. */
  readonly trouble: (subject: string, reason: string) => void;
}

/**
 * "Stack complete" means configured, not ready: first the services' rollouts, then, unless one fails the step, the addresses. During
 * a deployment nothing is judged, and no address is asked, before it is over.
 */
export async function afterStacks(
  inputs: WatchInputs,
  step: Step,
  world: World,
): Promise<readonly CheckReport[]> {
  const ports = checkPorts(step);
  const services = await rollouts(inputs, { ...ports, ...world });
  const bad = services.find((service) => hidesChecks(service, inputs));
  if (bad !== undefined) {
    sayUnchecked({ name: bad.subject, status: bad.status }, addressNames(inputs['health-url']), step);
    return services;
  }
  return [...services, ...(await addresses(inputs, step, { ...ports, ...world }))];
}

/** What comes after a stack or a service is checked unless the step is red, or cancelled, without it. */
export const hidesChecks = (
  { status, lostSight }: Pick<StackReport, 'status' | 'lostSight'>,
  inputs: Pick<WatchInputs, 'fail-on'>,
): boolean =>
  status === 'cancelled' || (lostSight === undefined && inputs['fail-on'].some((each) => each === status));

export function sayUnchecked(
  { name, status }: Pick<StackReport, 'name' | 'status'>,
  checks: readonly string[],
  { log }: Step,
): void {
  if (checks.length > 0) log.notice(`Not looked at, since ${name} is ${status}: ${checks.join(', ')}`);
}

/** The deploying steps are over: what they began must show by now. */
const AFTER_STEPS_SECONDS = 10;

async function rollouts(inputs: WatchInputs, ports: CheckPorts & World): Promise<readonly CheckReport[]> {
  const { 'ecs-service': given, 'stack-name': stacks, 'start-timeout': patience } = inputs;
  const names = [...new Set(given)];
  if (names.length === 0) return [];
  const { connection, since, deadline, deploying } = ports;
  const before = deploying?.baseline ?? [];
  const watch = {
    since,
    deadline,
    // After a stack everything has begun.
    startTimeoutSeconds: deploying !== undefined ? AFTER_STEPS_SECONDS : stacks.length > 0 ? 0 : patience,
    ...compact({ stepsEnded: deploying?.over }),
  };
  return Promise.all(
    names.map(async (name) =>
      awaitService(
        name,
        { ...watch, before: before.find(({ subject }) => subject === name) },
        {
          ...{ ...ports, reader: await connection.services(name), renew: connection.renew },
          trouble: (reason) => ports.trouble(name, reason),
        },
      ),
    ),
  );
}

/** Between two checks whether the deploying steps are over. */
const PAUSE_MS = 2000;

async function addresses(
  inputs: WatchInputs,
  step: Step,
  ports: CheckPorts & World,
): Promise<readonly CheckReport[]> {
  const urls = inputs['health-url'];
  if (urls.length === 0) return [];
  const { clock, cancelled } = step;
  const { deadline, fetch, deploying } = ports;
  // An answer of before the deployment says nothing of it.
  while (deploying?.over() === false && !cancelled.aborted && clock.now() < deadline) {
    await clock.sleep(PAUSE_MS, cancelled);
  }
  const names = addressNames(urls);
  const options = {
    statuses: inputs['health-status'],
    successes: inputs['health-successes'],
    timeoutSeconds: inputs['health-timeout'],
    followRedirects: inputs['health-follow-redirects'],
    deadline,
  };
  const [service] = inputs['ecs-service'];
  const aws = service === undefined ? ports.connection.reader : await ports.connection.services(service);
  const reports = await Promise.all(
    urls.map((url, index) => awaitHealth(url, { ...options, name: names[index] ?? '' }, { ...ports, fetch })),
  );
  const skew = aws.now() - clock.now();
  return reports.map((report) => shifted(report, skew));
}

/** By AWS's clock, as stacks and services are: a duration runs over all of them. */
function shifted(report: CheckReport, milliseconds: number): CheckReport {
  const move = (at: string | undefined) =>
    at === undefined ? at : new Date(Date.parse(at) + milliseconds).toISOString();
  return { ...report, ...compact({ startedAt: move(report.startedAt), endedAt: move(report.endedAt) }) };
}

function checkPorts({ clock, random, cancelled: signal, log }: Step): CheckPorts {
  const once = logOnce(log);
  const say: CheckPorts['say'] = (line, level, title) => once[level](line, title);
  return { clock, random, signal, say };
}
