import { type Env, endpoint, type Field, type Inputs, secret, text } from '@signalbox/runner/inputs';
import { CLOUDWATCH } from './otlp/cloudwatch.ts';

const address = endpoint();

/** The inputs of every action that ends a deployment, under the names of the contract. */
export const telemetryInputs = {
  'otlp-endpoint': {
    accepts: `${address.accepts}, or cloudwatch[:region]`,
    parse: (raw) => (CLOUDWATCH.test(raw) ? raw : address.parse(raw)),
  } satisfies Field<string | undefined> as Field<string | undefined>,
  'otlp-headers': secret(text('headers as name=value, separated by commas')),
  'metrics-path': text('a file for metrics in Prometheus text format'),
  'log-path': text('a file for JSON lines'),
};

export const telemetryOutputs = ['telemetry-status', 'trace-id'] as const;

export type TelemetryInputs = Inputs<typeof telemetryInputs>;

/** Whether anything is published at all: else nothing of telemetry is loaded. */
export const wantsTelemetry = (inputs: TelemetryInputs, env: Env): boolean =>
  [inputs['metrics-path'], inputs['log-path']].some((path) => path !== undefined) ||
  sendsTelemetry(inputs, env);

/** Variables that name where telemetry goes (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). */
const ENDPOINT = /^OTEL_EXPORTER_OTLP_((TRACES|METRICS|LOGS)_)?ENDPOINT$/;

/** Whether anything is sent. */
export const sendsTelemetry = (inputs: TelemetryInputs, env: Env): boolean =>
  env['OTEL_SDK_DISABLED']?.trim().toLowerCase() !== 'true' &&
  (inputs['otlp-endpoint'] !== undefined ||
    Object.entries(env).some(([name, value]) => ENDPOINT.test(name) && value?.trim()));
