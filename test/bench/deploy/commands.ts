// What the commands of a script do to the simulated AWS. A command is a request to here, which is answered when it ends.
import { setTimeout as delay } from 'node:timers/promises';
import type { CloudFormationSimulator } from '@signalbox/simulator/cloudformation/server';
import type { SimulatedStack } from '@signalbox/simulator/cloudformation/stack';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import { listen, type Reply } from '@signalbox/simulator/http';
import type { Command, Health, Rollout, Script } from './script.ts';

export const COMMANDS = ['deploy', 'smoke', 'rollback'] as const;
type Name = (typeof COMMANDS)[number];

/** What a script's deployment moves. */
interface Moved {
  readonly aws: CloudFormationSimulator;
  readonly stacks: readonly SimulatedStack[];
  readonly services: SimulatedService[];
}

export async function serveCommands(script: Script, moved: Moved) {
  const begun = new Map<Name, number>();
  const ended = new Map<Name, number>();
  let health: Answering | undefined;

  const play = async (name: Name, command: Command): Promise<boolean> => {
    await delay((command.seconds ?? 1) * 1000);
    const since = Date.now();
    if (command.fails) return false;
    if (command.health !== undefined) health = { since, answers: command.health };
    if (command.rollout !== undefined) rollOut(moved.services, command.rollout, name === 'rollback');
    if (!command.changes) return true;
    for (const stack of moved.stacks) moved.aws.begin(stack);
    return (
      command.waits === false ||
      (await Promise.all(moved.stacks.map((stack) => ends(moved.aws, stack)))).every(Boolean)
    );
  };
  const server = await listen(async ({ path }) => {
    const name = COMMANDS.find((each) => path === `/${each}`);
    if (name === undefined) return answer(path === '/health' ? statusOf(health) : 404);
    begun.set(name, Date.now());
    const well = await play(name, script[name] ?? {});
    ended.set(name, Date.now());
    return answer(well ? 200 : 500);
  }, 0);
  return { ...server, begun, ended, turns: () => turnsOf(health) };
}

const answer = (status: number): Reply => ({ status, headers: {}, body: '' });

interface Answering {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly answers: Health;
}

const statusOf = (health: Answering | undefined): number =>
  health?.answers.findLast(({ second }) => health.since + second * 1000 <= Date.now())?.status ?? 200;

/** When the address begins to answer otherwise. */
const turnsOf = (health: Answering | undefined): number[] =>
  health?.answers.map(({ second }) => health.since + second * 1000) ?? [];

/** How often `aws cloudformation deploy` and its like look is theirs; this one sees the end within so many milliseconds. */
const LOOK_MS = 200;

async function ends(aws: CloudFormationSimulator, { arn }: SimulatedStack): Promise<boolean> {
  for (;;) {
    const status = aws.look(arn)?.status ?? '';
    if (!status.endsWith('_IN_PROGRESS')) return /^(CREATE|UPDATE)_COMPLETE$/.test(status);
    await delay(LOOK_MS);
  }
}

function rollOut(services: SimulatedService[], rollout: Rollout, again: boolean): void {
  const [service] = services;
  if (service === undefined) return;
  const from = (Date.now() - service.startsAt) / 1000;
  const later = [
    { rollout: rollout.map((moment) => ({ ...moment, second: from + moment.second })), revision: 3 },
  ];
  services.splice(0, 1, again ? { ...service, later } : { ...service, startsAt: Date.now(), rollout });
}
