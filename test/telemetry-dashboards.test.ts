// The dashboards and alerts of examples/dashboards name what telemetry sends, and CloudWatch's has the form that AWS documents.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { DeploymentTelemetry, Distribution } from '@signalbox/telemetry/deployment';
import { metricsOf } from '@signalbox/telemetry/metrics';
import { prometheusText } from '@signalbox/telemetry/prometheus';
import { recordsOf } from '@signalbox/telemetry/records';
import { Ajv2020 } from 'ajv/dist/2020.js';

const read = (name: string) =>
  readFileSync(join(import.meta.dirname, '../examples/dashboards', name), 'utf8');

const AT = Date.UTC(2026, 10, 28);
const times: Distribution = { bounds: [60], counts: [1, 1], sum: 100, since: AT };
/** One that tells everything. */
const deployment: DeploymentTelemetry = {
  ...{ environment: 'production', registry: 'octo/shop', repository: 'octo/shop', correlationId: 'c' },
  ...{ runId: 1, runAttempt: 1, deploymentId: 7, sha: 'a'.repeat(40), workflow: 'deploy', actor: 'mona' },
  ...{ runUrl: 'https://github.com/octo/shop/actions/runs/1', startedAt: AT, endedAt: AT + 60_000 },
  ...{ outcome: 'failed', counted: 'failed', reason: 'Db: no space', heldSeconds: 60, waitedSeconds: 0 },
  phases: [{ kind: 'hold', name: 'hold', startedAt: AT, endedAt: AT + 60_000, outcome: 'failed' }],
  totals: {
    deployments: { succeeded: 1, failed: 1, error: 0, released: 0 },
    ...{ rollbacks: 1, breaches: 0, since: AT },
  },
  ...{ durations: { succeeded: times, failed: times }, waits: { succeeded: times, failed: times } },
  gauges: { at: AT, frozen: false, queueDepth: 0, lastSuccess: AT },
};
const metrics = metricsOf(deployment, 'cumulative');
const labels = (name: string): ReadonlySet<string> =>
  new Set(
    metrics
      .filter((metric) => metric.name === name)
      .flatMap(({ points }) => points.flatMap(({ attributes }) => Object.keys(attributes))),
  );

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly markdown?: string; readonly query?: string };
}

