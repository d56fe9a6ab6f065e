import { connectCloudFormation } from '@signalbox/cloudformation/aws';
import { renewableCredentials } from '@signalbox/cloudformation/oidc';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { StackStatusReader } from '@signalbox/registry/port';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { retry } from '@signalbox/runner/retry';
import type { Step } from '@signalbox/runner/step';
import type { CoordinateInputs } from './inputs.ts';

const PASSING = ['throttled', 'unavailable'];

/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
export async function connectStacks(
  inputs: CoordinateInputs,
  step: Step,
  roleArn?: string,
): Promise<StackStatusReader> {
  const { clock, env, random, cancelled: signal } = step;
  const region = inputs['aws-region'] ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const renewable =
    roleArn === undefined
      ? undefined
      : renewableCredentials({ roleArn, region, env, fetch: globalThis.fetch });
  const reader = await connectCloudFormation({
    clock,
    region,
    correlationId: inputs['correlation-id'],
    credentials: renewable?.credentials,
  });
  const describe = async (name: string) => {
    try {
      return await reader.describeStack(name);
    } catch (error) {
      const expired = error instanceof ReadError && error.trouble === 'expired';
      if (!expired || !(await renewable?.renew())) throw error;
      return await reader.describeStack(name);
    }
  };
  const classify = (error: unknown) => ({
    retry: error instanceof ReadError && PASSING.includes(error.trouble),
  });
  return {
    status: async (name) => {
      try {
        const stack = await retry(() => describe(name), {
          clock,
          random,
          classify,
          signal,
          attempts: 6,
        });
        return stack?.status;
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        const wayOut = PASSING.includes(error.trouble)
          ? 'AWS is out of order or throttles this account: run again later.'
          : 'Give the step AWS credentials with cloudformation:DescribeStacks.';
        throw new UserError(
          `Input "stack-name": the status of ${name} could not be read (${errorLine(error)}). ${wayOut}`,
        );
      }
    },
  };
}
