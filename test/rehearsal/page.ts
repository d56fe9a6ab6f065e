import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { escapeXml } from '@signalbox/drawing/text';
import { Marked } from 'marked';
import type { Told } from './deployment.ts';
import type { Claim, Evidence } from './evidence.ts';
import { chart } from './pictures/chart.ts';
import { deploymentsPage, slackPage } from './pictures/write.ts';
import { registrations } from './queue-view.ts';
import { timelineSvg } from './timeline-svg.ts';

const FOLDER = join(import.meta.dirname, '../../rehearsal');

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: #1f2328 }
h1 { font-size: 1.5rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid #d1d9e0 }
table { border-collapse: collapse } td, th { border: 1px solid #d1d9e0; padding: .2rem .6rem; text-align: left }
pre { background: #f6f8fa; padding: .8rem; overflow-x: auto; font-size: 12px }
.claims li::marker { content: "✔ "; color: #1a7f37 } .claims li.broken::marker { content: "✘ "; color: #d1242f }
.found { color: #59636e } svg { width: 100%; height: auto } .picture { max-width: 54rem }`;

/** No script, nothing fetched: what strangers wrote is only ever text on this page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Writes the rehearsal's page and returns its path from here. */
export function writePage(evidence: Evidence, claims: readonly Claim[]): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, 'index.html');
  writeFileSync(path, page(evidence, claims));
  return relative(process.cwd(), path);
}

function page(evidence: Evidence, claims: readonly Claim[]): string {
  const { world, first, second, channel } = evidence;
  const names = new Map([first, second].map(({ deployment }) => [deployment.runId, deployment.name]));
  const registered = registrations(world, [...names.keys()]).map((one) => ({
    ...one,
    name: names.get(one.runId) ?? '',
  }));
  const from = Math.min(...registered.flatMap(({ statuses }) => statuses.map(({ createdAt }) => createdAt)));
  const now = world.github.state.clock.now();
  const svg = timelineSvg({
    ...{ registrations: registered, events: world.stack.events.filter(({ at }) => at <= now) },
    ...{ from, to: now },
  });
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Signalbox rehearsal</title>',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style></head><body>`,
    `<h1>Rehearsal: ${escapeXml(world.operations.first.name)}</h1>`,
    `<ul class="claims">${claims.map(claimItem).join('')}</ul>`,
    `<h2>Timeline</h2>${svg}`,
    `<h2>Deployments page, while one deploys and one waits</h2><div class="picture">${deploymentsPage(world)}</div>`,
    `<h2>Slack</h2><div class="picture">${slackPage(channel)}</div>`,
    ...[first, second].flatMap(({ deployment, finished }) => [
      `<h2>Job summary of deployment ${deployment.name}</h2>${summary(finished.job.summary)}`,
      `<details><summary>Its log</summary><pre>${escapeXml(log(deployment.lines))}</pre></details>`,
    ]),
    '</body></html>',
  ].join('\n');
}

const claimItem = ({ text, holds, found }: Claim) =>
  `<li class="${holds ? 'holds' : 'broken'}">${escapeXml(text)} <span class="found">${escapeXml(found)}</span></li>`;

const CHART = 900;

/** Charts are drawn here: Mermaid would need a script. */
const markdown = new Marked({
  gfm: true,
  renderer: {
    code: ({ text, lang }) => {
      const drawn = lang === 'mermaid' ? chart(text, CHART) : undefined;
      if (drawn === undefined) return `<pre>${escapeXml(text)}</pre>`;
      return `<svg viewBox="0 0 ${CHART} ${Math.ceil(drawn.height)}" role="img" aria-label="Chart">${drawn.svg}</svg>`;
    },
  },
});

const summary = (text: string) =>
  text === '' ? '<p>None was written.</p>' : markdown.parse(text, { async: false });

const log = (lines: readonly Told[]) =>
  lines.map(({ at, line }) => `${at.toFixed(1).padStart(6)}  ${line}`).join('\n');
