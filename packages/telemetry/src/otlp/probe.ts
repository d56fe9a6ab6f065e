import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { otlpConfig } from './config.ts';
import type { Destination } from './destination.ts';
import { type ExportPorts, headersFor } from './export.ts';
import { send } from './send.ts';
import { troubleOfAnswer, troubleOfError } from './trouble.ts';

interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly line: string;
}

const LIMIT_MS = 5000;
/** No message at all is a request that asks for nothing (protobuf.dev: an empty message has no bytes). */
const NOTHING = new Uint8Array();

/** Whether telemetry would arrive: an empty request for each signal, which stores nothing. */
export async function probeTelemetry(
  inputs: { readonly endpoint?: string | undefined; readonly headers?: string | undefined },
  ports: Pick<Step, 'env' | 'clock' | 'random'> & Pick<ExportPorts, 'credentials'>,
): Promise<readonly Finding[]> {
  try {
    const config = otlpConfig(inputs, ports.env);
    if (config === undefined) return [];
    const found = await Promise.all(config.destinations.map((destination) => probe(destination, ports)));
    return [...found, ...config.notes.map((line): Finding => ({ level: 'warning', line }))];
  } catch (error) {
    return [{ level: 'error', line: errorLine(error) }];
  }
}

async function probe(destination: Destination, ports: ExportPorts): Promise<Finding> {
  const { signal, url, aws } = destination;
  const { host } = new URL(url);
  const { clock } = ports;
  try {
    const headers = await headersFor(destination, NOTHING, ports);
    const answer = await send(destination, headers, NOTHING, withTimeout(LIMIT_MS, clock));
    if (answer.status < 300) return { level: 'ok', line: `${host} takes ${signal}` };
    const { what, cure } = troubleOfAnswer(answer, destination, clock.now());
    // Whether CloudWatch takes an empty request is not documented; it has let us in.
    if (aws !== undefined && answer.status === 400)
      return {
        level: 'warning',
        line: `${signal}: ${host} knows the job, but did not take an empty request`,
      };
    return { level: 'error', line: `${signal}: ${what}: ${cure}.` };
  } catch (error) {
    const { what, cure } = troubleOfError(error, destination);
    return { level: 'error', line: `${signal}: ${what}: ${cure}.` };
  }
}
