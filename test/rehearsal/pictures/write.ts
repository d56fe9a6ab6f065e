import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { picture } from '@signalbox/drawing/shapes';
import { inDark } from '@signalbox/drawing/theme';
import { parseReport } from '@signalbox/report/json';
import type { Report } from '@signalbox/report/model';
import { reportOf } from '@signalbox/report/report';
import { handWorked } from '@signalbox/report/test/ledger';
import type { Channel, SeenMessage } from '@signalbox/simulator/slack/channel';
import { drawMessages, messagesInDark, type Shown } from '@signalbox/slack/gallery/svg';
import type { Evidence } from '../evidence.ts';
import type { World } from '../world.ts';
import { DARK_CHARTS } from './chart.ts';
import { busiest, drawDeployments } from './deployments.ts';
import { drawMarkdown } from './markdown.ts';
import { drawReport } from './report.ts';

const WIDTH = 860;
const INNER = WIDTH - 48;

/** SVG by the names of the files. */
export interface Pictures {
  readonly estimate: string;
  readonly summary: string;
  readonly deployments: string;
  /** As it was last seen with a deployment under way, else at the end. */
  readonly slack: string;
  readonly report: string;
  /** Of the ledger in docs/report.md, which no rehearsal changes. */
  readonly 'report-ledger': string;
}

/** What people see of a rehearsal. */
export function pictures({ world, first, channel, underWay }: Evidence, report: string): Pictures {
  const { steps } = first.finished.job;
  const [began, ended] = (['main', 'post'] as const).map((when) =>
    steps
      .filter(({ phase }) => phase === when)
      .map(({ summary }) => summary)
      .join(''),
  );
  const summary = (markdown = '') => drawMarkdown(markdown, INNER, (title) => !/resources$/.test(title));
  return {
    estimate: picture('The job summary as the deployment begins', summary(began), { width: WIDTH }),
    summary: picture('The job summary as the deployment ended', summary(ended), { width: WIDTH }),
    deployments: deploymentsPage(world),
    slack: slackPage(underWay ?? channel),
    report: reportPage(parseReport(report)),
    'report-ledger': reportPage(reportOf(handWorked())),
  };
}

export const deploymentsPage = (world: World) =>
  picture(
    'The Deployments page while one deploys and one waits',
    drawDeployments(world, busiest(world), INNER),
    { width: WIDTH },
  );

export const reportPage = (report: Report) =>
  picture('The top of the report page', drawReport(report, INNER), { width: WIDTH });

export const slackPage = ({ threads }: Channel) =>
  drawMessages('The Slack messages of the deployments', threads.flatMap(thread));

const thread = (head: Channel['threads'][number]): Shown[] => [
  shown(head),
  ...head.replies.map((reply) => ({ ...shown(reply), reply: true })),
];

const shown = ({ ts, text, blocks }: SeenMessage): Shown => ({
  ...{ text, blocks: blocks as Shown['blocks'] },
  at: new Date(Number(ts) * 1000).toISOString().slice(11, 16),
});

/** A picture of Slack is in Slack's colours, any other in GitHub's. */
export const darkOf = (name: string, svg: string): string =>
  name === 'slack' ? messagesInDark(svg) : inDark(svg, DARK_CHARTS);

/** Writes the pictures into a folder; returns their paths. */
export function writePictures(folder: string, evidence: Evidence, report: string): string[] {
  mkdirSync(folder, { recursive: true });
  return Object.entries(pictures(evidence, report)).flatMap(([name, svg]) => {
    const both = { [`${name}.svg`]: svg, [`${name}-dark.svg`]: darkOf(name, svg) };
    return Object.entries(both).map(([file, drawn]) => {
      writeFileSync(join(folder, file), drawn);
      return join(folder, file);
    });
  });
}
