import { type Clock, systemClock } from '@signalbox/runner/clock';
import { type Incoming, type Reply, type Service, startService } from '../service/http.ts';
import { ACTIONS, Refusal } from './actions.ts';
import { regionOf, type SimulatedAlarm } from './alarm.ts';
import { answerQuery, json, type SimulatedSeries } from './series.ts';

export interface CloudWatchSimulator extends Service {
  readonly alarms: SimulatedAlarm[];
  /** Asked of CloudWatch at `/api/v1/query` with a signature, and of the plain Prometheus that `prometheus` is. */
  readonly series: SimulatedSeries[];
  /** Actions that are answered with AccessDenied, such as DescribeAlarmHistory; GetMetricData is that of PromQL. */
  readonly denied: Set<string>;
  /** Access key ids whose session is over. */
  readonly expired: Set<string>;
  /** How often each action was called; PromQL counts as `QueryMetrics`. */
  calls(): Readonly<Record<string, number>>;
  /** The address of a Prometheus with the same series, which wants no signature. */
  readonly prometheus: string;
  /** What points the SDKs at it. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a Prometheus behind a path prefix is reached by, as one behind a reverse proxy is. */
const PROMETHEUS = '/prometheus';
const QUERY = '/api/v1/query';

/**
 * A local CloudWatch: alarms in AWS JSON 1.0 (what @aws-sdk/client-cloudwatch 3.1164.0 speaks: `serviceTarget`
 * GraniteServiceVersion20100801), PromQL by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-API-QueryMetrics.html.
 */
export async function startCloudWatch({
  clock = systemClock,
  sockets = true,
}: {
  readonly clock?: Clock;
  /** False: only `fetch` works. */
  readonly sockets?: boolean;
} = {}): Promise<CloudWatchSimulator> {
  const [alarms, series]: [SimulatedAlarm[], SimulatedSeries[]] = [[], []];
  const [denied, expired] = [new Set<string>(), new Set<string>()];
  const handler = (request: Incoming): Reply => {
    if (request.path === `${PROMETHEUS}${QUERY}`) return answerQuery(series, request, clock.now());
    const [, key, region, service] = SCOPE.exec(request.headers['authorization'] ?? '') ?? [];
    if (key === undefined || region === undefined) {
      return refusal('MissingAuthenticationToken', 'Missing Authentication Token', 403);
    }
    // The name that CloudWatch's requests are signed for (its endpoint is monitoring.REGION.amazonaws.com).
    if (service !== 'monitoring')
      return refusal(
        'SignatureDoesNotMatch',
        'Credential should be scoped to correct service: monitoring.',
        403,
      );
    if (expired.has(key))
      return refusal('ExpiredToken', 'The security token included in the request is expired', 403);
    const name = actionOf(request);
    const permission = name === 'QueryMetrics' ? 'GetMetricData' : name;
    if (denied.has(permission)) {
      return refusal(
        'AccessDenied',
        `User: deploy is not authorized to perform: cloudwatch:${permission}`,
        403,
      );
    }
    if (name === 'QueryMetrics') return answerQuery(series, request, clock.now());
    const action = ACTIONS[name];
    if (action === undefined) return refusal('InvalidAction', `Could not find operation ${name}`);
    try {
      const known = alarms.filter((alarm) => regionOf(alarm) === region);
      return json(200, action({ alarms: known, now: clock.now() }, JSON.parse(request.body)), AWS_JSON);
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.code, error.message);
      throw error;
    }
  };
  const faultAnswers = {
    error: (status: number) => refusal('InternalServiceFault', 'The request processing has failed', status),
    rateLimit: () => refusal('Throttling', 'Rate exceeded'),
  };
  const service = await startService({ clock, handler, faultAnswers, sockets });
  return {
    ...service,
    ...{ alarms, series, denied, expired, prometheus: `${service.url}${PROMETHEUS}` },
    calls: () => {
      const counts: Record<string, number> = {};
      for (const { headers, path } of service.log) {
        const name = actionOf({ headers, path });
        if (name !== '') counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    },
    env: { AWS_ENDPOINT_URL_CLOUDWATCH: service.url },
  };
}

const SCOPE = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/;
const AWS_JSON = 'application/x-amz-json-1.0';

const actionOf = ({ headers, path }: Pick<Incoming, 'headers' | 'path'>) =>
  path === QUERY ? 'QueryMetrics' : (headers['x-amz-target']?.split('.').at(-1) ?? '');

/** `__type` as AWS JSON has it, and the name that the query protocol had before (`awsQueryCompatible`). */
const refusal = (code: string, message: string, status = 400): Reply => {
  const reply = json(status, { __type: `com.amazonaws.cloudwatch#${code}`, message }, AWS_JSON);
  return { ...reply, headers: { ...reply.headers, 'x-amzn-query-error': `${code};Sender` } };
};
