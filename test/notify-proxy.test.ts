// Slack through a proxy, as docs/notifications.md says: Node's own fetch, which tunnels with CONNECT.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { type ProxyServer, startProxy } from './proxy.ts';
import { startLonelyRun } from './start-run.ts';

let slack: SlackSimulator;
let proxy: ProxyServer;
beforeAll(async () => {
  slack = await startSlack();
  proxy = await startProxy(slack.url);
});
afterAll(async () => {
  proxy.close();
  await slack.close();
});

/** Tells a Slack that only the proxy knows; on this machine, since no token is sent in the clear to any other. */
async function notify() {
  const { use, finish } = startLonelyRun({
    env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.address, NO_PROXY: '', no_proxy: '' },
  });
  const channel = slack.channels['deployments'] ?? '';
  const told = await use('notify', {
    ...{ event: 'start', environment: 'production' },
    ...{ 'slack-token': slack.token, 'updates-channel': channel },
    ...{ 'slack-api-url': 'http://slack.localhost/api/', 'delivery-budget': '3s' },
  });
  await finish();
  return told;
}

// The runner starts the bundles with Node 24; older ones do not know NODE_USE_ENV_PROXY.
const [major = 0] = process.versions.node.split('.').map(Number);
const onNode24 = major >= 24 ? test : test.skip;

onNode24('on Node 24: all requests go through the proxy of the environment', async () => {
  expect((await notify()).outputs).toMatchObject({ delivered: 'true' });
  expect(new Set(proxy.tunnels)).toEqual(new Set(['slack.localhost:80']));
});

onNode24('on Node 24: a proxy that lets nothing through is named, and the message is kept', async () => {
  proxy.refuse('407 Proxy Authentication Required');
  const { outputs, annotations } = await notify();
  expect(outputs).toMatchObject({ delivered: 'false', pending: '1' });
  expect(annotations.map(({ message }) => message)).toEqual([
    expect.stringContaining('Proxy response (407)'),
  ]);
});
