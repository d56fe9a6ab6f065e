// The adapter with the real SDK, against a server that says what each test needs.
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '@signalbox/runner/clock';
import { startCloudFormation } from '@signalbox/simulator/cloudformation/server';
import { failure, success } from '@signalbox/simulator/cloudformation/xml';
import { type Incoming, listen, type Reply } from '@signalbox/simulator/http';
import { connectCloudFormation } from './aws.ts';
import type { StackReader } from './reader.ts';

const VARIABLE = 'AWS_ENDPOINT_URL_CLOUDFORMATION';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  delete process.env[VARIABLE];
  for (const close of closing.splice(0)) await close();
});

function connect(server: { readonly url: string; close(): Promise<void> }) {
  closing.push(server.close);
  process.env[VARIABLE] = server.url;
  const credentials = async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' });
  return connectCloudFormation({ region: 'eu-west-1', clock: systemClock, credentials });
}
const answering = (handler: (request: Incoming) => Reply) => listen(handler, 0).then(connect);

test.each([-7200, -60, 60, 7200])('measures by AWS’s clock when it differs by %d s', async (skew) => {
  const clock = { ...systemClock, now: () => systemClock.now() + 1000 * skew };
  const reader = await connect(await startCloudFormation({ clock }));
  await reader.describeStack('shop').catch(() => undefined);
  // The header counts whole seconds, and is as old as the answer.
  expect(Math.abs(reader.now() - clock.now())).toBeLessThan(20_000);
});

test('reads every page of a stack’s resources, and of a change set', async () => {
  const reader = await answering(({ body }) => {
    const parameters = new URLSearchParams(body);
    const page = Number(parameters.get('NextToken') ?? 0);
    const NextToken = page < 2 ? String(page + 1) : undefined;
    const LogicalResourceId = `R${page}`;
    return parameters.get('Action') === 'ListStackResources'
      ? success('ListStackResources', { StackResourceSummaries: [{ LogicalResourceId }], NextToken })
      : success('DescribeChangeSet', { Changes: [{ ResourceChange: { LogicalResourceId } }], NextToken });
  });
  const names = (found: readonly { readonly logicalId: string }[]) => found.map(({ logicalId }) => logicalId);
  expect(names(await reader.resources('shop'))).toEqual(['R0', 'R1', 'R2']);
  expect(names(await reader.changes('release', 'shop'))).toEqual(['R0', 'R1', 'R2']);
  expect(reader.calls()).toBe(6);
});

test.each([
  ['describeStack', (reader: StackReader) => reader.describeStack('shop')],
  ['events', (reader: StackReader) => reader.events('shop')],
  ['changes', (reader: StackReader) => reader.changes('release', 'shop')],
  ['template', (reader: StackReader) => reader.template('shop')],
  ['resources', (reader: StackReader) => reader.resources('shop')],
  ['failures', (reader: StackReader) => reader.failures('operation')],
  ['hookFindings', (reader: StackReader) => reader.hookFindings('invocation')],
  ['stacks', (reader: StackReader) => reader.stacks()],
  ['cancelUpdate', (reader: StackReader) => reader.cancelUpdate('shop')],
])('%s has its credentials renewed when they are expired', async (_, read) => {
  let renewals = 0;
  const server = await listen(({ body, headers }) => {
    const isNew = /Credential=AKIANEW/.test(headers['authorization'] ?? '');
    const action = new URLSearchParams(body).get('Action') ?? '';
    return isNew
      ? success(action, {})
      : failure({ status: 403, code: 'ExpiredToken', message: 'The security token is expired' });
  }, 0);
  closing.push(server.close);
  process.env[VARIABLE] = server.url;
  let accessKeyId = 'AKIAOLD';
  const reader = await connectCloudFormation({
    ...{ region: 'eu-west-1', clock: systemClock },
    credentials: async () => ({ accessKeyId, secretAccessKey: 'example', expiration: new Date(0) }),
    renew: async () => {
      renewals++;
      accessKeyId = 'AKIANEW';
      return true;
    },
  });
  await read(reader);
  expect(renewals).toBe(1);
});
