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
const STACK_ARN = new RegExp(
  `^arn:(${PARTITION}):cloudformation:(${REGION}):(\\d{12}):stack/(${STACK_NAME})/[A-Za-z0-9-]+$`,
);
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

interface Regions {
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
export function regionOf(stack: string, { given, environment }: Regions): string {
  const arn = stackArn(stack);
  if (arn !== undefined && given !== undefined && given !== arn.region) {
    throw new UserError(
      `Input "aws-region" is ${given}, but the stack ${stack} of "stack-name" is in ${arn.region}: leave "aws-region" out, or correct one of them.`,
    );
  }
  const region = arn?.region ?? given ?? environment;
  if (region === undefined) {
    throw new UserError('Input "aws-region" is required: neither AWS_REGION nor AWS_DEFAULT_REGION is set.');
  }
  return region;
}
