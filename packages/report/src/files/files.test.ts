import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { marked } from 'marked';
import { compare, readCsv } from '../../../../test/report/recompute.ts';
import { seededHistory } from '../../test/history.ts';
import { HOSTILE } from '../../test/hostile.ts';
import { handWorked } from '../../test/ledger.ts';
import { reportOf } from '../figures/report.ts';
import type { Sources } from '../model/report.ts';
import { csvOf } from './csv.ts';
import { digestOf, verdictLine } from './digest.ts';
import { jsonOf, parseReport } from './json.ts';

const nothing: Sources = { ...handWorked(), deployments: [] };
/** With first commits, formulas for names, and moments that fall together. */
const odd = (seed: number): Sources => {
  const sources = seededHistory({ seed, deployments: 3 + seed * 7, environments: ['=prod', 'staging'] });
  const firstCommits = new Map(
    sources.deployments.slice(0, 9).map(({ id, queuedAt }) => [id, queuedAt - 9e6]),
  );
  return { ...sources, firstCommits, windowSeconds: 40 * 86_400 };
};

describe('every figure is found again from the CSV by a second program', () => {
  test.each([
    ['the ledger of docs/report.md', handWorked()],
    ['nothing', nothing],
    ['five environments with 200 deployments', seededHistory()],
    ['hostile names', seededHistory({ text: `a,"b"\n=1+1 ${HOSTILE[0]}`, deployments: 20 })],
    ...[1, 2, 3, 4, 5, 6].map((seed): [string, Sources] => [`seed ${seed}`, odd(seed)]),
  ])('%s', (_, sources) => {
    const report = reportOf(sources);
    const { compared, differences } = compare(csvOf(report, sources), jsonOf(report));
    expect(differences).toEqual([]);
    const slow = report.environments.flatMap(({ slowResources }) => slowResources);
    expect(compared).toBe(22 * report.environments.length + 3 * slow.length);
  });

  test('and a slow resource that is not so, or is missing, is seen', () => {
    const sources = seededHistory({ environments: ['production'] });
    const report = reportOf(sources);
    const [production] = report.environments;
    if (production === undefined) throw new Error('no environment');
    const [first, ...others] = production.slowResources;
    if (first === undefined) throw new Error('no slow resource');
    const csv = csvOf(report, sources);
    const notes = (slowResources: typeof production.slowResources) =>
      compare(csv, jsonOf({ ...report, environments: [{ ...production, slowResources }] })).differences;
    expect(notes([{ ...first, median: first.median + 1 }, ...others])).toHaveLength(1);
    expect(notes(others)).toHaveLength(3);
  });

  test('and a figure that is not so is seen', () => {
    const sources = handWorked();
    const report = reportOf(sources);
    const [production] = report.environments;
    if (production === undefined) throw new Error('no environment');
    const counts = { ...production.counts, failed: production.counts.failed + 1 };
    const wrong = { ...report, environments: [{ ...production, counts }] };
    expect(compare(csvOf(report, sources), jsonOf(wrong)).differences).toHaveLength(1);
  });
});

describe('the CSV', () => {
  test('has a row for each deployment, and no cell that a spreadsheet would take for a formula', () => {
    const text = fc.oneof(
      anyText({ maxLength: 40 }),
      fc.constantFrom('=1+1', '+x', '-x', '@x', ' =1', '\t=1'),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const sources = seededHistory({ text: hostile, deployments: 3, environments: ['production'] });
        const csv = csvOf(reportOf(sources), sources);
        expect(readCsv(csv)).toHaveLength(3);
        for (const cell of csv.split(/[\r\n]+/).flatMap((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)))
          expect(cell).not.toMatch(/^"?[=+@\t\r]|^"?-(?!\d)/);
      }),
    );
  });

  test('what is not known is an empty cell', () => {
    const [row] = readCsv(csvOf(reportOf(handWorked()), handWorked())).filter(({ id }) => id === '53');
    expect(row).toMatchObject({
      held_since: '',
      duration_seconds: '',
      wait_seconds: '',
      counts_as: 'neither',
    });
  });
});

describe('the JSON keeps to its schema', () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../docs/deployment-report.schema.json'), 'utf8'),
  );
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test.each([
    ['the ledger', handWorked()],
    ['nothing', nothing],
    ['a large history', seededHistory()],
  ])('%s', (_, sources) => {
    validate(JSON.parse(jsonOf(reportOf(sources))));
    expect(validate.errors).toBeNull();
  });

  test('what was written is read again', () => {
    const report = reportOf(handWorked());
    expect(jsonOf(parseReport(jsonOf(report)))).toBe(jsonOf(report));
  });

  test('and what does not is refused', () => {
    const report = JSON.parse(jsonOf(reportOf(handWorked())));
    expect(validate({ ...report, madeAt: 1 })).toBe(false);
    delete report.environments[0].dora.leadTime;
    expect(validate(report)).toBe(false);
  });
});

describe('the digest', () => {
  test.each([0, 1, 5, 40])(
    'of %d environments has at most 40 lines, each environment with its verdict',
    (count) => {
      const environments = Array.from({ length: count }, (_, index) => `env-${index}`);
      const text = digestOf(reportOf(seededHistory({ environments, deployments: 4 })));
      expect(text.split('\n').length).toBeLessThanOrEqual(40);
      if (count === 0) expect(text).toContain('no data');
      else expect(text).toContain('env-0');
    },
  );

  test('is a heading, a list and one table, whatever the names are', () => {
    const kinds = (name = 'production') => {
      const sources = seededHistory({ environments: [name, 'staging'], deployments: 9 });
      return marked.lexer(digestOf(reportOf(sources))).map((token) => {
        const {
          type,
          rows = [],
          header = [],
        } = token as { type: string; rows?: unknown[]; header?: unknown[] };
        return [type, rows.length, header.length];
      });
    };
    for (const hostile of HOSTILE) expect(kinds(hostile)).toEqual(kinds());
  });

  test('says in one line for a message what each environment is like', () => {
    expect(verdictLine(reportOf(handWorked()))).toMatch(/^production: 42 deployments in 84 days, 5 failed, /);
    expect(verdictLine(reportOf({ ...nothing, environments: [] }))).toBe('no data');
    expect(verdictLine(reportOf(seededHistory({ deployments: 3 })))).toMatch(/ · and 2 more$/);
  });
});
