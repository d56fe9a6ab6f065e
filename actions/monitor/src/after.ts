import type { CheckReport } from '@signalbox/cloudformation/report';
import { awaitService, type CheckPorts } from '@signalbox/readiness/ecs';
import { awaitHealth } from '@signalbox/readiness/health';
import type { Step } from '@signalbox/runner/step';
import type { MonitorInputs } from './inputs.ts';
import type { Connection } from './ports.ts';
import { since } from './since.ts';

/** "Stack complete" means configured, not ready: first the services' rollouts, then, if they are good, the addresses. */
export async function afterStacks(
  inputs: MonitorInputs,
  step: Step,
  world: { readonly connection: Connection; readonly fetch: typeof fetch },
): Promise<readonly CheckReport[]> {
  const ports = checkPorts(step);
  const { connection } = world;
  const skew = connection.reader.now() - step.clock.now();
  const begin = since(inputs['started-at'], step.env, step.clock.now()) + skew;
  const services = await rollouts(inputs, { ...ports, connection, since: begin });
  if (services.some(({ ok }) => !ok)) return services;
  const options = {
    status: inputs['health-status'],
    successes: inputs['health-successes'],
    timeoutSeconds: inputs['health-timeout'],
  };
  const health = inputs['health-url'].map((url) =>
    awaitHealth(url, options, { ...ports, fetch: world.fetch }),
  );
  return [...services, ...(await Promise.all(health))];
}

async function rollouts(
  inputs: MonitorInputs,
  ports: CheckPorts & { readonly connection: Connection; readonly since: number },
): Promise<readonly CheckReport[]> {
  const names = inputs['ecs-service'];
  if (names.length === 0) return [];
  const { connection, since } = ports;
  const reader = await connection.services();
  return Promise.all(names.map((name) => awaitService(name, inputs.timeout, { ...ports, reader, since })));
}

function checkPorts({ clock, random, cancelled: signal, log }: Step): CheckPorts {
  const told = new Set<string>();
  const say = (line: string, level: 'info' | 'warning') => {
    if (told.has(line)) return;
    told.add(line);
    if (level === 'warning') log.warning(line, 'Tasks fail to start');
    else log.info(line);
  };
  return { clock, random, signal, say };
}
