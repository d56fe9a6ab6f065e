import { resolve } from 'node:path';
import { type CommandEnd, type RunningCommand, runCommand } from '@signalbox/runner/command';
import { formatDuration } from '@signalbox/runner/duration';
import { handOn, openFileCommands, type Written } from '@signalbox/runner/file-commands';
import { type Gate, openGate } from '@signalbox/runner/gate';
import type { Env } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { outputs } from '../inputs.ts';
import type { Commands } from './check.ts';
import { environmentFor } from './environment.ts';

/** Marks our lines among the command's. */
const PREFIX = '[watch] ';

export interface Script {
  /** The input it comes from. */
  readonly name: string;
  readonly text: string;
  /** Where the job's files are for it. */
  readonly workspace: string;
  readonly workingDirectory: string;
  /** What it sees in addition to the job's own environment. */
  readonly variables: Env;
}

type Exported = Pick<Written, 'env' | 'path'>;

export interface Ran {
  readonly end: CommandEnd;
  /** What it, and those before it, exported for later ones. */
  readonly exported: Exported;
}

interface World {
  readonly step: Step;
  readonly commands: Commands;
  readonly exported: Exported;
  /** Lets our lines in between; the watch writes there. */
  readonly gate: Gate;
  readonly started: (running: RunningCommand) => void;
}

/** Where a command's output and the watch's lines meet. */
export const openCommandGate = ({ clock, log, passThrough: write }: Step): Gate =>
  openGate({ clock, log: log.with(PREFIX), write });

/** Runs one of the commands to its end, and hands on what it wrote for the runner. Never throws. */
export async function runScript(
  script: Script,
  { step, commands, exported, gate, started }: World,
): Promise<Ran> {
  const { clock, log, cancelled, env, job } = step;
  const { shell, limitSeconds } = commands;
  const file = `${script.name}-${process.pid}-${clock.now()}`;
  const files = openFileCommands(job.tempDir, file);
  log.info(`${script.name}: ${shell.name}, at most ${formatDuration(limitSeconds)}`);
  const done = new AbortController();
  const pumping = gate.pump(done.signal);
  const end = await runCommand(
    {
      ...{ script: script.text, shell, limitSeconds, directory: job.tempDir, name: file },
      workingDirectory: resolve(script.workspace, script.workingDirectory),
      env: environmentFor(env, exported, {
        ...{ GITHUB_WORKSPACE: script.workspace, ...files.variables },
        ...script.variables,
      }),
    },
    { clock, cancelled, output: gate.output, started },
  );
  done.abort();
  await pumping;
  gate.close();
  const written = files.written();
  const kept = handOn(written, env, outputs);
  for (const name of kept)
    log.warning(`${script.name} set the output "${name}", which is this action's own: it is left as it is.`);
  for (const line of written.refused) log.warning(`${script.name}: ${line}`);
  return {
    end,
    exported: { env: { ...exported.env, ...written.env }, path: [...exported.path, ...written.path] },
  };
}
