// The user's own deploy step: what `aws cloudformation deploy` or `cdk deploy` does, with the real client.
//   node deploy-step.ts CREATE|UPDATE|DELETE STACK
import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';

const [operation, StackName = ''] = process.argv.slice(2);
const client = new CloudFormationClient({});

async function begin(): Promise<string> {
  if (operation === 'DELETE') {
    const arn = (await describe(StackName))?.StackId ?? StackName;
    await client.send(new DeleteStackCommand({ StackName }));
    return arn;
  }
  const { StackId = StackName } =
    operation === 'CREATE'
      ? await client.send(new CreateStackCommand({ StackName }))
      : await client.send(new UpdateStackCommand({ StackName }));
  return StackId;
}

const describe = async (stack: string) =>
  (await client.send(new DescribeStacksCommand({ StackName: stack }))).Stacks?.[0];

const arn = await begin();
console.log(`deploy: started to ${operation} ${StackName}`);
let status = '';
do {
  await delay(1000);
  status = (await describe(arn))?.StackStatus ?? '';
} while (status.endsWith('_IN_PROGRESS'));
console.log(`deploy: ${StackName} is ${status}`);
process.exitCode = status === `${operation}_COMPLETE` ? 0 : 1;
