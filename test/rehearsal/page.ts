import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { escapeXml } from '@signalbox/drawing/text';
import { DARK, LIGHT, type Theme } from '@signalbox/drawing/theme';
import { withEmoji } from '@signalbox/slack/gallery/svg';
import { Marked } from 'marked';
import type { LogLine } from './deployment.ts';
import type { Claim, Evidence } from './evidence.ts';
import { chart } from './pictures/chart.ts';
import { plain } from './pictures/markdown.ts';
import { darkOf, deploymentsPage, slackPage } from './pictures/write.ts';
import { registrations } from './queue-view.ts';
import { timelineSvg } from './timeline-svg.ts';

const FOLDER = join(import.meta.dirname, '../../rehearsal');

const colours = ({ text, soft, background, edge, shade, green, red, link }: Theme) =>
  `--text: ${text}; --soft: ${soft}; --page: ${background}; --edge: ${edge}; --shade: ${shade}; --green: ${green}; --red: ${red}; --link: ${link}`;

const STYLE = `
:root { color-scheme: light dark; ${colours(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${colours(DARK)} } .on-light { display: none } }
@media not (prefers-color-scheme: dark) { .on-dark { display: none } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: var(--text);
  background: var(--page); overflow-wrap: anywhere } a { color: var(--link) }
h1 { font-size: 1.5rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--edge) }
table { border-collapse: collapse; display: block; overflow-x: auto; overflow-wrap: normal }
td, th { border: 1px solid var(--edge); padding: .2rem .6rem; text-align: left }
pre { background: var(--shade); padding: .8rem; overflow-x: auto; font-size: 12px; overflow-wrap: normal }
.claims { padding-left: 1.5rem } .claims li::marker { content: "✔ "; color: var(--green) }
.claims li.broken::marker { content: "✘ "; color: var(--red) } .found { color: var(--soft) }
.drawn { overflow-x: auto } .drawn svg { width: 100%; min-width: 44rem; height: auto } .picture { max-width: 54rem }`;

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
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Signalbox rehearsal</title>',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style></head><body>`,
    `<h1>Rehearsal: ${escapeXml(world.operations.first.name)}</h1>`,
    `<p>${WHAT_IT_IS}</p>`,
    `<ul class="claims">${claims.map(claimItem).join('')}</ul>`,
    `<h2>Timeline</h2>${both('timeline', svg)}`,
    `<h2>Deployments page, while one deploys and one waits</h2><div class="picture">${both('deployments', deploymentsPage(world))}</div>`,
    `<h2>Slack</h2><div class="picture">${both('slack', slackPage(channel))}</div>`,
    ...[first, second].flatMap(({ deployment, finished }) => [
      `<h2>Job summary of deployment ${deployment.name}</h2>${summary(finished.job.summary)}`,
      `<details><summary>Its log</summary><pre>${escapeXml(log(deployment.lines))}</pre></details>`,
    ]),
    '</body></html>',
  ].join('\n');
}

const WHAT_IT_IS =
  'Two jobs deployed one after the other to an environment, with the bundles that a workflow runs, against a GitHub, an AWS and a Slack on this machine: what was checked, when who held the environment, and what people saw of it.';

/** A picture for light and for dark screens, of which one shows. */
const both = (name: string, svg: string) =>
  `<div class="drawn on-light">${svg}</div><div class="drawn on-dark">${darkOf(name, svg)}</div>`;

const claimItem = ({ text, holds, found }: Claim) =>
  `<li class="${holds ? 'holds' : 'broken'}">${escapeXml(text)} <span class="found">${escapeXml(asShown(found))}</span></li>`;

/** As people see what Slack and the summary were sent. */
export const asShown = (text: string): string => withEmoji(plain(text));

const CHART = 900;

/** Charts are drawn here: Mermaid would need a script. */
const markdown = new Marked({
  gfm: true,
  renderer: {
    code: ({ text, lang }) => {
      const drawn = lang === 'mermaid' ? chart(text, CHART) : undefined;
      if (drawn === undefined) return `<pre>${escapeXml(text)}</pre>`;
      const height = Math.ceil(drawn.height);
      return both(
        'chart',
        `<svg viewBox="0 0 ${CHART} ${height}" role="img" aria-label="Chart">${drawn.svg}</svg>`,
      );
    },
  },
});

const summary = (text: string) =>
  text === '' ? '<p>None was written.</p>' : markdown.parse(text, { async: false });

const log = (lines: readonly LogLine[]) =>
  lines.map(({ at, line }) => `${at.toFixed(1).padStart(6)}  ${line}`).join('\n');
