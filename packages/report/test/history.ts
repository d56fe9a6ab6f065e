// Histories of a size and with names of one's choice, from a seed.
import type { PastDeployment, PastFreeze, PastOutcome } from '@signalbox/registry/past';
import type { Sources } from '../src/model/report.ts';
import { seeded, synthetic } from './recordings.ts';

export const NOW = Date.parse('2026-11-28T05:37:00Z');
const HOUR_MS = 3_600_000;

export const ENVIRONMENTS = ['production', 'staging', 'integration', 'preview', 'sandbox'];
const ACTORS = ['mona', 'hubot', 'lena', 'deploy-bot[bot]'];

interface Shape {
  readonly environments?: readonly string[];
  /** Of each environment. */
  readonly deployments?: number;
  readonly seed?: number;
  /** Every text of strangers, instead of the normal ones. */
  readonly text?: string;
}

export function seededHistory({
  environments = ENVIRONMENTS,
  deployments = 200,
  seed = 1,
  text,
}: Shape = {}): Sources {
  const random = seeded(seed);
  const all = environments.flatMap((environment, index) =>
    history({ environment, deployments, text }, index, random),
  );
  const freezes = environments.map((environment, index): PastFreeze => {
    const since = NOW - (20 + index) * 24 * HOUR_MS;
    return {
      id: 90_000 + index,
      environment: environment.toLowerCase(),
      reason: text ?? 'database migration',
      by: text ?? 'lena',
      since,
      until: since + 5 * HOUR_MS,
    };
  });
  return {
    ...{ repository: 'octo/shop', now: NOW, deployments: all, freezes, environments },
    windowSeconds: 90 * 86_400,
  };
}

function history(
  {
    environment,
    deployments,
    text,
  }: { readonly environment: string; readonly deployments: number; readonly text: string | undefined },
  index: number,
  random: () => number,
): PastDeployment[] {
  const noise = synthetic(0.12, random);
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
  const step = (90 * 24 * HOUR_MS) / deployments;
  let [beganAt, freeAt] = [0, 0];
  return Array.from({ length: deployments }, (_, nth): PastDeployment => {
    const scheduled = Math.round((NOW - (deployments - nth) * step + random() * 0.6 * step) / 1000) * 1000;
    // Now and then somebody comes while another deploys.
    const queuedAt = random() < 0.1 && beganAt > 0 ? beganAt + 60_000 : scheduled;
    const heldSince = Math.max(queuedAt + 3000, freeAt);
    const shifted = nth > 0.6 * deployments ? 1.25 : 1;
    const seconds = Math.round((240 + 60 * index) * Math.exp(noise()) * shifted);
    const outcome = outcomeOf(random());
    const endedAt = heldSince + seconds * 1000 * (outcome === 'succeeded' ? 1 : 0.5);
    [beganAt, freeAt] = [heldSince, endedAt];
    const id = 10_000 * (index + 1) + nth;
    return {
      ...{
        id,
        environment: environment.toLowerCase(),
        correlationId: text ?? `${15_000_000_000 + id}-${environment}`,
        sha: hex(random),
      },
      ...{ committedAt: queuedAt - Math.round(random() * 40 * HOUR_MS), actor: text ?? pick(ACTORS) ?? '' },
      ...{ workflow: text ?? 'deploy', runId: 15_000_000_000 + id, runAttempt: random() < 0.05 ? 2 : 1 },
      runUrl: `https://github.com/octo/shop/actions/runs/${15_000_000_000 + id}/attempts/1`,
      ...{
        queuedAt,
        heldSince,
        endedAt,
        outcome,
        stacks: [text ?? `shop-${environment}`],
        priority: random() < 0.02 ? 10 : 0,
      },
      ...(index === 0 ? { approvedBy: [text ?? pick(ACTORS) ?? ''] } : {}),
      ...(outcome === 'succeeded' && nth % 3 > 0 ? { slowest: slowest(nth, seconds) } : {}),
      ...(text === undefined ? {} : { reason: text }),
      ...(outcome === 'failed'
        ? { failedResource: text ?? pick(['Database', 'WebService', 'Queue']) ?? '' }
        : {}),
      ...(nth > 20
        ? { predicted: { p50: 250 + 60 * index, p80: 300 + 60 * index, p95: 400 + 60 * index } }
        : {}),
      ...(random() < 0.01
        ? {
            causedIncident: { at: endedAt + HOUR_MS, by: text ?? 'lena', reason: text ?? 'orders were lost' },
          }
        : {}),
    };
  });
}

/** As a monitor writes them down. */
const slowest = (nth: number, seconds: number) => [
  { resource: 'Database', type: 'AWS::RDS::DBInstance', seconds: Math.round(seconds * 0.7) },
  { resource: `Service${nth % 4}`, type: 'AWS::ECS::Service', seconds: Math.round(seconds * 0.4) },
];

const hex = (random: () => number) =>
  Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('');

function outcomeOf(value: number): PastOutcome {
  if (value < 0.86) return 'succeeded';
  if (value < 0.9) return 'failed';
  if (value < 0.93) return 'rolled-back';
  if (value < 0.94) return 'breached';
  if (value < 0.97) return 'cancelled';
  return value < 0.99 ? 'no-changes' : 'error';
}
