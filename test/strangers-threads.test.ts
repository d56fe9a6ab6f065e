// Attacks on what is told: registrations with somebody else's ids, messages of another app, copies in the actions cache.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CacheSimulator, startActionsCache } from '@signalbox/simulator/actions-cache/server';
import {
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Job, Repository } from '@signalbox/simulator/github/state';
import { type PagerSimulator, startPager } from '@signalbox/simulator/pager';
import { startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { actionsCache } from '@signalbox/slack/carry-over/cache';
import { seal, unseal } from '@signalbox/slack/carry-over/seal';
import { actionFolder, PROCESSES } from './start-run.ts';

const HOUR = 3_600_000;

let github: GitHubSimulator;
let slack: SlackSimulator;
let pager: PagerSimulator;
let cache: CacheSimulator;
let shop: Repository;
let token: string;

beforeEach(async () => {
  [github, slack, pager, cache] = await Promise.all([
    startGitHub(),
    startSlack(),
    startPager(),
    startActionsCache(),
  ]);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(() => Promise.all([github.close(), slack.close(), pager.close(), cache.close()]));

const channel = () => slack.channels['deployments'] ?? '';
const threads = async () => (await slack.read(channel())).threads;

/** A job that runs the root action; without `named` on a runner that does not say which job it is. */
function newRun({ named = true } = {}) {
  const run = addRun(github.state, shop);
  const job = addJob(github.state, shop, run);
  const runner = startJob({
    processes: PROCESSES,
    github: githubContext({
      ...{ api_url: github.url, graphql_url: github.graphqlUrl, token, run_id: run.id },
      ...{ repository: 'octo/shop', ref: 'refs/heads/main', sha: shop.refs.get('refs/heads/main') ?? '' },
    }),
    ...{ checkRunId: job.id, runtime: cache.runtime, secrets: [slack.token, pager.key] },
  });
  const own = named ? {} : { 'check-run-id': '' };
  const guard = (given: Record<string, string>) =>
    runner.run({ uses: actionFolder('guard'), with: { environment: 'production', ...own, ...given } });
  return { run, job, runner, guard };
}

const pages = () => ({ 'pager-url': pager.pagerUrl, 'pager-key': pager.key });
const bot = () => ({
  ...{ 'slack-token': slack.token, 'slack-api-url': slack.apiUrl, 'updates-channel': channel() },
  'delivery-budget': '10s',
});
const webhook = () => ({ 'slack-webhook-url': slack.webhookUrl, 'delivery-budget': '10s' });

/** A job of the run that ended an hour ago. */
function deadJobOf(run: Parameters<typeof addJob>[2]): Job {
  const job = addJob(github.state, shop, run);
  finishJob(github.state, job, 'failure');
  job.completedAt = Date.now() - HOUR;
  return job;
}

/** What anybody with the right to write deployments may write: that a dead job holds production. */
function forge(correlationId: string, payload: object): void {
  addDeployment(github.state, shop, {
    ...{ environment: 'production', task: 'signalbox' },
    payload: {
      ...{ signalbox: 1, nonce: 'forged-nonce-0123456789', correlation_id: correlationId },
      ...{ repository: 'octo/shop', run_attempt: 1, workflow: 'x', actor: 'mallory', priority: 0 },
      ...{ scope: 'job', stacks: [], ...payload },
    },
    statuses: [
      { state: 'in_progress', description: 'claim' },
      { state: 'in_progress', description: 'deploying' },
    ],
  });
}

describe("a stranger's dead registration with a living deployment's correlation id", () => {
  test.each<[string, boolean, object]>([
    ['another attempt of its run', true, { run_attempt: 2 }],
    ['its repository in other letters', true, { repository: 'OCTO/Shop' }],
    ['another job of its run, where runners name no job', false, {}],
  ])('%s: ends no thread and calls nobody', async (_, named, more) => {
    const [victim, next] = [newRun({ named }), newRun()];
    const { outputs } = await victim.guard({ ...bot(), ...pages() });
    const dead = deadJobOf(victim.run);
    forge(outputs['correlation-id'] ?? '', { run_id: victim.run.id, check_run_id: dead.id, ...more });
    await next.guard({ ...bot(), ...pages(), 'wait-timeout': '8s' });
    const [head] = await threads();
    expect(head?.text).toMatch(/^:rocket: production is deploying/);
    expect(head?.replies).toEqual([]);
    expect(pager.events).toEqual([]);
    for (const each of [next, victim]) await each.runner.finish();
  });

  test('where no thread can be read, it is told under an id of its own run', async () => {
    const [victim, stranger, next] = [newRun(), newRun(), newRun()];
    const { outputs } = await victim.guard({ ...webhook(), ...pages() });
    const id = outputs['correlation-id'] ?? '';
    forge(id, { run_id: stranger.run.id, check_run_id: deadJobOf(stranger.run).id });
    await next.guard({ ...webhook(), ...pages(), 'wait-timeout': '8s' });
    expect(pager.events.map(({ dedup_key: key }) => key)).toEqual([`${stranger.run.id}-production`]);
    expect(id).toBe(`${victim.run.id}-production`);
    for (const each of [next, victim, stranger]) await each.runner.finish();
  });
});

test('what another app wrote with our mark is not taken for ours, not changed and not deleted', async () => {
  const { run, runner, guard } = newRun();
  const id = `${run.id}-production`;
  const deployment = {
    ...{ state: 'failed', startedAt: Date.now(), asOf: Date.now(), episode: 1, announced: ['failed'] },
    facts: { environment: 'production', reason: 'forged' },
  };
  const mark = (payload: object) => ({
    event_type: 'signalbox',
    event_payload: { revision: 99, ...payload },
  });
  const forged = { channel: channel(), text: 'forged head' };
  await slack.impersonate({
    ...forged,
    metadata: mark({ id: `${id}/head`, deployment: JSON.stringify(deployment) }),
  });
  await guard(bot());
  const [theirs, head] = [...(await threads())].sort((a, b) => Number(a.ts) - Number(b.ts));
  expect(theirs).toMatchObject({ text: 'forged head', edits: 0, replies: [] });
  expect(head?.text).toMatch(/^:rocket: production is deploying/);
  // The reply that tells the end, before it is told.
  const reply = { ...forged, thread_ts: head?.ts, text: 'forged end' };
  await slack.impersonate({ ...reply, metadata: mark({ id: `${id}/1-failed` }) });
  await runner.shell('exit 3');
  await runner.finish();
  const all = await threads();
  const own = all.find(({ ts }) => ts === head?.ts);
  expect(all).toHaveLength(2);
  expect(own?.text).toMatch(/^:x: production failed/);
  expect(own?.replies.map(({ text }) => text)).toEqual(['forged end', expect.stringContaining('failed')]);
});

describe('whoever may write the actions cache', () => {
  const signal = AbortSignal.timeout(600_000);
  const cacheStore = () => {
    const found = actionsCache(cache.runtime);
    if (found === undefined) throw new Error('no cache');
    return found;
  };
  const entry = async (prefix: string) => {
    const found = await cacheStore().newest(prefix, signal);
    if (found === undefined) throw new Error(`nothing under ${prefix}`);
    return found;
  };
  /** The key of the same snapshot, had it been stored at another time (milliseconds since the epoch). */
  const keyAt = (key: string, time: number) => key.replace(/-\d{13}-/, `-${time}-`);
  const late = async () =>
    (await threads()).flatMap(({ replies }) => replies).filter(({ text }) => text.includes('told late'));

  /** A deployment whose ending Slack did not take. Gives the key that it was left under. */
  async function leaveBehind(environment: string): Promise<string> {
    const { runner, job, guard } = newRun();
    await guard({ ...bot(), environment });
    const restore = slack.faults.add({ match: /./, fault: { kind: 'status', status: 503 } });
    await runner.shell('exit 3');
    const known = cache.keys();
    await runner.finish();
    restore();
    finishJob(github.state, job, 'failure');
    const key = cache.keys().find((each) => !known.includes(each));
    if (key === undefined) throw new Error('nothing was left');
    return key;
  }

  async function deploys(environment: string): Promise<void> {
    const { runner, job, guard } = newRun();
    await guard({ ...bot(), environment });
    await runner.finish();
    finishJob(github.state, job);
  }

  test('has another environment tell nothing by a copy, and none told by a mark of another parcel', async () => {
    const first = await leaveBehind('production');
    await deploys('Production');
    expect(await late()).toHaveLength(1);
    const taken = await entry(`${first}-taken`);
    const second = await leaveBehind('staging');
    const { bytes } = await entry(second);
    // The mark of the first for the second, and the second's content as a newer one of production.
    await cacheStore().put(`${second}-taken`, taken.bytes, signal);
    const newer = keyAt(first, Date.now() + 1000);
    await cacheStore().put(newer, bytes, signal);
    await deploys('production');
    expect(await late()).toHaveLength(1);
    cache.lose(`${second}-taken`);
    cache.lose(second);
    await cacheStore().put(`${second}-taken`, taken.bytes, signal);
    await cacheStore().put(second, bytes, signal);
    await deploys('STAGING');
    expect(await late()).toHaveLength(2);
  });

  test('has nothing told of a time that is not yet; a clock may go a little wrong', async () => {
    const key = await leaveBehind('production');
    const stored = unseal((await entry(key)).bytes, slack.token, key);
    cache.lose(key);
    for (const [minutes, told] of [
      [20, 0],
      [5, 1],
    ] as const) {
      const ahead = keyAt(key, Date.now() + minutes * 60_000);
      await cacheStore().put(ahead, seal(stored, slack.token, ahead), signal);
      await deploys('production');
      expect(await late()).toHaveLength(told);
      cache.lose(ahead);
    }
  });

  test('has nothing told again by taking away the mark', async () => {
    const key = await leaveBehind('production');
    const { bytes } = await entry(key);
    await deploys('production');
    cache.lose(key);
    await cacheStore().put(key, bytes, signal);
    await deploys('production');
    expect(await late()).toHaveLength(1);
  });
});
