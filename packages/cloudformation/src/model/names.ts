import { UserError } from '@signalbox/runner/errors';
import { list, matching } from '@signalbox/runner/inputs';

/**
 * Partitions and regions are open lists: `aws`, `aws-cn`, `aws-us-gov`, `aws-iso-b`, `aws-eusc`; `us-gov-west-1`,
 * `eusc-de-east-1`, `us-isob-east-1` (the SDK's own: github.com/aws/aws-sdk-js-v3, partitions.json).
 */
const PARTITION = 'aws(?:-[a-z0-9]+)*';
const REGION = '[a-z]{2,}(?:-[a-z0-9]+)+-\\d{1,2}';
/** docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html: StackName. */
const STACK_NAME = '[A-Za-z][A-Za-z0-9-]{0,127}';

/** ARNs of an AWS service's resources, as source; groups: partition, region, account, then those of `resource`. */
export const arnPattern = (service: string, resource: string): string =>
  `^arn:(${PARTITION}):${service}:(${REGION}):(\\d{12}):${resource}$`;

const STACK_ARN = new RegExp(arnPattern('cloudformation', `stack/(${STACK_NAME})/[A-Za-z0-9-]+`));
const STACK = new RegExp(`^${STACK_NAME}$|${STACK_ARN.source}`);

export const stackName = matching(STACK, 'the name or ARN of a CloudFormation stack');
export const stackNames = list('names or ARNs of CloudFormation stacks', STACK);

export const awsRegion = matching(new RegExp(`^${REGION}$`), 'an AWS region such as eu-central-1');

/** Path and name as IAM has them (docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html). */
export const roleArn = matching(
  new RegExp(`^arn:${PARTITION}:iam::\\d{12}:role/(?:[!-~]+/)?[\\w+=,.@-]{1,64}$`),
  'the ARN of an IAM role',
);

/** What an ARN says of its stack; undefined for a name. */
export function stackArn(stack: string) {
  const [, partition = '', region = '', , name = ''] = STACK_ARN.exec(stack) ?? [];
  return region === '' ? undefined : { partition, region, name };
}

export interface Regions {
  /** The input `aws-region`. */
  readonly given: string | undefined;
  /** AWS_REGION or AWS_DEFAULT_REGION. */
  readonly environment: string | undefined;
}

/** The input `aws-region`, and what the environment says. */
export const regionsOf = (
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Regions => ({ given, environment: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined });

/**
 * The region that a stack is in: an ARN's own, whatever the job's is.
 * @throws UserError when `aws-region` says otherwise, or when nothing says
 */
export const regionOf = (stack: string, regions: Regions): string =>
  ownRegion({ words: `the stack ${stack} of "stack-name"`, region: stackArn(stack)?.region }, regions);

/** The same of anything that an input names: `region` is what its ARN says, `words` is what it is called. @throws UserError */
export function ownRegion(
  named: { readonly words: string; readonly region: string | undefined },
  { given, environment }: Regions,
): string {
  if (named.region !== undefined && given !== undefined && given !== named.region) {
    throw new UserError(
      `Input "aws-region" is ${given}, but ${named.words} is in ${named.region}: leave "aws-region" out, or correct one of them.`,
    );
  }
  const region = named.region ?? given ?? environment;
  if (region === undefined) {
    throw new UserError('Input "aws-region" is required: neither AWS_REGION nor AWS_DEFAULT_REGION is set.');
  }
  return region;
}
