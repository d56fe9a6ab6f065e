// GitHub through a proxy: the bundle has GitHub's client ask by Node's own fetch, and by undici's where there is a proxy.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { type ProxyServer, startProxy } from './proxy.ts';
import { type Place, startRun } from './start-run.ts';

let github: GitHubSimulator;
let proxy: ProxyServer;
let place: Place;
beforeAll(async () => {
  github = await startGitHub();
  proxy = await startProxy(github.url);
  const repository = addRepository(github.state, 'octo/shop');
  place = { github, repository, token: addToken(github.state, [repository]) };
});
afterAll(async () => {
  proxy.close();
  await github.close();
});

/** Asks a GitHub that only the proxy knows; on this machine, since no token is sent in the clear to any other. */
async function canDeploy(env: Readonly<Record<string, string>>) {
  const { use, finish } = startRun(place, {
    context: { api_url: 'http://github.localhost', graphql_url: 'http://github.localhost/graphql' },
    env: { HTTP_PROXY: proxy.address, NO_PROXY: '', no_proxy: '', ...env },
  });
  const asked = await use('coordinate', { environment: 'production', operation: 'can-deploy' });
  await finish();
  return asked;
}

test('all requests go through the proxy of the environment', async () => {
  expect((await canDeploy({})).outputs).toMatchObject({ 'can-deploy': 'true' });
  expect(proxy.tunnels).not.toEqual([]);
  expect(new Set(proxy.tunnels)).toEqual(new Set(['github.localhost:80']));
});

test('a proxy gets the password of its address; when it lets nothing through, GitHub could not be reached', async () => {
  proxy.refuse('407 Proxy Authentication Required');
  const address = proxy.address.replace('//', '//me:word@');
  const { conclusion, raw } = await canDeploy({ ...fastTime(20).variables(), HTTP_PROXY: address });
  expect(proxy.credentials.at(-1)).toBe(`Basic ${Buffer.from('me:word').toString('base64')}`);
  expect(conclusion).toBe('failure');
  expect(raw).toContain('GitHub could not be reached');
});
