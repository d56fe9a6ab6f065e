import { parseArn } from '@signalbox/cloudformation/console';
import { awsFor } from '@signalbox/cloudformation/for-step';
import { regionsOf } from '@signalbox/cloudformation/names';
import { bakedFor } from '@signalbox/estimate/bake';
import { connectEcs } from '@signalbox/readiness/aws';
import { type CloudWatch, connectCloudWatch } from '@signalbox/readiness/cloudwatch';
import { inspectService, investigateService } from '@signalbox/readiness/inspect';
import type { EcsReader } from '@signalbox/readiness/ports';
import { regionOfService, serviceOfArn } from '@signalbox/readiness/service';
import { registryFor } from '@signalbox/registry/for-step';
import { history } from '@signalbox/registry/status';
import { DEPLOYMENT_VARIABLE } from '@signalbox/runner/correlation';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { notifierFor } from '@signalbox/slack/for-step';
import { alarmsGoneOff } from './bake.ts';
import type { WatchInputs } from './inputs.ts';
import type { Connection, Ports } from './ports.ts';
import type { Subscriber } from './reporting/broadcaster.ts';
import { registryPage } from './reporting/registry-page.ts';
import { OUTCOME_TOLD_ELSEWHERE, slackThread } from './reporting/slack-thread.ts';

/** The real world. */
export const connections: Omit<Ports, 'bundle' | 'fetch'> = {
  connect,
  subscribers: async (inputs, step, correlationId) => {
    const found = await Promise.all([slack(inputs, step, correlationId), page(inputs, step)]);
    return found.filter((subscriber) => subscriber !== undefined);
  },
  runs: async (inputs, step) => {
    const { environment, 'github-token': token } = inputs;
    if (environment === undefined || token === undefined) return [];
    try {
      const runs = await history(await registry(inputs, step, token), environment, HISTORY_LIMIT);
      // Of a stack: what comes after it is added by the broadcaster.
      return bakedFor(runs, 0);
    } catch (error) {
      step.log.info(`Without the registry's history: ${errorLine(error)}`);
      return [];
    }
  },
};

/** AWS, with credentials that can be renewed. Loads the SDKs; sends nothing yet. */
export async function connect(
  inputs: Pick<WatchInputs, 'stack-name' | 'aws-region' | 'role-to-assume'>,
  step: Step,
  correlationId: string,
): Promise<Connection> {
  const { 'aws-region': given, 'role-to-assume': roleArn, 'stack-name': stacks } = inputs;
  const aws = awsFor({ region: given, roleArn, correlationId }, step);
  const { region, connection, readerIn, readerOf, renew } = aws;
  const services = new Map<string | undefined, Promise<EcsReader>>();
  let otherCalls = 0;
  const ecs = (region?: string) => {
    const reader = services.get(region) ?? connectEcs({ ...connection, region, called: () => otherCalls++ });
    services.set(region, reader);
    return reader;
  };
  const metrics = new Map<string | undefined, Promise<CloudWatch>>();
  const cloudwatch = (elsewhere: string | undefined) => {
    const at = elsewhere ?? region;
    const reader =
      metrics.get(at) ?? connectCloudWatch({ ...connection, region: at, called: () => otherCalls++ });
    metrics.set(at, reader);
    return reader;
  };
  const [first] = stacks;
  const ecsOf = (arn: string) => ecs(parseArn(arn)?.region ?? region);
  return {
    // Addresses alone need no region.
    reader: await (first === undefined ? readerIn(region) : readerOf(first)),
    readerOf,
    calls: () => aws.calls() + otherCalls,
    renew,
    // Plain and Express services alike: their physical id is the service's ARN.
    investigate: async ({ physicalId, alarms = [] }) => [
      ...(alarms.length > 0 ? await alarmsGoneOff(alarms, cloudwatch) : []),
      ...(serviceOfArn(physicalId) ? await investigateService(physicalId, await ecsOf(physicalId)) : []),
    ],
    inspect: async ({ physicalId }) =>
      serviceOfArn(physicalId) ? inspectService(physicalId, await ecsOf(physicalId)) : undefined,
    services: async (service) => ecs(regionOfService(service, regionsOf(given, step.env))),
    ...{ region, cloudwatch },
  };
}

const HISTORY_LIMIT = 50;

async function registry(inputs: WatchInputs, step: Step, token: string) {
  const repository = inputs.repository ?? step.job.repository;
  return (await registryFor({ repository, 'github-token': token }, step)).registry;
}

async function page(inputs: WatchInputs, step: Step): Promise<Subscriber | undefined> {
  const id = inputs['deployment-id'] ?? (Number(step.env[DEPLOYMENT_VARIABLE]) || undefined);
  const token = inputs['github-token'];
  if (id === undefined || token === undefined) return undefined;
  return registryPage(await registry(inputs, step, token), id);
}

async function slack(
  inputs: WatchInputs,
  step: Step,
  correlationId: string,
): Promise<Subscriber | undefined> {
  const notifier = await notifierFor(inputs, step, correlationId);
  if (notifier === undefined) return undefined;
  return slackThread(notifier, {
    now: () => step.clock.now(),
    reportsOutcome: !step.env[OUTCOME_TOLD_ELSEWHERE],
  });
}
