import { awsFor } from '@signalbox/cloudformation/for-step';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { StackStatusReader } from '@signalbox/registry/ports';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { retry } from '@signalbox/runner/retry';
import type { Step } from '@signalbox/runner/step';
import type { TurnInputs } from './inputs.ts';

const PASSING = ['throttled', 'unavailable'];

/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
export async function connectStacks(
  inputs: TurnInputs,
  step: Step,
  roleArn?: string,
): Promise<StackStatusReader> {
  const { clock, random, cancelled: signal } = step;
  const { 'aws-region': region, 'correlation-id': correlationId } = inputs;
  /** Each stack is asked for in its own region. */
  const { readerOf } = awsFor({ region, roleArn, correlationId }, step);
  const classify = (error: unknown) => ({
    retry: error instanceof ReadError && PASSING.includes(error.trouble),
  });
  return {
    status: async (name) => {
      try {
        const reader = await readerOf(name);
        const stack = await retry(() => reader.describeStack(name), {
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
