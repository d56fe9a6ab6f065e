// The repository's Deployments page at a moment, as GitHub shows it, roughly.

import { below, box } from '@signalbox/drawing/shapes';
import { type Drawn, escapeXml, line, paragraph } from '@signalbox/drawing/text';
import { LIGHT } from '@signalbox/drawing/theme';
import { parsePayload } from '@signalbox/registry/payload';
import { formatDuration } from '@signalbox/runner/duration';
import { phase } from '../queue-view.ts';
import { ENVIRONMENT, type World } from '../world.ts';

const ROWS = 6;

type Deployment = World['repository']['deployments'][number];
type Status = Deployment['statuses'][number];

/** The last moment at which one held and went forward, its progress shown, while another waited; else now. */
export function busiest({ repository, github }: World): number {
  const ours = repository.deployments.filter(({ task }) => task === 'signalbox');
  const all = ours.flatMap(({ statuses }) => statuses.map(({ createdAt }) => createdAt));
  const busy = all
    .map((at) => at - 1)
    .filter((at) => {
      const states = ours.map(({ statuses }) => latest(statuses, at));
      const held = states.some((status) => status !== undefined && /\d+%, \d+ of/.test(status.description));
      return held && states.some((status) => status !== undefined && phase(status) === 'waits');
    });
  return busy.length > 0 ? Math.max(...busy) : github.state.clock.now();
}

export function drawDeployments(world: World, at: number, width: number): Drawn {
  const rows = world.repository.deployments
    .filter(({ task, createdAt }) => task === 'signalbox' && createdAt <= at)
    .toReversed()
    .slice(0, ROWS)
    .map((deployment) => row(world, { deployment, at, width }));
  return below(
    [
      paragraph(
        [
          { text: 'octo/shop', link: true },
          { text: '  /  Deployments', bold: true },
        ],
        width,
        17,
      ),
      paragraph(
        [
          { text: ENVIRONMENT, bold: true },
          { text: '   who deploys, who waits, how each one ended', soft: true },
        ],
        width,
      ),
      below(rows, 0),
    ],
    10,
  );
}

const latest = (statuses: readonly Status[], at: number) =>
  statuses.findLast(({ createdAt }) => createdAt <= at);

const BADGES: Readonly<Record<string, readonly [text: string, colour: string]>> = {
  waits: ['Queued', LIGHT.amber],
  claims: ['In progress', LIGHT.blue],
  holds: ['In progress', LIGHT.blue],
  success: ['Active', LIGHT.green],
  inactive: ['Inactive', LIGHT.soft],
};

function row(
  { repository }: World,
  { deployment, at, width }: { readonly deployment: Deployment; readonly at: number; readonly width: number },
): Drawn {
  const status = latest(deployment.statuses, at);
  const now = phase(status);
  // GitHub turns a success inactive when a newer one arrives: what it was stands in the status before.
  const told =
    status?.state === 'inactive'
      ? deployment.statuses.findLast(({ description }) => description !== '')
      : status;
  const failed = status?.state === 'failure' || status?.state === 'error';
  const [badge, colour] = failed
    ? ['Failed', LIGHT.red]
    : (BADGES[now === 'over' ? (status?.state ?? '') : now] ?? ['', LIGHT.soft]);
  const commit = repository.commits.get(deployment.sha);
  const ago = formatDuration(Math.max(0, (at - deployment.createdAt) / 1000));
  const height = 58;
  return {
    svg: [
      `<path d="M0 0.5 H${width}" stroke="${LIGHT.edge}"/>`,
      `<circle cx="8" cy="22" r="6" fill="${colour}"/>`,
      line(
        [
          { text: (commit?.message.split('\n')[0] ?? '').slice(0, 60), bold: true },
          { text: '   ' },
          { text: deployment.sha.slice(0, 7), mono: true, soft: true },
        ],
        { x: 28, y: 24, size: 14 },
      ),
      line([{ text: short(told?.description ?? 'waiting', 118), soft: true }], { x: 28, y: 45, size: 12 }),
      line([{ text: `${person(deployment)}${deployment.creator}, ${ago} ago`, soft: true }], {
        x: width - 104,
        y: 24,
        size: 12,
        end: true,
      }),
      box({ x: width - 92, y: 10, width: 92, height: 21 }, { fill: '#ffffff', stroke: colour, radius: 10 }),
      `<text x="${width - 46}" y="25" font-size="12" text-anchor="middle" fill="${colour}">${escapeXml(badge)}</text>`,
    ].join(''),
    height,
  };
}

/** Who started it: GitHub knows only whose token wrote the record. */
function person({ payload }: Deployment): string {
  const { actor } = parsePayload(payload) ?? { actor: '' };
  return actor === '' ? '' : `${actor} via `;
}

const short = (text: string, limit: number) =>
  text.length > limit ? `${text.slice(0, limit - 1).trimEnd()}…` : text;
