import type { ECSClient } from '@aws-sdk/client-ecs';
import { type AwsClient, keepServerTime, renewOnExpiry } from '@signalbox/cloudformation/aws-client';
import type { Clock } from '@signalbox/runner/clock';
import type { Rollout } from '../model/service.ts';
import { codeDeployFetcher, type FetchNewestCodeDeployment } from './code-deploy.ts';
import { type FetchTail, tailFetcher } from './logs.ts';

export interface ConnectOptions {
  readonly clock: Clock;
  readonly region?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
  /** Gets new credentials when those in use have expired. False: it cannot. */
  readonly renew?: (() => Promise<boolean>) | undefined;
  /** Called at each request, to ECS, CodeDeploy or CloudWatch Logs. */
  readonly called?: () => void;
}

/** The clients, and what is remembered between reads. */
export interface EcsConnection {
  readonly sdk: typeof import('@aws-sdk/client-ecs');
  readonly client: ECSClient;
  /** AWS's time. */
  readonly now: () => number;
  readonly fetchTail: FetchTail;
  readonly fetchCodeDeployment: FetchNewestCodeDeployment;
  /** Deployments that are over, by id: they do not change any more, so each is fetched once. */
  readonly over: Map<string, Rollout>;
  /** Actions that were refused, and of which that was said. */
  readonly refused: Set<string>;
}

/** Loads the SDK of ECS. Sends nothing yet. */
export async function openConnection(options: ConnectOptions): Promise<EcsConnection> {
  const { clock, region, correlationId, credentials, renew, called = () => {} } = options;
  const sdk = await import('@aws-sdk/client-ecs');
  const client = new sdk.ECSClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 10_000 },
    customUserAgent: [
      ['signalbox'],
      ...(correlationId ? [['correlation-id', correlationId] as [string, string]] : []),
    ],
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const prepare = (each: AwsClient) => {
    if (renew !== undefined) renewOnExpiry(each, renew);
    each.middlewareStack.add(counted(called), {
      ...{ step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' },
    });
  };
  prepare(client);
  return {
    sdk,
    client,
    now: keepServerTime(client, clock).now,
    fetchTail: tailFetcher({ ecs: client, clock, prepare }),
    fetchCodeDeployment: codeDeployFetcher({ ecs: client, prepare }),
    over: new Map(),
    refused: new Set(),
  };
}

/** Middleware that counts each request, and each attempt of it. */
const counted =
  (called: () => void) =>
  <A extends readonly unknown[], T>(send: (...given: A) => T) =>
  (...given: A): T => {
    called();
    return send(...given);
  };
