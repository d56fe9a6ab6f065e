import { type Claim, type Evidence, life } from './evidence.ts';
import type { Registered } from './queue-view.ts';

/** What the stack's end does not tell: whether its service runs, and whether it is well. */
export function ready({ world, first, ending }: Evidence, a: Registered): Claim[] {
  if (ending !== 'as-recorded' || world.operations.first.expect.status !== 'succeeded') return [];
  const { summary } = first.finished.job;
  return [rolledOut(summary, world.settledAt(), life(a).end?.createdAt), healthy(summary)];
}

export function rolledOut(summary: string, settledAt: number, endedAt = 0): Claim {
  const row = checkRow(summary, 'ecs-service');
  const after = (endedAt - settledAt) / 1000;
  return {
    text: 'the deployment was not done before its ECS service had settled',
    holds: row.includes('succeeded') && after >= 0,
    found: `${row || 'the summary does not say'}; recorded ${after.toFixed(1)} s after it had settled`,
  };
}

function healthy(summary: string): Claim {
  const row = checkRow(summary, 'health-url');
  return {
    text: 'what was deployed was asked whether it is well',
    holds: row.includes('succeeded'),
    found: row || 'the summary does not say',
  };
}

const checkRow = (summary: string, kind: string) => {
  const [row = ''] = summary.split('\n').filter((line) => line.startsWith(`| ${kind} `));
  return row.replace(/^\| | \|$/g, '').replaceAll(' | ', ', ');
};
