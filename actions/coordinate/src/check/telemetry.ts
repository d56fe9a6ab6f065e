import type { Step } from '@signalbox/runner/step';
import { sendsTelemetry, type TelemetryInputs } from '@signalbox/telemetry/inputs';
import { awsOf } from './aws.ts';
import type { Row } from './row.ts';

/** Whether what receives telemetry takes it. Loads what sends it, where it is asked for. */
export async function checkTelemetry(
  inputs: TelemetryInputs & Parameters<typeof awsOf>[0],
  step: Step,
): Promise<readonly Row[]> {
  if (!sendsTelemetry(inputs, step.env)) return [];
  const { probeTelemetry } = await import('@signalbox/telemetry/probe');
  const given = { endpoint: inputs['otlp-endpoint'], headers: inputs['otlp-headers'] };
  const { connection } = awsOf(inputs, step);
  const credentials = inputs['role-to-assume'] === undefined ? undefined : connection.credentials;
  const { env, clock, random } = step;
  const found = await probeTelemetry(given, { env, clock, random, credentials });
  return found.map(({ level, line }) => ({
    ...{ subject: 'telemetry', line, level },
    ...(level === 'warning' ? { healthy: true } : {}),
  }));
}
