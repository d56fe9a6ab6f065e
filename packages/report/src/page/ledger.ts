import { escapeXml } from '@signalbox/drawing/text';
import type { PastDeployment } from '@signalbox/registry/past';
import { kindOf, secondsOf } from '../figures/outcome.ts';
import { table } from './table.ts';
import { link, moment, span, stranger, strangerCell } from './words.ts';

/** Short names of classes: they are in every row. */
const CLASSES = { succeeded: 's', failed: 'f', unknown: 'u', neither: 'x' } as const;

/** Who deployed what, when, and what became of it. `deployments`: newest first, of which at most `most` are shown. */
export function ledger(environment: string, deployments: readonly PastDeployment[], most: number): string {
  const shown = deployments.slice(0, most);
  const more =
    shown.length < deployments.length
      ? `<p class="soft">The newest ${most} of ${deployments.length}; all are in the CSV beside this page.</p>`
      : '';
  const approved = shown.some(({ approvedBy = [] }) => approvedBy.length > 0);
  return more + table(`Ledger of ${environment}`, columns(approved), shown, 'ledger');
}

const columns = (approved: boolean): Parameters<typeof table<PastDeployment>>[1] => [
  { title: 'Ended (UTC)', cell: ({ endedAt }) => moment(endedAt) },
  { title: 'Outcome', cell: outcome, kind: (one) => CLASSES[kindOf(one)] },
  { title: 'Commit', cell: ({ sha }) => escapeXml(sha.slice(0, 7)) },
  { title: 'Took', cell: (one) => (one.heldSince === undefined ? '–' : span(secondsOf(one))) },
  { title: 'Who', cell: ({ actor }) => strangerCell(actor, 40) },
  ...(approved
    ? [
        {
          title: 'Approved by',
          cell: approvers,
        },
      ]
    : []),
  {
    title: 'Run, by its correlation id',
    cell: (one) => link(runPage(one), strangerCell(one.correlationId || String(one.runId), 64)),
  },
];

function approvers({ approvedBy, heldSince }: PastDeployment): string {
  if (heldSince === undefined) return '–';
  if (approvedBy === undefined) return '<i>not known</i>';
  return approvedBy.length === 0 ? '<i>nobody</i>' : strangerCell(approvedBy.join(', '), 80);
}

/** Without the first attempt, which GitHub shows unless there was another: a third of a row's size. */
const runPage = ({ runUrl }: PastDeployment): string | undefined => runUrl?.replace(/\/attempts\/1$/, '');

function outcome({ outcome: ended, causedIncident: incident }: PastDeployment): string {
  const later =
    incident && `, caused an incident: ${stranger(incident.reason, 120)} (${stranger(incident.by, 40)})`;
  return `${ended}${later ?? ''}`;
}