describe('CloudWatch', () => {
  const body = JSON.parse(read('cloudwatch.json')) as { readonly widgets: readonly Widget[] };

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html: as far as the
  // dashboard uses it. Views as aws-cdk writes them (aws-cloudwatch, LogQueryVisualizationType).
  const grid = { x: whole(0, 23), y: whole(0), width: whole(1, 24), height: whole(1, 1000) };
  const widget = (type: string, properties: object) => ({
    type: 'object',
    required: ['type', 'properties'],
    additionalProperties: false,
    properties: { type: { const: type }, ...grid, properties },
  });
  const documented = {
    type: 'object',
    required: ['widgets'],
    additionalProperties: false,
    properties: {
      start: { type: 'string', pattern: '^-P(\\d+[YMWD])*(T(\\d+[HMS])+)?$' },
      periodOverride: { enum: ['auto', 'inherit'] },
      widgets: {
        type: 'array',
        maxItems: 500,
        items: {
          anyOf: [
            widget('text', {
              type: 'object',
              required: ['markdown'],
              additionalProperties: false,
              properties: { markdown: { type: 'string' }, background: { enum: ['solid', 'transparent'] } },
            }),
            widget('log', {
              type: 'object',
              required: ['region', 'query'],
              additionalProperties: false,
              properties: {
                ...{ region: { type: 'string' }, title: { type: 'string' } },
                query: { type: 'string', pattern: "^SOURCE '[^']+' \\| " },
                view: { enum: ['table', 'timeSeries', 'bar', 'pie'] },
                stacked: { type: 'boolean' },
              },
            }),
          ],
        },
      },
    },
  };
  function whole(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
    return { type: 'integer', minimum, maximum };
  }

  test('the body has the form that AWS documents, and no widget lies on another or beyond the grid', () => {
    const fits = new Ajv2020({ strictTypes: false }).compile(documented);
    fits(body);
    expect(fits.errors ?? []).toEqual([]);
    expect(fits({ widgets: [{ type: 'log', properties: { query: 'fields @message' } }] })).toBe(false);
    const cells = body.widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, at) => `${x + (at % width)} ${y + Math.floor(at / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { x, width } of body.widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  test('each query of logs reads fields of the records that are sent', () => {
    const records = recordsOf(deployment, {});
    const known = new Set(
      records.flatMap(({ attributes }) => Object.keys(attributes).map((name) => `attributes.${name}`)),
    );
    // Of the record itself, as CloudWatch shows what arrives by OTLP, and of CloudWatch's own.
    const own = ['severityText', 'body', '@timestamp'];
    const queries = body.widgets.flatMap(({ properties: { query } }) => query ?? []);
    expect(queries.length).toBeGreaterThan(3);
    for (const query of queries) {
      const quoted = [...query.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      expect(quoted.length).toBeGreaterThan(0);
      for (const name of quoted)
        expect({ query, known: known.has(name), name }).toMatchObject({ known: true });
      const filtered = /filter (\w+) =/.exec(query)?.[1];
      if (filtered !== undefined) expect(own).toContain(filtered);
      // What only the last record has leaves out the phases.
      const [, level] = /severityText = "(\w+)"/.exec(query) ?? [];
      if (level !== undefined) expect(records.map(({ severity }) => severity)).toContain(level);
    }
  });

  test('each PromQL names a metric that is sent, by labels that it has', () => {
    const text = body.widgets.map(({ properties: { markdown = '' } }) => markdown).join('\n');
    const blocks = [...text.matchAll(/```\n([^`]+)\n```/g)].map(([, query = '']) => query);
    expect(blocks.length).toBeGreaterThan(4);
    for (const query of blocks) {
      const named = [...query.matchAll(/\{"([\w.]+)"(?:, (\w+)="(\w+)")?\}/g)];
      expect(named.length).toBeGreaterThan(0);
      const by = /by \(([^)]*)\)/.exec(query)?.[1]?.split(', ') ?? [];
      for (const [, metric = '', label] of named) {
        const has = labels(metric);
        for (const one of [...by.map((name) => name.replaceAll('"', '')), ...(label ? [label] : [])])
          expect({ query, label: one, has: has.has(one) }).toMatchObject({ has: true });
        expect({ query, metric, labels: has.size }).not.toMatchObject({ labels: 0 });
      }
    }
  });
});

describe('Prometheus', () => {
  const text = prometheusText(metrics);
  const samples = new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name = '', inner = ''] = /^(\w+)\{(.*)\} /.exec(line) ?? [];
        return [name, new Set([...inner.matchAll(/(\w+)="/g)].map(([, label = '']) => label))] as const;
      }),
  );
  const ours = /\b(?:signalbox|cicd)_\w+/g;

  interface Panel {
    readonly title?: string;
    readonly fieldConfig?: { readonly defaults?: { readonly unit?: string } };
    readonly targets?: readonly { readonly expr: string }[];
  }
  const panels = (JSON.parse(read('grafana.json')) as { panels: readonly Panel[] }).panels;

  test.each(['grafana.json', 'alerts.yml', 'alerts.test.yml'])('%s names what is sent', (file) => {
    const names = new Set(read(file).match(ours));
    expect(names.size).toBeGreaterThan(3);
    for (const name of names) expect([...samples.keys()]).toContain(name);
  });

  test('every metric is in a panel or an alert', () => {
    const named = `${read('grafana.json')}${read('alerts.yml')}`;
    for (const { name } of metrics) expect(named).toContain(name.replaceAll('.', '_'));
  });

  test('panels show seconds as seconds, select and group by labels that the metric has', () => {
    for (const { title, fieldConfig, targets = [] } of panels)
      for (const { expr } of targets) {
        const [name = ''] = expr.match(ours) ?? [];
        const known = samples.get(name) ?? new Set();
        const selected = [...expr.matchAll(/[{,](\w+)=~?"/g)].map(([, label = '']) => label);
        const grouped = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(/, */) ?? [];
        for (const label of [...selected, ...grouped])
          expect({ title, label, known: known.has(label) }).toMatchObject({ known: true });
        const seconds = /_seconds(_bucket|_sum)?\b/.test(expr);
        expect({ title, unit: fieldConfig?.defaults?.unit === 's' }).toEqual({ title, unit: seconds });
      }
  });
});
