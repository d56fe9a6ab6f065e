import { type Clock, systemClock } from '@signalbox/runner/clock';
import { type Incoming, type Reply, type Service, startService } from '../service/http.ts';
import { ACTIONS, Refusal } from './actions.ts';
import type { SimulatedService } from './service.ts';

export interface EcsSimulator extends Service {
  readonly services: SimulatedService[];
  /** Actions that are answered with AccessDeniedException, such as GetLogEvents. */
  readonly denied: Set<string>;
  /** Access key ids whose session is over. */
  readonly expired: Set<string>;
  /** How often each action was called. */
  calls(): Readonly<Record<string, number>>;
  /** What points the SDKs at it. */
  readonly env: Readonly<Record<string, string>>;
}

/** A local ECS with the CloudWatch logs of its tasks and CodeDeploy, AWS JSON 1.1 protocol. */
export async function startEcs({
  clock = systemClock,
}: {
  readonly clock?: Clock;
} = {}): Promise<EcsSimulator> {
  const services: SimulatedService[] = [];
  const denied = new Set<string>();
  const expired = new Set<string>();
  const handler = (request: Incoming) => {
    const name = actionOf(request.headers);
    const scope = /^AWS4-HMAC-SHA256 Credential=([^/]+)(?:\/\d+\/([^/]+))?/;
    const [, key, region] = scope.exec(request.headers['authorization'] ?? '') ?? [];
    if (key === undefined) {
      return refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    // API reference, common errors: ExpiredTokenException, HTTP 403.
    if (expired.has(key)) {
      return refusal('ExpiredTokenException', 'The security token included in the request is expired', 403);
    }
    if (denied.has(name)) {
      return refusal('AccessDeniedException', `User: deploy is not authorized to perform: ${name}`);
    }
    const action = ACTIONS[name];
    if (action === undefined) return refusal('UnknownOperationException', '');
    try {
      const there = services.filter((each) => (each.region ?? region) === region);
      return json(200, action({ services: there, now: clock.now() }, JSON.parse(request.body)));
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.code, error.message);
      throw error;
    }
  };
  const faultAnswers = {
    error: (status: number) => json(status, { __type: 'ServerException' }),
    rateLimit: () => refusal('ThrottlingException', 'Rate exceeded'),
  };
  const service = await startService({ clock, handler, faultAnswers });
  return {
    ...service,
    services,
    denied,
    expired,
    calls: () => {
      const names = service.log.map(({ headers }) => actionOf(headers));
      return Object.fromEntries(
        [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]),
      );
    },
    env: {
      AWS_ENDPOINT_URL_ECS: service.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: service.url,
      AWS_ENDPOINT_URL_CODEDEPLOY: service.url,
    },
  };
}

const actionOf = (headers: Incoming['headers']) => headers['x-amz-target']?.split('.').at(-1) ?? '';

const refusal = (type: string, message: string, status = 400) => json(status, { __type: type, message });

const json = (status: number, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});
