// The note on a registration's page is a few plain requests: refusals that the next one would not see do not end it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addNote } from '@signalbox/registry/note';
import { virtualClock } from '@signalbox/simulator/clock';
import type { Fault } from '@signalbox/simulator/faults';
import { addDeployment, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';

let github: GitHubSimulator;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(() => github.close());

const payload = { signalbox: 1, nonce: 'n1', repository: 'octo/shop', run_id: 1, run_attempt: 1 };

function held() {
  const shop = addRepository(github.state, 'octo/shop');
  const deployment = addDeployment(github.state, shop, {
    ...{ task: 'signalbox', payload },
    statuses: [{ state: 'in_progress', description: 'deploying' }],
  });
  const note = (token = addToken(github.state, [shop])) =>
    addNote(deployment.id, 'answered go', {
      ...{ repository: 'octo/shop', token, apiUrl: github.url },
      ...{ clock: virtualClock(), random: () => 0.5, signal: new AbortController().signal },
    });
  return { shop, deployment, note, last: () => deployment.statuses.at(-1)?.description };
}

const status = (code: number): Fault => ({ kind: 'status', status: code });

test.each<[string, RegExp, Fault, number]>([
  ['401 at the first request', /^GET \S+deployments\/\d+$/, status(401), 3],
  ['404 for what was just made', /^GET \S+deployments\/\d+$/, status(404), 2],
  ['401 for long once the token was accepted', /^GET \S+statuses/, status(401), 6],
  ['403 at the write', /^POST/, status(403), 3],
  ['404 at the write', /^POST/, status(404), 2],
  ['an outage at a read', /^GET \S+statuses/, status(502), 2],
  ['a connection that breaks at a read', /^GET/, { kind: 'reset-before' }, 2],
])('%s is outlasted', async (_, match, fault, times) => {
  const { note, last } = held();
  github.faults.add({ match, fault, times });
  await note();
  expect(last()).toBe('note: answered go');
});

test('what lasts is told, with the permission that is missing', async () => {
  const { shop, note, last } = held();
  await expect(note('ghs_none')).rejects.toThrow('GitHub answered HTTP 401');
  const reader = addToken(github.state, [shop], { permissions: { metadata: 'read', deployments: 'read' } });
  await expect(note(reader)).rejects.toThrow('HTTP 403 (the token needs deployments: write)');
  expect(last()).toBe('deploying');
});

test('a write of unknown fate is not repeated: the line would be there twice', async () => {
  const { deployment, note } = held();
  github.faults.add({ match: /^POST/, fault: { kind: 'status', status: 502, done: true }, times: 1 });
  await expect(note()).rejects.toThrow('HTTP 502');
  expect(deployment.statuses).toHaveLength(2);
});
