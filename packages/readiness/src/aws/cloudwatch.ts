import type { CloudWatchClientConfig } from '@aws-sdk/client-cloudwatch';
import { keepServerTime, renewOnExpiry } from '@signalbox/cloudformation/aws-client';
import type { Clock } from '@signalbox/runner/clock';
import type { AlarmReader } from '../bake/ports.ts';
import { alarmReader } from './cloudwatch-alarms.ts';
import { type OpenQueries, queryReader } from './cloudwatch-queries.ts';

interface ConnectOptions {
  readonly clock: Clock;
  readonly region?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
  readonly renew?: (() => Promise<boolean>) | undefined;
  /** Called for each request. */
  readonly called?: () => void;
  /** What sends the requests. @default the SDK's own */
  readonly requestHandler?: CloudWatchClientConfig['requestHandler'];
}

/** CloudWatch's alarms and its PromQL, of one region. */
export interface CloudWatch extends AlarmReader {
  /** PromQL of the same region. */
  readonly queries: OpenQueries;
}

const REQUEST_TIMEOUT_MS = 10_000;

/** Connects to CloudWatch, and loads its SDK. Sends nothing yet; AWS_ENDPOINT_URL* are the SDK's to honour. */
export async function connectCloudWatch(options: ConnectOptions): Promise<CloudWatch> {
  const { clock, region, correlationId, credentials, renew, called = () => {} } = options;
  const sdk = await import('@aws-sdk/client-cloudwatch');
  const client = new sdk.CloudWatchClient({
    // Polls are repeated anyway; the SDK's quick tries would only add to a throttle.
    maxAttempts: 1,
    requestHandler: options.requestHandler ?? {
      ...{ requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: REQUEST_TIMEOUT_MS },
    },
    customUserAgent: [
      ['signalbox'],
      ...(correlationId ? [['correlation-id', correlationId] as [string, string]] : []),
    ],
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if (renew !== undefined) renewOnExpiry(client, renew);
  return {
    ...alarmReader({ sdk, client, called, now: keepServerTime(client, clock).now }),
    queries: queryReader({ client, clock, called, renew }),
  };
}
