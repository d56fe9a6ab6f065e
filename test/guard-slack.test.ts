// The root action and those who hear of it: the pager alone, and a stranger's registration with somebody's correlation id.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addJob, addRepository, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { type PagerSimulator, startPager } from '@signalbox/simulator/pager';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let slack: SlackSimulator;
let pager: PagerSimulator;
let shop: Repository;
let token: string;

beforeEach(async () => {
  [github, slack, pager] = await Promise.all([startGitHub({ clock }), startSlack({ clock }), startPager()]);
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(() => Promise.all([github.close(), slack.close(), pager.close()]));

const channel = () => slack.channels['deployments'] ?? '';
const threads = async () => (await slack.read(channel())).threads;

function newRun() {
  const secrets = [slack.token, pager.key];
  const {
    run,
    runner,
    job: owner,
    use,
  } = startRun({ github, repository: shop, token }, { secrets, env: time.variables() });
  const guard = (given: Given) => use('guard', { environment: 'production', ...given });
  return { run, runner, owner, guard };
}

const pages = () => ({ 'pager-url': pager.pagerUrl, 'pager-key': pager.key });
const tells = () => ({
  ...{ 'slack-token': slack.token, 'slack-api-url': slack.apiUrl, 'updates-channel': channel() },
  'delivery-budget': '10s',
});

test('a failure calls the pager where there is no Slack', async () => {
  const { runner, guard } = newRun();
  await guard(pages());
  await runner.shell('exit 3');
  await runner.finish();
  expect(pager.events).toEqual([
    expect.objectContaining({ event_action: 'trigger', routing_key: pager.key }),
  ]);
});

test('half a way is refused before anything is registered', async () => {
  const { runner, guard } = newRun();
  const main = await guard({ ...tells(), 'pager-url': pager.pagerUrl });
  expect(main.exitCode).toBe(1);
  expect(main.raw).toContain('"pager-key"');
  await runner.finish();
  expect(shop.deployments).toEqual([]);
});

interface Forged {
  readonly run_id: number;
  readonly check_run_id?: number;
}

/** Whoever may write deployments may write this. */
async function forge(correlationId: string, { run_id, check_run_id }: Forged): Promise<void> {
  const ask = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${github.url}/repos/octo/shop/deployments${path}`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body) },
    });
    return (await answer.json()) as { id: number };
  };
  const payload = {
    ...{
      signalbox: 1,
      nonce: 'forged-nonce-0123456789',
      correlation_id: correlationId,
      repository: 'octo/shop',
    },
    ...{ run_id, run_attempt: 1, check_run_id, workflow: 'x', actor: 'mallory', priority: 0 },
    ...{ scope: 'job', stacks: [] },
  };
  const { id } = await ask('', {
    ...{ ref: shop.refs.get('refs/heads/main'), task: 'signalbox', environment: 'production', payload },
    ...{ auto_merge: false, required_contexts: [] },
  });
  await ask(`/${id}/statuses`, { state: 'in_progress', description: 'claim' });
  await ask(`/${id}/statuses`, { state: 'in_progress', description: 'holds' });
}

test.each(['a run of its own', 'the run of the victim, and another job of it'])(
  "a stranger's dead registration with a living deployment's correlation id (%s) ends no thread and calls nobody",
  async (whose) => {
    const [victim, stranger, next] = [newRun(), newRun(), newRun()];
    const { outputs } = await victim.guard({ ...tells(), ...pages() });
    const dead = whose.startsWith('the run') ? addJob(github.state, shop, victim.run) : stranger.owner;
    finishJob(github.state, dead, 'failure');
    dead.completedAt = clock.now() - 3_600_000;
    await forge(outputs['correlation-id'] ?? '', {
      run_id: whose.startsWith('the run') ? victim.run.id : stranger.run.id,
      check_run_id: dead.id,
    });
    await next.guard({ ...tells(), ...pages(), 'wait-timeout': '8s' });
    const forged = [...shop.deployments.values()].at(-2);
    expect(forged?.statuses.at(-1)?.description).toContain('ended by another run');
    const [head] = await threads();
    expect(head?.text).toMatch(/^:rocket: production is deploying/);
    expect(head?.replies).toEqual([]);
    expect(pager.events).toEqual([]);
    for (const each of [next, victim, stranger]) await each.runner.finish();
  },
);
