import { awsFor } from '@signalbox/cloudformation/for-step';
import { regionOf, regionsOf, stackArn } from '@signalbox/cloudformation/names';
import { ReadError, type StackReader } from '@signalbox/cloudformation/reader';
import { connectEcs } from '@signalbox/readiness/aws';
import { parseService, regionOfService } from '@signalbox/readiness/service';
import { errorLine } from '@signalbox/runner/errors';
import { retry } from '@signalbox/runner/retry';
import type { Step } from '@signalbox/runner/step';
import { failed, noted, ok, type Row, rowsOf, warning } from './row.ts';

interface Given {
  readonly 'stack-name': readonly string[];
  readonly 'aws-region'?: string | undefined;
  readonly 'role-to-assume'?: string | undefined;
  readonly 'ecs-service': readonly string[];
}

/** Role, stacks and services: whether they are there, at rest, and readable. Loads the SDKs that are needed. */
export async function checkAws(inputs: Given, step: Step): Promise<readonly Row[]> {
  const regions = regionsOf(inputs['aws-region'], step.env);
  const aws = awsOf(inputs, step);
  const { readerOf } = aws;
  const role = await rowsOf('AWS role', step.clock, () => checkRole(inputs['role-to-assume'], aws, step));
  const stacks = inputs['stack-name'].map((stack) =>
    rowsOf(`stack ${shortName(stack)}`, step.clock, async () =>
      checkStack(stack, { region: regionOf(stack, regions), reader: await readerOf(stack) }, step),
    ),
  );
  const services = inputs['ecs-service'].map((service) =>
    rowsOf(`ECS service ${service}`, step.clock, async () =>
      checkService(service, { ...aws, region: regionOfService(service, regions) }, step),
    ),
  );
  return [...role, ...(await Promise.all([...stacks, ...services])).flat()];
}

type Aws = ReturnType<typeof awsFor>;

/** AWS as the inputs name it, with the role's credentials where one is named. */
export const awsOf = (inputs: Pick<Given, 'aws-region' | 'role-to-assume'>, step: Step): Aws =>
  awsFor({ region: inputs['aws-region'], roleArn: inputs['role-to-assume'], correlationId: undefined }, step);

/** Whether the job may have the role: new credentials are fetched, and what follows uses them. */
async function checkRole(
  roleArn: string | undefined,
  { renew }: Aws,
  { env }: Step,
): Promise<readonly Row[]> {
  if (roleArn === undefined) return [];
  const subject = 'AWS role';
  if (await renew()) return [ok(subject, `${roleArn} is assumed`)];
  // docs.github.com: security/reference/openid-connect, "Workflow permissions for the requesting the OIDC token"
  if (!env['ACTIONS_ID_TOKEN_REQUEST_URL'])
    return [failed(subject, `${roleArn} cannot be assumed: give the job "permissions: id-token: write".`)];
  return [
    failed(
      subject,
      `${roleArn} was not assumed: correct "role-to-assume", or let its trust policy name this repository and environment.`,
    ),
  ];
}

/** An ARN would fill the table. */
const shortName = (stack: string) => stackArn(stack)?.name ?? stack;

async function checkStack(
  stack: string,
  { region, reader }: { readonly region: string; readonly reader: StackReader },
  step: Step,
): Promise<readonly Row[]> {
  const subject = `stack ${shortName(stack)}`;
  const found = await readOr(
    subject,
    'cloudformation:DescribeStacks',
    () => reader.describeStack(stack),
    step,
  );
  if ('row' in found) return [found.row];
  if (found.value === undefined)
    return [
      noted(
        subject,
        `There is none in ${region}: right before a first deployment; else correct "stack-name" or "aws-region".`,
      ),
    ];
  const { status, stackId } = found.value;
  return [stateOf(subject, status, region), ...(await checkEvents(stackId, shortName(stack), reader, step))];
}

/** Whether a deployment could update a stack in this state. */
export function stateOf(subject: string, status: string, region: string): Row {
  if (/_IN_PROGRESS$/.test(status))
    return noted(subject, `${status} in ${region}: a deployment would wait until it is at rest.`);
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html (stack status codes)
  if (/_FAILED$|^ROLLBACK_COMPLETE$/.test(status))
    return failed(
      subject,
      `${status} in ${region}: it takes no update. Mend or delete it in CloudFormation.`,
    );
  return ok(subject, `${status} in ${region}`);
}

async function checkEvents(
  stackId: string,
  name: string,
  reader: StackReader,
  step: Step,
): Promise<readonly Row[]> {
  const subject = `events of ${name}`;
  const found = await readOr(
    subject,
    'cloudformation:DescribeStackEvents',
    () => reader.events(stackId),
    step,
  );
  return ['row' in found ? found.row : ok(subject, 'the monitor sees what the stack does')];
}

async function checkService(
  service: string,
  { region, connection }: Pick<Aws, 'region' | 'connection'>,
  step: Step,
): Promise<readonly Row[]> {
  const subject = `ECS service ${service}`;
  const reader = await connectEcs({ ...connection, region });
  const found = await readOr(
    subject,
    'ecs:DescribeServices',
    () => reader.fetchService(parseService(service)),
    step,
  );
  if ('row' in found) return [found.row];
  const { service: state, hidden } = found.value;
  if (state === undefined)
    return [
      failed(
        subject,
        `There is none${region ? ` in ${region}` : ''}: correct "ecs-service" (cluster/service).`,
      ),
    ];
  if (state.status !== 'ACTIVE') return [failed(subject, `It is ${state.status}: it takes no deployment.`)];
  const running = `${state.running} of ${state.desired} tasks run`;
  return hidden === undefined
    ? [ok(subject, running)]
    : [
        warning(
          subject,
          `${running}; its rollouts cannot be read (${hidden}), so that a rollback may not show.`,
        ),
      ];
}

type Found<T> = { readonly value: T } | { readonly row: Row };

/** Reads, and again where that passes by itself; else the row that says how to correct it. @throws what is no ReadError */
async function readOr<T>(
  subject: string,
  permission: string,
  read: () => Promise<T>,
  { clock, random, cancelled: signal }: Step,
): Promise<Found<T>> {
  const passing = (error: unknown) =>
    error instanceof ReadError && ['throttled', 'unavailable'].includes(error.trouble);
  try {
    const classify = (error: unknown) => ({ retry: passing(error) });
    return { value: await retry(read, { clock, random, signal, classify, attempts: 4 }) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return {
      row: passing(error) ? warning(subject, errorLine(error)) : failed(subject, wayOut(error, permission)),
    };
  }
}

const wayOut = (error: ReadError, permission: string): string =>
  error.trouble === 'denied'
    ? `The role lacks ${permission}: ${errorLine(error)}.`
    : `Give the step AWS credentials that have not expired: ${errorLine(error)}.`;
