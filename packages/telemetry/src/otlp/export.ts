import { type Clock, withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { Env } from '@signalbox/runner/inputs';
import { retry } from '@signalbox/runner/retry';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Metric, Temporality } from '../model/metrics.ts';
import type { LogRecord } from '../model/records.ts';
import type { Span } from '../model/spans.ts';
import type { OtlpConfig } from './config.ts';
import type { Destination, Signal } from './destination.ts';
import { loadSerializers, type Serializers } from './encode.ts';
import { type Answer, send } from './send.ts';
import { type AwsCredentials, ambientCredentials, signedHeaders } from './sign.ts';
import { type Trouble, troubleOfAnswer, troubleOfError } from './trouble.ts';

/** For everything: a deployment is over, and people wait for its job. */
const BUDGET_MS = 5000;
const TRIES = 3;
const FIRST_DELAY_MS = 250;
/** Reserved for what comes after the last answer. */
const MARGIN_MS = 200;

export interface ExportPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly env: Env;
  /** @default the job's own */
  readonly credentials?: (() => Promise<AwsCredentials>) | undefined;
}

/** What there is to send. */
export interface Signals {
  readonly metrics: (temporality: Temporality) => readonly Metric[];
  /** None but of a deployment that has ended, as with logs. */
  readonly traces?: () => readonly Span[];
  readonly logs?: () => readonly LogRecord[];
}

/** What became of one signal. */
export interface Exported {
  readonly signal: Signal;
  readonly trouble?: Trouble;
}

/** Why a signal did not arrive, on its way through `retry`. */
class NotTaken extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.what);
    this.trouble = trouble;
  }
}

/** Sends all signals at once, within 5 s and three tries each. Never throws. */
export async function exportAll(
  signals: Signals,
  config: OtlpConfig,
  ports: ExportPorts,
): Promise<readonly Exported[]> {
  const deadline = ports.clock.now() + BUDGET_MS - MARGIN_MS;
  const serializers = await loadSerializers();
  return await Promise.all(
    config.destinations
      .filter(({ signal }) => signals[signal] !== undefined)
      .map(async (destination): Promise<Exported> => {
        const { signal } = destination;
        try {
          const body = bodyOf(signal, signals, { config, serializers, ports });
          if (body !== undefined) await deliver(destination, body, { serializers, ports, deadline });
          return { signal };
        } catch (error) {
          const trouble =
            error instanceof NotTaken
              ? error.trouble
              : { what: errorLine(error), cure: INTERNAL, retry: false };
          return { signal, trouble };
        }
      }),
  );
}

const INTERNAL = 'this is a mistake of Signalbox: please report it';

interface Making {
  readonly config: OtlpConfig;
  readonly serializers: Serializers;
  readonly ports: ExportPorts;
}

/** Undefined: there is nothing to send. */
function bodyOf(
  signal: Signal,
  { metrics, traces, logs }: Signals,
  { config, serializers, ports }: Making,
): Uint8Array | undefined {
  const { resource, temporality } = config;
  if (signal === 'traces') return traces && serializers.traces(traces(), resource);
  if (signal === 'logs') return logs && serializers.logs(logs(), resource);
  const found = metrics(temporality);
  return found.length === 0
    ? undefined
    : serializers.metrics(found, temporality, resource, ports.clock.now());
}

interface Delivery {
  readonly serializers: Serializers;
  readonly ports: ExportPorts;
  readonly deadline: number;
}

/** @throws NotTaken when it did not arrive */
async function deliver(
  destination: Destination,
  body: Uint8Array,
  { serializers, ports, deadline }: Delivery,
): Promise<void> {
  const { clock, random } = ports;
  const answer = await retry(() => attempt(destination, body, { ports, deadline }), {
    ...{ clock, random, deadline, attempts: TRIES, firstDelayMs: FIRST_DELAY_MS },
    classify: (error) =>
      error instanceof NotTaken
        ? {
            retry: error.trouble.retry,
            ...(error.trouble.afterMs === undefined ? {} : { afterMs: error.trouble.afterMs }),
          }
        : { retry: false },
  });
  const rejected = rejectedIn(answer, destination.signal, serializers);
  if (rejected !== undefined)
    throw new NotTaken({
      what: `it took a part only: ${oneLine(rejected, 200)}`,
      cure: 'look at its log: some of it is not what it takes',
      retry: false,
    });
}

/** An answer that cannot be read says nothing else than that it was taken. */
function rejectedIn({ body }: Answer, signal: Signal, { rejected }: Serializers): string | undefined {
  try {
    return body.length === 0 ? undefined : rejected[signal](body);
  } catch {
    return undefined;
  }
}

async function attempt(
  destination: Destination,
  body: Uint8Array,
  { ports, deadline }: Omit<Delivery, 'serializers'>,
): Promise<Answer> {
  const { clock } = ports;
  const headers = await headersFor(destination, body, ports);
  const limit = Math.min(destination.timeoutMs, deadline - clock.now());
  let answer: Answer;
  try {
    answer = await send(destination, headers, body, withTimeout(limit, clock));
  } catch (error) {
    throw new NotTaken(troubleOfError(error, destination));
  }
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new NotTaken(troubleOfAnswer(answer, destination, clock.now()));
}

/** What one request is sent with; signed where AWS is asked. @throws NotTaken without credentials */
export async function headersFor(
  destination: Destination,
  body: Uint8Array,
  { credentials, env, clock }: ExportPorts,
): Promise<Readonly<Record<string, string>>> {
  const { aws, headers } = destination;
  if (aws === undefined) return headers;
  try {
    const known = await (credentials ?? (() => ambientCredentials(env)))();
    return await signedHeaders({ ...destination, aws }, body, { credentials: known, now: clock.now() });
  } catch (error) {
    throw new NotTaken({ what: errorLine(error), cure: CREDENTIALS, retry: false });
  }
}

const CREDENTIALS =
  'give the job AWS credentials that have not expired (its role needs cloudwatch:PutMetricData)';
