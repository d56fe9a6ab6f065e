import { type Clock, systemClock } from '@signalbox/runner/clock';
import type { FaultAnswers, FaultRule } from '../service/faults.ts';
import { type Incoming, type Reply, type Service, startService } from '../service/http.ts';
import { type Account, Refusal } from './account.ts';
import { ACTIONS } from './actions.ts';
import { begin, newStack, type SimulatedStack, type StackView, viewStack } from './stack.ts';
import type { Timeline } from './timeline.ts';
import { failure, success } from './xml.ts';

export interface CloudFormationOptions {
  readonly clock?: Clock;
  readonly seed?: number;
  readonly port?: number;
  /** False: only `fetch` works. @default true */
  readonly sockets?: boolean;
  /** How much faster than recorded timelines are played. @default 1 */
  readonly speed?: number;
}

export interface CloudFormationSimulator extends Service {
  /**
   * A stack and what its coming deployments will do. Nothing happens before the first begins:
   * by `begin`, or by CreateStack, UpdateStack, ExecuteChangeSet or DeleteStack from a client.
   */
  add(
    timelines: readonly [Timeline, ...Timeline[]],
    given?: { readonly earlierUpdates?: number },
  ): SimulatedStack;
  /** @throws when no timeline is left */
  begin(stack: SimulatedStack): void;
  /** The stack as it is now; undefined when it does not exist. */
  look(nameOrArn: string): StackView | undefined;
  /** Actions that are answered with AccessDenied, such as DescribeEvents. */
  readonly denied: Set<string>;
  /** How often each action was called. */
  calls(): Readonly<Record<string, number>>;
  /** The region that each call was signed for. */
  regions(): readonly string[];
  /** From now on, or from the `skip`th call on: what expired session credentials get. Returns how to renew them. */
  expireCredentials(rule?: Omit<FaultRule, 'fault'>): () => void;
}

/** A local CloudFormation, AWS Query protocol. Point the SDK at it with AWS_ENDPOINT_URL_CLOUDFORMATION. */
export async function startCloudFormation(
  options: CloudFormationOptions = {},
): Promise<CloudFormationSimulator> {
  const { clock = systemClock, speed = 1 } = options;
  const account: Account = { stacks: [], clock, speed, denied: new Set() };
  const regions: string[] = [];
  const service = await startService({
    ...options,
    clock,
    faultAnswers: FAULT_ANSWERS,
    handler: (request) => {
      const region = regionOf(request);
      regions.push(region);
      return dated(answer(inRegion(account, region), request), clock.now());
    },
  });
  return {
    ...service,
    denied: account.denied,
    add: (timelines, given = {}) => {
      const stack = newStack(timelines, { now: clock.now(), ...given });
      account.stacks.push(stack);
      return stack;
    },
    begin: (stack) => {
      if (!begin(stack, { now: clock.now(), speed })) throw new Error(`${stack.name}: no timeline is left`);
    },
    look: (nameOrArn) => viewStack(account.stacks, nameOrArn, clock.now()),
    calls: () => {
      const counts: Record<string, number> = {};
      for (const { body } of service.log) {
        const action = new URLSearchParams(body).get('Action') ?? '';
        counts[action] = (counts[action] ?? 0) + 1;
      }
      return counts;
    },
    regions: () => regions,
    expireCredentials: (rule = {}) =>
      service.faults.add({ ...rule, fault: { kind: 'status', status: EXPIRED } }),
  };
}

/** The region in the scope of the request's signature. */
const regionOf = ({ headers }: Incoming): string =>
  /Credential=[^/]*\/\d+\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? '';

/** A stack is known in its own region only, by name and by ARN alike. */
const inRegion = (account: Account, region: string): Account => ({
  ...account,
  stacks: account.stacks.filter((stack) => stack.region === region),
});

function answer(account: Account, request: Incoming): Reply {
  const parameters = new URLSearchParams(request.body);
  const name = parameters.get('Action') ?? '';
  if (!/^AWS4-HMAC-SHA256 Credential=/.test(request.headers['authorization'] ?? '')) {
    const message = 'Request is missing Authentication Token';
    return failure({ status: 403, code: 'MissingAuthenticationToken', message });
  }
  const action = ACTIONS[name];
  if (request.method !== 'POST' || !action) {
    return failure({ status: 400, code: 'InvalidAction', message: `Could not find operation ${name}` });
  }
  if (account.denied.has(name)) {
    const message = `User: arn:aws:iam::123456789012:user/deploy is not authorized to perform: cloudformation:${name}`;
    return failure({ status: 403, code: 'AccessDenied', message });
  }
  try {
    return success(name, action(account, parameters));
  } catch (error) {
    if (error instanceof Refusal) return failure(error.error);
    throw error;
  }
}

/** AWS's answers tell its own time, by which clients measure. */
const dated = (reply: Reply, now: number): Reply => ({
  ...reply,
  headers: { ...reply.headers, date: new Date(now).toUTCString() },
});

/** The status that the fault "expired credentials" is asked for with; answered as 403 ExpiredToken. */
const EXPIRED = 403;

const FAULT_ANSWERS: FaultAnswers = {
  error: (status) => {
    if (status === EXPIRED) {
      const message = 'The security token included in the request is expired';
      return failure({ status, code: 'ExpiredToken', message });
    }
    const code = status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
    return failure({ status, code, message: 'The request processing has failed' });
  },
  rateLimit: () => failure({ status: 400, code: 'Throttling', message: 'Rate exceeded' }),
};
