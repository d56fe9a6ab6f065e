// The CloudWatch dashboard of examples/dashboards at a CloudWatch that nobody here wrote: moto 5.2.5, through the real SDK. It
// refuses a body that is no JSON and looks no further (moto/cloudwatch/responses.py, `put_dashboard`): what AWS documents of the
// body is in test/telemetry-dashboards.test.ts. The alarms of a bake are in bake.peer.ts.
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudWatchClient,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startMoto } from './moto.ts';

jest.setTimeout(60_000);

let moto: ChildProcess;
let client: CloudWatchClient;
beforeAll(async () => {
  const started = await startMoto();
  moto = started.moto;
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  client = new CloudWatchClient({ endpoint: started.endpoint, region: 'eu-west-1', credentials });
});
afterAll(() => {
  client.destroy();
  moto.kill();
});

test('the dashboard is taken as the README says, without a message, and is there as it was written', async () => {
  const body = readFileSync(join(import.meta.dirname, '../../examples/dashboards/cloudwatch.json'), 'utf8');
  const DashboardName = 'signalbox';
  const put = await client.send(new PutDashboardCommand({ DashboardName, DashboardBody: body }));
  expect(put.DashboardValidationMessages ?? []).toEqual([]);
  const { DashboardEntries = [] } = await client.send(new ListDashboardsCommand({}));
  expect(DashboardEntries.map((one) => one.DashboardName)).toEqual([DashboardName]);
  const { DashboardBody = '' } = await client.send(new GetDashboardCommand({ DashboardName }));
  expect(JSON.parse(DashboardBody)).toEqual(JSON.parse(body));
});
