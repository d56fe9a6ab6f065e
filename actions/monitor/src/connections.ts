import { connectCloudFormation } from '@signalbox/cloudformation/aws';
import { renewableCredentials } from '@signalbox/cloudformation/oidc';
import { connectEcs } from '@signalbox/readiness/aws';
import { inspectService, investigateService } from '@signalbox/readiness/inspect';
import type { EcsReader } from '@signalbox/readiness/ports';
import { serviceOfArn } from '@signalbox/readiness/service';
import { registryFor } from '@signalbox/registry/for-step';
import { history } from '@signalbox/registry/history';
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
  inputs: Pick<MonitorInputs, 'aws-region' | 'role-to-assume'>,
  step: Step,
  correlationId: string,
): Promise<Connection> {
  const { env, clock } = step;
  const region = inputs['aws-region'] ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const roleArn = inputs['role-to-assume'];
  const renewable =
    roleArn === undefined
      ? undefined
      : renewableCredentials({ roleArn, region, env, fetch: globalThis.fetch });
  const aws = { region, correlationId, credentials: renewable?.credentials };
  let loaded: Promise<EcsReader> | undefined;
  let ecsCalls = 0;
  const ecs = () => {
    loaded ??= connectEcs({ ...aws, clock, renew: renewable?.renew, called: () => ecsCalls++ });
    return loaded;
  };
  const reader = await connectCloudFormation({ ...aws, clock });
  return {
    reader,
    calls: () => reader.calls() + ecsCalls,
    renew: renewable?.renew ?? (async () => false),
    // Plain and Express services alike: their physical id is the service's ARN.
    investigate: async ({ physicalId }) =>
      serviceOfArn(physicalId) ? investigateService(physicalId, await ecs()) : [],
    inspect: async ({ physicalId }) =>
      serviceOfArn(physicalId) ? inspectService(physicalId, await ecs()) : undefined,
    services: ecs,
  };
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
