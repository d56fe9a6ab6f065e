import type { Step } from '@signalbox/runner/step';
import { regionOf, regionsOf } from '../model/names.ts';
import { connectCloudFormation } from './aws.ts';
import { renewableCredentials } from './oidc.ts';
import type { StackReader } from './reader.ts';

interface AwsInputs {
  /** The input `aws-region`. */
  readonly region: string | undefined;
  /** The input `role-to-assume`: its credentials can be renewed. @default those of the environment */
  readonly roleArn?: string | undefined;
  readonly correlationId: string | undefined;
}

/** AWS as a step's inputs and environment name it. Loads the SDK with the first reader; sends nothing yet. */
export function awsFor(
  { region: given, roleArn, correlationId }: AwsInputs,
  step: Pick<Step, 'env' | 'clock' | 'random'>,
) {
  const { env, clock, random } = step;
  const regions = regionsOf(given, env);
  /** Where no stack says another one; undefined where nothing says. */
  const region = regions.given ?? regions.environment;
  const renewable =
    roleArn === undefined
      ? undefined
      : renewableCredentials({ roleArn, region, env, fetch: globalThis.fetch, clock, random });
  const connection = { clock, correlationId, ...renewable };
  const readers = new Map<string | undefined, Promise<StackReader>>();
  const connected: StackReader[] = [];
  const connect = async (region: string | undefined) => {
    const reader = await connectCloudFormation({ ...connection, region });
    connected.push(reader);
    return reader;
  };
  /** One reader a region. */
  const readerIn = (region: string | undefined): Promise<StackReader> => {
    const reader = readers.get(region) ?? connect(region);
    readers.set(region, reader);
    return reader;
  };
  return {
    region,
    /** What any other client of the step's AWS connects with. */
    connection,
    readerIn,
    /** In the stack's own region. @throws UserError when nothing says which that is, or two things differ */
    readerOf: async (stack: string) => readerIn(regionOf(stack, regions)),
    /** Gets new credentials. False: it cannot. */
    renew: renewable?.renew ?? (async () => false),
    /** Requests to CloudFormation so far, by all readers. */
    calls: () => connected.reduce((sum, reader) => sum + reader.calls(), 0),
  };
}
