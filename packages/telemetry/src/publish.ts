import { resolve } from 'node:path';
import { errorLine } from '@signalbox/runner/errors';
import type { Env } from '@signalbox/runner/inputs';
import { rememberSecret } from '@signalbox/runner/secrets';
import type { Step } from '@signalbox/runner/step';
import type { TelemetryInputs } from './inputs.ts';
import type { DeploymentTelemetry, EnvironmentTelemetry } from './model/deployment.ts';
import { metricsOf, type Temporality } from './model/metrics.ts';
import { rootSpanOf } from './model/parent.ts';
import { prometheusText } from './model/prometheus.ts';
import { jsonLines, recordsOf } from './model/records.ts';
import { spansOf } from './model/spans.ts';
import { type OtlpConfig, otlpConfig } from './otlp/config.ts';
import { type Exported, exportAll, type Signals } from './otlp/export.ts';
import type { AwsCredentials } from './otlp/sign.ts';
import { appendFile, replaceFile } from './write/files.ts';

export interface PublishResult {
  readonly status: 'off' | 'sent' | 'partial' | 'failed';
  readonly traceId: string;
}

type PublishingStep = Pick<Step, 'env' | 'log' | 'clock' | 'random' | 'mask'>;

interface PublishOptions {
  /** For CloudWatch. @default the job's own */
  readonly credentials?: (() => Promise<AwsCredentials>) | undefined;
}

/** Publishes the telemetry of a deployment that has ended. Takes 5 s at most, never throws, and says in one warning what went wrong. */
export async function publishDeployment(
  deployment: DeploymentTelemetry,
  inputs: TelemetryInputs,
  step: PublishingStep,
  options: PublishOptions = {},
): Promise<PublishResult> {
  const { env } = step;
  const signals = {
    metrics: (temporality: Temporality) => metricsOf(deployment, temporality),
    traces: () => spansOf(deployment, env),
    logs: () => recordsOf(deployment, env),
  };
  const log = writeFile('log-path', inputs, env, (path) => appendFile(path, jsonLines(deployment, env)));
  const status = await publishAll(signals, inputs, step, {
    ...options,
    complaints: log,
    unharmed: 'The deployment itself',
  });
  return { status, traceId: rootSpanOf(deployment, env).root.traceId };
}

/** The same of an environment at a moment in which no deployment ends: metrics alone. */
export const publishEnvironment = (
  environment: EnvironmentTelemetry,
  inputs: TelemetryInputs,
  step: PublishingStep,
): Promise<PublishResult['status']> =>
  publishAll({ metrics: (temporality) => metricsOf(environment, temporality) }, inputs, step, {
    complaints: [],
    unharmed: 'The environment itself',
  });

interface Publication extends PublishOptions {
  readonly complaints: readonly string[];
  /** What a trouble of telemetry does no harm to. */
  readonly unharmed: string;
}

async function publishAll(
  signals: Signals,
  inputs: TelemetryInputs,
  step: PublishingStep,
  { credentials, complaints, unharmed }: Publication,
): Promise<PublishResult['status']> {
  const written = writeFile('metrics-path', inputs, step.env, (path) =>
    // A collector of files knows no deltas.
    replaceFile(path, prometheusText(signals.metrics('cumulative'))),
  );
  const sent = await sendAll(signals, inputs, step, credentials);
  const all = [...written, ...complaints, ...sent.complaints];
  if (all.length > 0) step.log.warning(`${all.join(' ')} ${unharmed} is not affected.`, 'Telemetry');
  return sent.status;
}

/** A line when it could not be written. */
function writeFile(
  input: 'metrics-path' | 'log-path',
  inputs: TelemetryInputs,
  env: Env,
  how: (path: string) => void,
): readonly string[] {
  const path = inputs[input];
  if (path === undefined) return [];
  try {
    how(resolve(env['GITHUB_WORKSPACE'] || '.', path));
    return [];
  } catch (error) {
    return [
      `The file of "${input}" could not be written (${errorLine(error)}): name one that may be written.`,
    ];
  }
}

interface Sent {
  readonly status: PublishResult['status'];
  readonly complaints: readonly string[];
}

async function sendAll(
  signals: Signals,
  inputs: TelemetryInputs,
  step: PublishingStep,
  credentials: PublishOptions['credentials'],
): Promise<Sent> {
  const { env, log, clock, random } = step;
  let config: OtlpConfig | undefined;
  try {
    config = otlpConfig({ endpoint: inputs['otlp-endpoint'], headers: inputs['otlp-headers'] }, env);
  } catch (error) {
    return { status: 'failed', complaints: [`Telemetry was not sent. ${errorLine(error)}`] };
  }
  if (config === undefined) return { status: 'off', complaints: [] };
  hideHeaders(config, step);
  for (const note of config.notes) log.info(note);
  const exported = await exportAll(signals, config, { clock, random, env, credentials });
  const failed = exported.filter(({ trouble }) => trouble !== undefined);
  if (failed.length === 0) {
    log.info(`Telemetry sent: ${exported.map(({ signal }) => signal).join(', ')}.`);
    return { status: 'sent', complaints: [] };
  }
  const status = failed.length < exported.length ? 'partial' : 'failed';
  return { status, complaints: [complaintOf(failed)] };
}

/** Servers repeat what they were sent. */
function hideHeaders({ destinations }: OtlpConfig, { mask }: PublishingStep): void {
  for (const value of new Set(destinations.flatMap(({ headers }) => Object.values(headers)))) {
    const [, token = value] = /^(?:bearer|basic|api-token) +(.+)$/i.exec(value) ?? [];
    for (const secret of new Set([value, token])) {
      rememberSecret(secret);
      if (secret.length >= SHORTEST_SECRET) mask(secret);
    }
  }
}

/** What is shorter is a word, which would be taken out of every line of the job. */
const SHORTEST_SECRET = 6;

/** What did not arrive, why, and how to correct it: the first cure, since most often all have the same. */
function complaintOf(failed: readonly Exported[]): string {
  const byWhat = new Map<string, string[]>();
  for (const { signal, trouble } of failed)
    byWhat.set(trouble?.what ?? '', [...(byWhat.get(trouble?.what ?? '') ?? []), signal]);
  const what = [...byWhat].map(([why, signals]) => `${signals.join(', ')}: ${why}`).join('; ');
  const cure = failed[0]?.trouble?.cure ?? '';
  return `Telemetry did not arrive (${what}): ${cure}.`;
}
