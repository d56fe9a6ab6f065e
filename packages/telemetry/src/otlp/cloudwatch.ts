import { UserError } from '@signalbox/runner/errors';
import type { Env } from '@signalbox/runner/inputs';
import type { Destination, Signal } from './destination.ts';

/** `cloudwatch`, or `cloudwatch:eu-west-1`. */
export const CLOUDWATCH = /^cloudwatch(?::([a-z]{2,}(?:-[a-z0-9]+)+-\d{1,2}))?$/;

/** The region that `cloudwatch[:region]` means; undefined for an address. @throws UserError when nothing says a region */
export function parseCloudWatch(text: string, env: Env): string | undefined {
  const match = CLOUDWATCH.exec(text);
  if (match === null) return undefined;
  const region = match[1] ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION']);
  if (!region)
    throw new UserError(
      'Input "otlp-endpoint" is cloudwatch without a region, and neither AWS_REGION nor AWS_DEFAULT_REGION is set: write cloudwatch:eu-west-1, for example.',
    );
  return region;
}

/**
 * Each signal has a service of its own: `https://monitoring.REGION.amazonaws.com/v1/metrics`, `xray…/v1/traces`,
 * `logs…/v1/logs` (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html).
 */
const SERVICES: Readonly<Record<Signal, string>> = { metrics: 'monitoring', traces: 'xray', logs: 'logs' };

/** The SDK's variables for other endpoints, by service (docs: sdkref, Service-specific endpoints). */
const VARIABLES: Readonly<Record<Signal, string>> = {
  metrics: 'AWS_ENDPOINT_URL_CLOUDWATCH',
  traces: 'AWS_ENDPOINT_URL_XRAY',
  logs: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
};

/** Domains of the partitions (github.com/aws/aws-sdk-js-v3, partitions.json: dnsSuffix). */
const DOMAINS: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^eusc-/, 'amazonaws.eu'],
];

export function cloudWatchUrl(signal: Signal, region: string, env: Env): Pick<Destination, 'url' | 'aws'> {
  const service = SERVICES[signal];
  const domain = DOMAINS.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com';
  const given = env[VARIABLES[signal]] || env['AWS_ENDPOINT_URL'];
  const base = given ? given.replace(/\/$/, '') : `https://${service}.${region}.${domain}`;
  return { url: `${base}/v1/${signal}`, aws: { service, region } };
}
