import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ResourceReport } from '../model/report.ts';
import { gantt } from './gantt.ts';

const resource = (index: number, name = `Resource${index}`): ResourceReport => ({
  stackName: `shop-${index % 7}`,
  logicalId: name,
  type: 'AWS::SQS::Queue',
  status: ['CREATE_COMPLETE', 'CREATE_FAILED', 'CREATE_IN_PROGRESS'][index % 3] ?? '',
  startedAt: new Date(1_700_000_000_000 + index * 1000).toISOString(),
  seconds: index % 50,
});

test('no diagram is larger than GitHub renders, and nothing is lost unsaid', () => {
  fc.assert(
    fc.property(fc.nat(6000), (count) => {
      const { diagrams, remaining } = gantt(Array.from({ length: count }, (_, i) => resource(i)));
      const drawn = diagrams.join('\n').match(/:(?:done|crit|active), /g)?.length ?? 0;
      expect(drawn + remaining).toBe(count);
      for (const diagram of diagrams) expect(diagram.length).toBeLessThan(50_000);
    }),
    { numRuns: 20 },
  );
});

test('every task is in a section, with its mark', () => {
  const [diagram = ''] = gantt([resource(0), resource(7), resource(1)]).diagrams;
  expect(diagram.split('\n').slice(3)).toEqual([
    '  section shop-0',
    '  Resource0 :done, 1700000000000, 1700000000500',
    '  Resource7 :crit, 1700000007000, 1700000014000',
    '  section shop-1',
    '  Resource1 :crit, 1700000001000, 1700000002000',
  ]);
});

test('a hostile name stays a name', () => {
  const [diagram = ''] = gantt([resource(0, 'a:b;\nclick x "javascript:alert(1)"')]).diagrams;
  expect(diagram.split('\n')).toHaveLength(5);
  expect(diagram).not.toContain('"');
});

test('after a rollback a resource has one row, with what was done and how it was undone', () => {
  const [made, other] = [resource(0, 'Orders'), resource(7, 'Events')];
  const undone = { ...made, status: 'DELETE_COMPLETE', startedAt: '2023-11-14T22:15:00.000Z', seconds: 2 };
  const [diagram = ''] = gantt([made, other, undone]).diagrams;
  expect(diagram.split('\n')).toEqual([
    ...['---', 'displayMode: compact', '---', 'gantt', '  dateFormat x', '  axisFormat %H:%M:%S'],
    ...[
      '  section Orders',
      '  done :done, 1700000000000, 1700000000500',
      '  undone :done, 1700000100000, 1700000102000',
    ],
    ...['  section Events', '  failed :crit, 1700000007000, 1700000014000'],
  ]);
});
