import { awsFor } from '@signalbox/cloudformation/for-step';
import { ReadError } from '@signalbox/cloudformation/reader';
import { registryFor } from '@signalbox/registry/for-step';
import type {
  Archive,
  CommitMessages,
  Commits,
  ConcurrencyGroups,
  Issues,
  JobLogs,
  Registry,
  RegistryPorts,
  Reviews,
  StackStatusReader,
} from '@signalbox/registry/ports';
import { parseTicket, TICKET } from '@signalbox/registry/ticket';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { retry } from '@signalbox/runner/retry';
import type { Step } from '@signalbox/runner/step';
import type { TurnInputs } from './inputs.ts';

export interface Ports extends RegistryPorts {
  readonly registry: Registry & Archive;
  readonly commits: Commits & CommitMessages;
  readonly groups: ConcurrencyGroups;
  readonly logs: JobLogs;
  readonly issues: Issues;
  readonly reviews: Reviews;
}

/**
 * The real ports. Loads what the inputs ask for, and nothing else. With `roleArn`, credentials that are missing or
 * expired are had by OIDC.
 */
export async function connect(inputs: TurnInputs, step: Step, roleArn?: string): Promise<Ports> {
  const { clock, random, log, cancelled } = step;
  // The post step knows by its ticket that the token was good for everything.
  const provenAt = parseTicket(step.state(TICKET))?.heldSince;
  const connection = await registryFor(inputs, step, provenAt);
  const stacks =
    inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
  return { ...connection, ...stacks, clock, random, log, cancelled };
}

const PASSING = ['throttled', 'unavailable'];

/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
async function connectStacks(inputs: TurnInputs, step: Step, roleArn?: string): Promise<StackStatusReader> {
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
