import { connectCloudFormation } from '@signalbox/cloudformation/aws';
import { parseArn } from '@signalbox/cloudformation/console';
import { regionOf, regionsOf } from '@signalbox/cloudformation/names';
import { renewableCredentials } from '@signalbox/cloudformation/oidc';
import type { StackReader } from '@signalbox/cloudformation/reader';
import { connectEcs } from '@signalbox/readiness/aws';
import { inspectService, investigateService } from '@signalbox/readiness/inspect';
import type { EcsReader } from '@signalbox/readiness/ports';
import { serviceOfArn } from '@signalbox/readiness/service';
import { registryFor } from '@signalbox/registry/for-step';
import { history } from '@signalbox/registry/status';
import { DEPLOYMENT_VARIABLE } from '@signalbox/runner/correlation';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { notifierFor } from '@signalbox/slack/for-step';
import type { Audience } from './audience.ts';
import type { MonitorInputs } from './inputs.ts';
import type { Connection, Ports } from './ports.ts';
import { registryPage } from './registry-page.ts';
import { OUTCOME_TOLD_ELSEWHERE, slackThread } from './slack-thread.ts';

/** The real world. */
export const connections: Omit<Ports, 'bundle' | 'fetch'> = {
  connect,
  audiences: async (inputs, step, correlationId) => {
    const found = await Promise.all([slack(inputs, step, correlationId), page(inputs, step)]);
    return found.filter((audience) => audience !== undefined);
  },
  runs: async (inputs, step) => {
    const { environment, 'github-token': token } = inputs;
    if (environment === undefined || token === undefined) return [];
    try {
      return await history(await registry(inputs, step, token), environment, HISTORY_LIMIT);
    } catch (error) {
      step.log.info(`Without the registry's history: ${errorLine(error)}`);
      return [];
    }
  },
};

/** AWS, with credentials that can be renewed. Loads the SDKs; sends nothing yet. */
export async function connect(
  inputs: Pick<MonitorInputs, 'stack-name' | 'aws-region' | 'role-to-assume'>,
  step: Step,
  correlationId: string,
): Promise<Connection> {
  const { env, clock } = step;
  const regions = regionsOf(inputs['aws-region'], env);
  const region = regions.given ?? regions.environment;
  const roleArn = inputs['role-to-assume'];
  const renewable =
    roleArn === undefined
      ? undefined
      : renewableCredentials({ roleArn, region, env, fetch: globalThis.fetch });
  const aws = { correlationId, ...renewable };
  const readers = new Map<string, Promise<StackReader>>();
  const services = new Map<string, Promise<EcsReader>>();
  const connected: StackReader[] = [];
  let ecsCalls = 0;
  const readerIn = async (region?: string) => {
    const reader = await connectCloudFormation({ ...aws, region, clock });
    connected.push(reader);
    return reader;
  };
  const ecs = (region?: string) =>
    once(services, region, () => connectEcs({ ...aws, region, clock, called: () => ecsCalls++ }));
  const [first] = inputs['stack-name'];
  // Addresses alone need no region.
  const home = first === undefined ? region : regionOf(first, regions);
  const ecsOf = (arn: string) => ecs(parseArn(arn)?.region ?? region);
  return {
    reader: await once(readers, home, readerIn),
    readerOf: (stack) => once(readers, regionOf(stack, regions), readerIn),
    calls: () => connected.reduce((sum, reader) => sum + reader.calls(), ecsCalls),
    renew: renewable?.renew ?? (async () => false),
    // Plain and Express services alike: their physical id is the service's ARN.
    investigate: async ({ physicalId }) =>
      serviceOfArn(physicalId) ? investigateService(physicalId, await ecsOf(physicalId)) : [],
    inspect: async ({ physicalId }) =>
      serviceOfArn(physicalId) ? inspectService(physicalId, await ecsOf(physicalId)) : undefined,
    services: () => ecs(region),
  };
}

/** What is made once for each region. */
function once<T>(
  made: Map<string, Promise<T>>,
  region: string | undefined,
  make: (region?: string) => Promise<T>,
): Promise<T> {
  const found = made.get(region ?? '') ?? make(region);
  made.set(region ?? '', found);
  return found;
}

const HISTORY_LIMIT = 50;

async function registry(inputs: MonitorInputs, step: Step, token: string) {
  const repository = inputs.repository ?? step.job.repository;
  return (await registryFor({ repository, 'github-token': token }, step)).registry;
}

async function page(inputs: MonitorInputs, step: Step): Promise<Audience | undefined> {
  const id = inputs['deployment-id'] ?? (Number(step.env[DEPLOYMENT_VARIABLE]) || undefined);
  const token = inputs['github-token'];
  if (id === undefined || token === undefined) return undefined;
  return registryPage(await registry(inputs, step, token), id);
}

async function slack(
  inputs: MonitorInputs,
  step: Step,
  correlationId: string,
): Promise<Audience | undefined> {
  const notifier = await notifierFor(inputs, step, correlationId);
  if (notifier === undefined) return undefined;
  return slackThread(notifier, {
    now: () => step.clock.now(),
    tellsOutcome: !step.env[OUTCOME_TOLD_ELSEWHERE],
  });
}
