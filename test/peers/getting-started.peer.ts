// docs/getting-started.md, followed by somebody new: each block is pasted where the section above it says, in order,
// into a repository that has nothing but a deploy script, and each section is run by act before the next is read.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { startEcs } from '@signalbox/simulator/ecs/server';
import { listen } from '@signalbox/simulator/http';
import { marked, type Tokens } from 'marked';
import { parse, stringify } from 'yaml';
import { act, channel, endings, endWorld, OURS, ROOT, startWorld, type World } from './act.ts';

jest.setTimeout(300_000);

/** A section of the page: its heading, and the YAML to paste. */
interface Section {
  readonly title: string;
  readonly blocks: readonly string[];
}

function sections(): Section[] {
  const found: { title: string; blocks: string[] }[] = [];
  for (const token of marked.lexer(readFileSync(join(ROOT, 'docs/getting-started.md'), 'utf8'))) {
    if (token.type === 'heading' && token.depth === 2) found.push({ title: token.text, blocks: [] });
    const { lang, text } = token as Tokens.Code;
    if (token.type === 'code' && lang === 'yaml') found.at(-1)?.blocks.push(text);
  }
  return found.filter(({ blocks }) => blocks.length > 0);
}

type Fields = Record<string, unknown>;
interface Step extends Fields {
  readonly uses?: string;
  with?: Fields;
}

const home = mkdtempSync(join(tmpdir(), 'getting-started-'));
const repository = join(home, 'shop');
const workflow = (name: string) => join(repository, '.github/workflows', `${name}.yml`);
afterAll(() => rmSync(home, { recursive: true, force: true }));

function save(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

/** A whole workflow is a file of its own; what has steps takes the job's place; the rest is more inputs of the step. */
function paste(block: string): void {
  const given = parse(block) as Fields;
  if ('jobs' in given) {
    save(workflow(String(given['name'])), block);
    return;
  }
  const whole = parse(readFileSync(workflow('deploy'), 'utf8')) as {
    permissions: unknown;
    jobs: { deploy: Fields & { steps: Step[] } };
  };
  const { permissions = whole.permissions, ...rest } = given;
  const job = whole.jobs.deploy;
  if ('steps' in rest) whole.jobs.deploy = { ...job, ...rest } as typeof job;
  else {
    const ours = job.steps.find(({ uses = '' }) => uses.startsWith(`${OURS}@`));
    if (ours !== undefined) ours.with = { ...ours.with, ...rest };
  }
  save(workflow('deploy'), stringify({ ...whole, permissions }, { lineWidth: 0 }));
}

interface Run {
  readonly workflow: string;
  readonly event: string;
  /** What only stands for the reader's own: an address, a channel, a service. */
  readonly own?: (text: string) => string;
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
}

async function run(world: World, { workflow: name, event, own = (text) => text, ...rest }: Run) {
  return act(world, { example: repository, workflow: `${name}.yml`, event, without: own, ...rest });
}

const DONE = { exitCode: 0, log: expect.stringContaining('Job succeeded') };

/** What happens when the section has been followed. */
const FOLLOWED: Readonly<Record<string, (world: World) => Promise<void>>> = {
  '0. Check first': async (world) => {
    const checked = await run(world, { workflow: 'check', event: 'workflow_dispatch' });
    expect(checked).toEqual(DONE);
    expect(endings(world)).toEqual([]);
  },
  '1. One step': async (world) => {
    expect(await run(world, { workflow: 'deploy', event: 'push' })).toEqual(DONE);
    expect(endings(world)).toEqual(['success']);
  },
  '2. Watch CloudFormation': async (world) => {
    addStack(world);
    const { exitCode, log } = await run(world, { workflow: 'deploy', event: 'push' });
    expect({ exitCode, log }).toEqual(DONE);
    expect(log).toContain('UPDATE_COMPLETE: succeeded');
    expect(endings(world)).toEqual(['success']);
  },
  '3. After the stack': async (world) => {
    addStack(world);
    await withService(async (service) => {
      const { exitCode, log } = await run(world, { workflow: 'deploy', event: 'push', ...service });
      expect({ exitCode, log }).toEqual(DONE);
      expect(log).toMatch(/\/health: succeeded/);
    });
  },
  '4. Tell Slack': async (world) => {
    addStack(world);
    const address = (text: string) =>
      text.replace(/updates-channel: C\w+/, 'updates-channel: ${{ vars.SLACK_CHANNEL }}');
    await withService(async ({ own, env }) => {
      const done = await run(world, {
        workflow: 'deploy',
        event: 'push',
        own: (text) => own(address(text)),
        env,
      });
      expect(done).toEqual(DONE);
      expect(JSON.stringify(await channel(world))).toContain('was deployed in');
    });
  },
};

function addStack({ aws }: World): void {
  const table = { id: 'Table', type: 'AWS::DynamoDB::Table', seconds: 30 };
  aws.add([synthesize({ name: 'shop', stackName: 'shop', operation: 'UPDATE', resources: [table] })]);
}

/** The reader's service, which this deployment leaves alone, and its address. */
async function withService(
  followed: (service: { own: (text: string) => string; env: Record<string, string> }) => Promise<void>,
): Promise<void> {
  const [ecs, shop] = await Promise.all([
    startEcs(),
    listen(() => ({ status: 200, headers: {}, body: 'well' }), 0),
  ]);
  ecs.services.push({ name: 'shop-cluster/api', startsAt: Date.now(), rollout: [] });
  try {
    await followed({
      own: (text) => text.replace(/https:\/\/shop\.example\/health/, `${shop.url}/health`),
      env: { AWS_ENDPOINT_URL_ECS: ecs.url },
    });
  } finally {
    await Promise.all([ecs.close(), shop.close()]);
  }
}

describe('getting started', () => {
  save(join(repository, 'deploy.sh'), '#!/bin/sh\necho deployed\n', 0o755);
  const pages = sections();

  test('has a section for each thing that is tried here', () => {
    const titles = Object.keys(FOLLOWED);
    expect(pages.map(({ title }) => titles.find((known) => title.startsWith(known)))).toEqual(titles);
  });

  test.each(Object.entries(FOLLOWED))('%s', async (title, followed) => {
    for (const block of pages.find((page) => page.title.startsWith(title))?.blocks ?? []) paste(block);
    const world = await startWorld();
    try {
      await followed(world);
    } finally {
      await endWorld(world);
    }
  });
});
