import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../clock.ts';
import { type CommandEnd, type CommandOptions, commandFailure, runCommand } from './command.ts';
import { stillRuns } from './process-tree.ts';
import { findShell } from './shell.ts';

/** As in command.ts. */
const DRAIN_MS = 5000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'command-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));

/** A clock by hand: who sleeps wakes when `pass` says so. */
function handClock(wakesAt?: number) {
  const sleepers: { readonly milliseconds: number; readonly wake: () => void }[] = [];
  const clock: Clock = {
    now: () => 0,
    timeout: () => new AbortController().signal,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || milliseconds === wakesAt) return resolve();
        sleepers.push({ milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  return {
    clock,
    pass: () => sleepers.pop()?.wake(),
    slept: () => sleepers.map((each) => each.milliseconds),
  };
}

interface Run {
  readonly end: CommandEnd;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

interface Given extends Partial<CommandOptions> {
  /** A sleep of so many milliseconds is over at once. */
  readonly wakesAt?: number;
  /** Called with what came so far, each time more comes. */
  readonly seen?: (text: string, world: { readonly pass: () => void; readonly cancel: () => void }) => void;
}

async function running(script: string, { seen, wakesAt, ...given }: Given = {}): Promise<Run> {
  const { clock, pass } = handClock(wakesAt);
  const controller = new AbortController();
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const end = await runCommand(
    {
      ...{ script, shell: findShell('bash', process.env), workingDirectory: directory, env: process.env },
      ...{ directory, name: 'deploy', limitSeconds: 60, ...given },
    },
    {
      ...{ clock, cancelled: controller.signal },
      output: (bytes, stream) => {
        chunks[stream].push(bytes);
        seen?.(Buffer.concat(chunks.stdout).toString(), { pass, cancel: () => controller.abort() });
      },
    },
  );
  return { end, stdout: Buffer.concat(chunks.stdout), stderr: Buffer.concat(chunks.stderr) };
}

describe('a script runs as the runner runs it', () => {
  test.each([
    ['ends well', 'echo fine', { kind: 'exited', code: 0 }],
    ['keeps its exit code', 'exit 7', { kind: 'exited', code: 7 }],
    ['stops at the first error', 'false\necho never', { kind: 'exited', code: 1 }],
    ['stops at an error inside a pipe', 'false | cat', { kind: 'exited', code: 1 }],
    ['stops at a variable that is missing', 'echo "$NOT_THERE"', { kind: 'exited', code: 1 }],
    ['is told apart when something else killed it', 'kill -KILL $$', { kind: 'killed', signal: 'SIGKILL' }],
  ])('%s', async (_, script, end) => {
    expect((await running(script)).end).toEqual(end);
  });

  test('its output comes byte by byte as it is, commands, colours and broken characters included', async () => {
    const { stdout, stderr } = await running(
      `printf '::group::a\\r\\n\\033[31mred\\033[0m\\377\\376 no line end'; printf 'to the other' >&2`,
    );
    const bytes = Buffer.concat([
      Buffer.from('::group::a\r\n\u001b[31mred\u001b[0m'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(' no line end'),
    ]);
    expect(stdout.equals(bytes)).toBe(true);
    expect(stderr.toString()).toBe('to the other');
  });

  test('nothing of its text is on a command line, and its file is private and gone afterwards', async () => {
    const { stdout } = await running(
      `tr '\\0' ' ' </proc/$$/cmdline; stat -c ' %a' "$0"; : 'a $(secret) "text"'`,
    );
    expect(stdout.toString()).toContain(join(directory, 'deploy.sh'));
    expect(stdout.toString()).toContain(' 600');
    expect(stdout.toString()).not.toContain('secret');
    expect(readdirSync(directory)).toEqual([]);
  });

  test('it sees the environment it is given, and nothing else', async () => {
    const { stdout } = await running('env', {
      env: { PATH: process.env['PATH'], ONLY: 'this $(one) `here`' },
    });
    expect(stdout.toString()).toContain('ONLY=this $(one) `here`');
    expect(stdout.toString()).not.toMatch(/^HOME=/m);
  });

  test('a server that it leaves behind is not waited for', async () => {
    // Only the wait for the open pipe comes after the process has ended.
    const { end, stdout } = await running('sleep 1000 & echo "$!"', { wakesAt: DRAIN_MS });
    expect(end).toEqual({ kind: 'exited', code: 0 });
    process.kill(Number(stdout.toString()), 'SIGKILL');
  });
});

describe('a script that must end', () => {
  const STUBBORN = `trap 'echo interrupted' INT; trap 'echo terminated' TERM
    (trap '' INT TERM; echo "child $BASHPID"; while :; do sleep 1; done) &
    echo ready; while :; do sleep 0.05 || true; done`;

  test('gets SIGINT, SIGTERM and SIGKILL with all of its group, and is not reported as ended of itself', async () => {
    const passed = new Set<string>();
    const { end, stdout } = await running(STUBBORN, {
      seen: (text, { pass }) => {
        for (const word of ['ready', 'interrupted', 'terminated']) {
          if (!text.includes(word) || !text.includes('child') || passed.has(word)) continue;
          passed.add(word);
          pass();
        }
      },
    });
    expect(end).toEqual({ kind: 'timed-out', seconds: 60 });
    expect(stdout.toString()).toMatch(/ready[\s\S]*interrupted[\s\S]*terminated/);
    const child = Number(/child (\d+)/.exec(stdout.toString())?.[1]);
    expect(isGone(child)).toBe(true);
  });

  test('is cancelled with the step, and may say goodbye', async () => {
    const { end, stdout } = await running(
      `trap 'echo bye; exit 3' INT; echo ready; while :; do sleep 0.05 || true; done`,
      {
        seen: (text, { cancel }) => text.includes('ready') && cancel(),
      },
    );
    expect(end).toEqual({ kind: 'cancelled' });
    expect(stdout.toString()).toContain('bye');
  });

  test('ends at SIGINT by itself', async () => {
    const { end } = await running('echo ready; exec sleep 1000', { seen: (_, { pass }) => pass() });
    expect(end).toEqual({ kind: 'timed-out', seconds: 60 });
  });
});

/** It ended, or is a zombie that nobody reaps. */
function isGone(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return true;
  return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

describe('what cannot be started', () => {
  test('is told as that', async () => {
    const { end } = await running('echo', { workingDirectory: join(directory, 'gone') });
    expect(end).toMatchObject({ kind: 'not-started' });
    expect(commandFailure('deploy-command', end)).toMatch(/^deploy-command could not be started: /);
  });

  test('is nothing that still runs', () => {
    expect(stillRuns({ pid: 2 ** 22 - 3, script: 'none' })).toBe(false);
    expect(stillRuns({ pid: process.pid, script: '/another/script.sh' })).toBe(false);
  });
});

test.each<[CommandEnd, string | undefined]>([
  [{ kind: 'exited', code: 0 }, undefined],
  [{ kind: 'exited', code: 2 }, 'smoke-command ended with exit code 2'],
  [{ kind: 'killed', signal: 'SIGKILL' }, 'smoke-command was ended by SIGKILL'],
  [{ kind: 'cancelled' }, 'smoke-command was cancelled'],
])('only exit code 0 is no failure: %j', (end, words) => {
  expect(commandFailure('smoke-command', end)).toBe(words);
});
