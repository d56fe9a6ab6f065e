import { readFileSync } from 'node:fs';
import { UserError } from '@signalbox/runner/errors';
import { type Env, endpoint } from '@signalbox/runner/inputs';
import { oneLine } from '@signalbox/runner/untrusted';
import { compact } from '@signalbox/runner/values';
import type { Attributes } from '../model/deployment.ts';
import type { Temporality } from '../model/metrics.ts';
import { cloudWatchUrl, parseCloudWatch } from './cloudwatch.ts';
import { type Destination, SIGNALS, type Signal } from './destination.ts';

export interface OtlpConfig {
  readonly destinations: readonly Destination[];
  readonly temporality: Temporality;
  /** Attributes of the sender, as OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say. */
  readonly resource: Attributes;
  /** What is not sent although nothing is wrong, and how to have it. */
  readonly notes: readonly string[];
}

/** The inputs, where they were given. */
interface OtlpInputs {
  readonly endpoint?: string | undefined;
  readonly headers?: string | undefined;
}

/** docs: otlp/exporter, "Timeout"; a deployment never waits so long. */
const TIMEOUT_MS = 10_000;

/**
 * Where telemetry goes by the inputs, and else by OpenTelemetry's own variables
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/, .../configuration/sdk-environment-variables/).
 * Undefined: nowhere. @throws UserError naming what is wrong
 */
export function otlpConfig(inputs: OtlpInputs, env: Env): OtlpConfig | undefined {
  if (env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return undefined;
  const found = SIGNALS.flatMap((signal) => {
    const address = addressOf(signal, inputs, env);
    return address === undefined || isOff(signal, env) ? [] : [{ signal, ...address }];
  });
  if (found.length === 0) return undefined;
  const notes: string[] = [];
  const destinations = found.flatMap(({ signal, ...address }): Destination[] => {
    const headers = headersOf(signal, inputs, env);
    if (address.aws !== undefined && signal === 'logs' && !namesLogStream(headers)) {
      notes.push(NO_LOG_STREAM);
      return [];
    }
    return [{ signal, ...address, headers, ...transportOf(signal, env) }];
  });
  return { destinations, temporality: temporalityOf(env), resource: resourceOf(env), notes };
}

/** Both must be there already, and be named (docs: AmazonCloudWatch, CloudWatch-OTLPEndpoint.html, "Logs endpoint"). */
const namesLogStream = (headers: Readonly<Record<string, string>>): boolean =>
  'x-aws-log-group' in headers && 'x-aws-log-stream' in headers;

const NO_LOG_STREAM =
  'Logs are not sent to CloudWatch: name a log group and a stream that exist in "otlp-headers" (x-aws-log-group=...,x-aws-log-stream=...).';

/** `OTEL_TRACES_EXPORTER=none`, and so on. */
const isOff = (signal: Signal, env: Env): boolean =>
  env[`OTEL_${signal.toUpperCase()}_EXPORTER`]?.trim() === 'none';

/** What a variable says for one signal, and else for all. */
const settingOf = (name: string, signal: Signal, env: Env): string | undefined =>
  env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`]?.trim() ||
  env[`OTEL_EXPORTER_OTLP_${name}`]?.trim() ||
  undefined;

function addressOf(
  signal: Signal,
  inputs: OtlpInputs,
  env: Env,
): Pick<Destination, 'url' | 'aws'> | undefined {
  const own = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`;
  const [text, name, whole] =
    inputs.endpoint !== undefined
      ? [inputs.endpoint, 'Input "otlp-endpoint"', false]
      : env[own]?.trim()
        ? [env[own].trim(), `Variable ${own}`, true]
        : [env['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim() ?? '', 'Variable OTEL_EXPORTER_OTLP_ENDPOINT', false];
  if (text === '') return undefined;
  const cloudWatch = parseCloudWatch(text, env);
  if (cloudWatch !== undefined) return cloudWatchUrl(signal, cloudWatch, env);
  const { parse, accepts } = endpoint();
  if (parse(text) === undefined) throw new UserError(`${name}: expected ${accepts}, or cloudwatch[:region].`);
  const url = new URL(text);
  // The variable of one signal is its whole address; the common one is what `v1/…` is appended to.
  if (!whole) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/${signal}`;
  return { url: url.href };
}

function headersOf(signal: Signal, inputs: OtlpInputs, env: Env): Readonly<Record<string, string>> {
  const common = inputs.headers ?? env['OTEL_EXPORTER_OTLP_HEADERS'] ?? '';
  const name = inputs.headers === undefined ? 'Variable OTEL_EXPORTER_OTLP_HEADERS' : 'Input "otlp-headers"';
  const variable = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_HEADERS`;
  return { ...parseHeaders(common, name), ...parseHeaders(env[variable] ?? '', `Variable ${variable}`) };
}

/**
 * `name=value` pairs, separated by commas or line ends; values may be percent-encoded, as in W3C Baggage (docs: otlp/exporter,
 * "Specifying headers via environment variables"). Names in lower case. @throws UserError, which quotes none of it
 */
export function parseHeaders(text: string, input: string): Readonly<Record<string, string>> {
  const pairs = text
    .split(/[,\n]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair, at) => {
      const [, name = '', raw = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
      const value = decoded(raw.trim());
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name.trim()) || !/^[\t\x20-\x7e\x80-\xff]+$/.test(value))
        throw new UserError(
          `${input}: header ${at + 1} is not name=value (its text is not shown, it is a secret). Separate headers by commas; write a comma or an equals sign in a value as %2C or %3D.`,
        );
      return [name.trim().toLowerCase(), value];
    }),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // A percent sign that encodes nothing means itself.
  }
}

function transportOf(signal: Signal, env: Env): Pick<Destination, 'timeoutMs' | 'gzip' | 'tls'> {
  const timeout = Number(settingOf('TIMEOUT', signal, env) ?? Number.NaN);
  const tls = compact({
    ca: pemOf('CERTIFICATE', signal, env),
    cert: pemOf('CLIENT_CERTIFICATE', signal, env),
    key: pemOf('CLIENT_KEY', signal, env),
  });
  return {
    timeoutMs: timeout > 0 ? timeout : TIMEOUT_MS,
    gzip: settingOf('COMPRESSION', signal, env) === 'gzip',
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}

function pemOf(name: string, signal: Signal, env: Env): string | undefined {
  const path = settingOf(name, signal, env);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UserError(
      `Variable OTEL_EXPORTER_OTLP_${name}: the file ${oneLine(path, 200)} cannot be read.`,
    );
  }
}

/** `lowmemory` is delta for counters and histograms, which is all that it concerns here. */
const temporalityOf = (env: Env): Temporality =>
  ['delta', 'lowmemory'].includes(
    env['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE']?.trim().toLowerCase() ?? '',
  )
    ? 'delta'
    : 'cumulative';

function resourceOf(env: Env): Attributes {
  const pairs = (env['OTEL_RESOURCE_ATTRIBUTES'] ?? '').split(',').flatMap((pair) => {
    const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [[name, decoded(value.trim())] as const];
  });
  const given = Object.fromEntries(pairs);
  const service = env['OTEL_SERVICE_NAME']?.trim() || given['service.name'] || 'signalbox';
  return { ...given, 'service.name': service };
}
