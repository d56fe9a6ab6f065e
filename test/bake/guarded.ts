// A guarded command that is baked, breaks and is rolled back: the bundle between simulators that take a while to answer.
import { startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { startWorld } from '../recovery/world.ts';
import type { Given } from '../start-run.ts';

export interface GuardedBreach {
  /** Seconds after the bake's beginning at which the alarm goes off. */
  readonly breaksAt: number;
  /** How fast time runs: what the bundle computes takes so many times as long to it. */
  readonly speed: number;
  /** How long each service takes to answer, in milliseconds. */
  readonly latencyMs: number;
  /** The rollback command does. */
  readonly fails?: boolean;
  readonly inputs?: Given;
}

/** What came of it. */
export interface GuardedRun {
  readonly outcome: string | undefined;
  readonly bakeStatus: string | undefined;
  /** The record's last status. */
  readonly ending: string | undefined;
  /** Seconds from when the alarm went off to the first thing that the rollback command did; undefined where none ran. */
  readonly rolledBackAfter: number | undefined;
  /** Of these, seconds from the end of the bake: the guard's own phases before the rollback command. */
  readonly phases: number | undefined;
}

const UNDOING = 'now undoing';

export async function runGuarded({
  breaksAt,
  speed,
  latencyMs,
  fails = false,
  inputs,
}: GuardedBreach): Promise<GuardedRun> {
  const world = await startWorld({ speed, stackSpeed: 20 });
  const { clock, aws, github, slack } = world;
  const cloudwatch = await startCloudWatch({ clock });
  try {
    const fault = { kind: 'delay', milliseconds: latencyMs } as const;
    for (const { faults } of [github, aws, slack, cloudwatch]) faults.add({ fault });
    const alarm = (startsAt: number, ...moments: readonly { second: number; state: 'ALARM' }[]) =>
      cloudwatch.alarms.splice(0, 1, { name: 'errors', startsAt, moments });
    alarm(clock.now());
    const stack = world.stack('update-ok');
    let undoneAt: number | undefined;
    let brokeAt: number | undefined;
    let endedAt: number | undefined;
    const job = world.deployment({
      env: cloudwatch.env,
      onLine: ({ line }) => {
        if (brokeAt === undefined && line.includes('baking 0/')) {
          brokeAt = clock.now() + breaksAt * 1000;
          alarm(brokeAt, { second: 0, state: 'ALARM' });
        }
        if (line.includes('bake: breached')) endedAt ??= clock.now();
        if (line.startsWith(UNDOING)) undoneAt ??= clock.now();
      },
    });
    const main = job.guard({
      ...{ 'stack-name': 'shop', bake: '20m', 'bake-alarms': 'errors', 'start-timeout': '5s' },
      ...{
        'deploy-command': 'true',
        'rollback-command': `echo ${UNDOING}; exit ${fails ? 7 : 0}`,
        ...world.slackInputs,
        ...inputs,
      },
    });
    await world.until(() => aws.calls()['DescribeStackEvents'] !== undefined);
    aws.begin(stack);
    const { outputs } = await main;
    await job.finish();
    const until = (from: number | undefined) =>
      undoneAt === undefined || from === undefined ? undefined : (undoneAt - from) / 1000;
    return {
      ...{ outcome: outputs['outcome'], bakeStatus: outputs['bake-status'], ending: world.endings()[0] },
      ...{ rolledBackAfter: until(brokeAt), phases: until(endedAt) },
    };
  } finally {
    await world.close();
    await cloudwatch.close();
  }
}
