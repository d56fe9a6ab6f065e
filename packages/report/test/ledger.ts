// The ledger of 60 deployments in docs/report.md, whose figures are worked by hand there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PastDeployment, PastOutcome } from '@signalbox/registry/past';
import { compact } from '@signalbox/runner/values';
import type { Sources } from '../src/model/report.ts';

const PAGE = join(import.meta.dirname, '../../../docs/report.md');

export function handWorked(): Sources {
  const table = /```csv\n([^`]+)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const [header = '', ...rows] = table.trim().split('\n');
  const names = header.split(',');
  const deployments = rows.map((row) => {
    const cells = row.split(',');
    return deployment(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
  });
  return {
    ...{ repository: 'octo/shop', now: Date.parse('2026-11-28T00:00:00Z'), deployments, freezes: [] },
    ...{ environments: ['production'], windowSeconds: 84 * 86_400 },
  };
}

function deployment(cells: Readonly<Record<string, string>>): PastDeployment {
  const cell = (name: string) => cells[name] ?? '';
  const moment = (name: string) => (cell(name) === '' ? undefined : Date.parse(cell(name)));
  const endedAt = moment('ended') ?? Number.NaN;
  const [p50, p80] = [Number(cell('p50')), Number(cell('p80'))];
  const predicted = cell('p50') === '' ? undefined : { p50, p80, p95: 700 };
  const incident = cell('note') === 'caused an incident';
  return compact({
    ...{ id: Number(cell('id')), environment: 'production', correlationId: `deploy-${cell('id')}` },
    ...{ sha: cell('commit').repeat(5), committedAt: moment('committed'), actor: cell('actor') },
    ...{ workflow: 'deploy', runId: 1000 + Number(cell('id')), runAttempt: 1, stacks: ['shop'] },
    runUrl: `https://github.com/octo/shop/actions/runs/${1000 + Number(cell('id'))}`,
    ...{ queuedAt: moment('queued') ?? Number.NaN, heldSince: moment('held'), endedAt },
    ...{ outcome: cell('outcome') as PastOutcome, priority: Number(cell('priority')), predicted },
    failedResource: cell('resource') || undefined,
    causedIncident: incident ? { at: endedAt + 3600_000, by: 'lena', reason: 'orders were lost' } : undefined,
  });
}
