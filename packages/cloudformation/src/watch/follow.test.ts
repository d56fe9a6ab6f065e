import { describe, expect, test } from '@jest/globals';
import { FAILING_SCENARIOS } from '../../test/failing-scenarios.ts';
import { scenario } from '../../test/scenario.ts';
import { UPDATE, watching } from '../../test/watching.ts';
import { ReadError } from '../reader/reader.ts';

describe('ends', () => {
  test('cancelled, and says when the update could not be', async () => {
    const controller = new AbortController();
    const { report, kinds } = await watching(UPDATE, {
      options: { onCancel: 'cancel-update' },
      ports: { cancelled: controller.signal },
      reader: (replay) => ({
        events: (id, next) => {
          if (replay.log.length > 5) controller.abort();
          return replay.events(id, next);
        },
        cancelUpdate: async () => {
          throw new ReadError('denied', 'the credentials need cloudformation:CancelUpdateStack', undefined);
        },
      }),
    });
    expect(report.status).toBe('cancelled');
    expect(kinds('not-cancelled')).toMatchObject([{ message: expect.stringContaining('CancelUpdateStack') }]);
  });

  test('when the outcome is certain: cleanup, and what it cannot delete, do not matter', async () => {
    const { report, seconds } = await watching(UPDATE);
    expect(report).toMatchObject({ status: 'succeeded', stackStatus: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
    expect(report.rootCause).toBeUndefined();
    expect(seconds).toBeLessThan(60);
  });

  test('not when a nested stack ends', async () => {
    const { report } = await watching(
      scenario(`
        0   *          CREATE_IN_PROGRESS  User Initiated
        1   Api        CREATE_IN_PROGRESS
        2   Api/*      CREATE_IN_PROGRESS  User Initiated
        3   Api/Queue  CREATE_IN_PROGRESS
        20  Api/Queue  CREATE_COMPLETE
        21  Api/*      CREATE_COMPLETE
        22  Api        CREATE_COMPLETE
        23  Table      CREATE_IN_PROGRESS
        90  Table      CREATE_COMPLETE
        91  *          CREATE_COMPLETE
      `),
    );
    expect(report.durationSeconds).toBe(91);
    expect(report.events).toHaveLength(10);
  });

  test('a deletion, though its name is gone: by ARN', async () => {
    const { report } = await watching(
      scenario('0 * DELETE_IN_PROGRESS  User Initiated\n30 * DELETE_COMPLETE'),
    );
    expect(report).toMatchObject({
      status: 'succeeded',
      operation: 'DELETE',
      stackStatus: 'DELETE_COMPLETE',
    });
  });

  test('with its own outcome, though the next operation began before the next look', async () => {
    const told = scenario(`
      0   *      UPDATE_IN_PROGRESS  User Initiated
      2   Queue  UPDATE_IN_PROGRESS
      5   Queue  UPDATE_FAILED  Invalid value
      6   *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      50  *      UPDATE_ROLLBACK_COMPLETE
      51  *      UPDATE_IN_PROGRESS  User Initiated
      60  *      UPDATE_COMPLETE
    `);
    const { report } = await watching(told, { options: { pollInterval: 30 } });
    expect(report).toMatchObject({ status: 'rolled-back', durationSeconds: 50 });
  });

  test('a deletion that succeeded at the second try has no cause of failure', async () => {
    const { report } = await watching(
      scenario(`
        0   *        DELETE_IN_PROGRESS  User Initiated
        1   Network  DELETE_IN_PROGRESS
        20  Network  DELETE_FAILED  in use
        21  Network  DELETE_IN_PROGRESS
        40  Network  DELETE_COMPLETE
        41  *        DELETE_COMPLETE
      `),
    );
    expect(report.status).toBe('succeeded');
    expect(report.rootCause).toBeUndefined();
  });

  test('with all events of nested stacks that clean up after what they are nested in told their end', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
    const each = (line: (name: string, index: number) => string) => names.map(line).join('\n');
    const told = scenario(`
      0    *        UPDATE_IN_PROGRESS  User Initiated
      ${each((name) => `1 ${name} UPDATE_IN_PROGRESS\n2 ${name}/* UPDATE_IN_PROGRESS User Initiated\n3 ${name}/R UPDATE_IN_PROGRESS`)}
      10   Queue    UPDATE_IN_PROGRESS
      20   Queue    UPDATE_FAILED  Invalid value
      21   *        UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      ${each((name) => `22 ${name} UPDATE_IN_PROGRESS\n23 ${name}/* UPDATE_ROLLBACK_IN_PROGRESS\n24 ${name}/R UPDATE_IN_PROGRESS`)}
      ${each((name, index) => `${30 + index} ${name}/R UPDATE_COMPLETE\n${30 + index} ${name}/* UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS\n${30 + index} ${name} UPDATE_COMPLETE`)}
      ${each((name, index) => `${60 + index} ${name}/* UPDATE_ROLLBACK_COMPLETE`)}
      90   *        UPDATE_ROLLBACK_COMPLETE
    `);
    const { report } = await watching(told, { options: { pollInterval: 5 } });
    expect(report.status).toBe('rolled-back');
    expect(report.events).toHaveLength(told.events.length);
  });

  test('and tells at once of the failure in the deepest stack', async () => {
    const { kinds } = await watching(
      scenario(`
        0    *        UPDATE_IN_PROGRESS  User Initiated
        1    A        UPDATE_IN_PROGRESS
        2    A/*      UPDATE_IN_PROGRESS  User Initiated
        3    A/B      UPDATE_IN_PROGRESS
        4    A/B/*    UPDATE_IN_PROGRESS  User Initiated
        5    A/B/Deep UPDATE_IN_PROGRESS
        8    A/B/Deep UPDATE_FAILED  Invalid value
        9    A/B/*    UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Deep]
        10   A/B      UPDATE_FAILED  Embedded stack was not successfully updated
        11   A/*      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [B]
        12   A        UPDATE_FAILED  Embedded stack was not successfully updated
        13   *        UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [A]
        200  *        UPDATE_ROLLBACK_COMPLETE
      `),
    );
    expect(kinds('failing')).toMatchObject([{ cause: { logicalId: 'Deep' } }]);
  });

  test('after the rollback, which has an operation id of its own', async () => {
    const told = scenario(`
      0   *      UPDATE_IN_PROGRESS  User Initiated
      2   Queue  UPDATE_IN_PROGRESS
      9   Queue  UPDATE_FAILED  Invalid value
      10  *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      60  *      UPDATE_ROLLBACK_COMPLETE
    `);
    const events = told.events.map((event, index) => ({
      ...event,
      operationId: index < 3 ? 'op-1' : 'op-2',
    }));
    const { report, kinds } = await watching({ ...told, events });
    expect(report).toMatchObject({ status: 'rolled-back', operationId: 'op-1', durationSeconds: 60 });
    expect(kinds('failing')).toHaveLength(1);
  });

  test.each(FAILING_SCENARIOS)(
    '$name: $status, $cause',
    async ({ status, cause, nested, kind, ...timeline }) => {
      const { report } = await watching(timeline, { changeSet: false });
      expect(report.status).toBe(status);
      expect(report.rootCause).toMatchObject({ logicalId: cause, nested, kind });
    },
  );

  test('timed out, with what still runs', async () => {
    const { report, seconds } = await watching(UPDATE, { options: { timeoutSeconds: 20 } });
    expect(report.status).toBe('timed-out');
    expect(report.resources).toMatchObject([{ logicalId: 'Queue', status: 'UPDATE_IN_PROGRESS' }]);
    expect(seconds).toBeLessThan(40);
  });

  test.each([
    ['leave', false],
    ['cancel-update', true],
  ] as const)('cancelled, on-cancel: %s', async (onCancel, cancels) => {
    const controller = new AbortController();
    const { report, log } = await watching(UPDATE, {
      options: { onCancel },
      ports: {
        cancelled: controller.signal,
        notice: ({ kind }) => kind === 'event' && controller.abort(),
      },
    });
    expect(report.status).toBe('cancelled');
    expect(log.includes('CancelUpdateStack')).toBe(cancels);
  });
});

test('express mode is said, and kept in the report', async () => {
  const { kinds, report } = await watching(UPDATE, {
    startsIn: -1,
    options: { since: 0 },
    reader: (replay) => ({
      describeStack: async (name) => {
        const stack = await replay.describeStack(name);
        return stack && { ...stack, deploymentMode: 'EXPRESS' };
      },
    }),
  });
  expect(kinds('express')).toHaveLength(1);
  expect(report.deploymentMode).toBe('EXPRESS');
});

test.each([
  [
    'import',
    '0 * IMPORT_IN_PROGRESS  User Initiated\n1 Q IMPORT_IN_PROGRESS\n9 Q IMPORT_COMPLETE\n10 * IMPORT_COMPLETE',
    'IMPORT',
    'succeeded',
  ],
  [
    'import that is rolled back',
    '0 * IMPORT_IN_PROGRESS  User Initiated\n1 Q IMPORT_IN_PROGRESS\n9 Q IMPORT_FAILED  no\n10 * IMPORT_ROLLBACK_IN_PROGRESS\n20 * IMPORT_ROLLBACK_COMPLETE',
    'IMPORT',
    'rolled-back',
  ],
  [
    'rollback that somebody asked for',
    '0 * ROLLBACK_IN_PROGRESS  User Initiated\n1 Q DELETE_IN_PROGRESS\n9 Q DELETE_COMPLETE\n10 * ROLLBACK_COMPLETE',
    'ROLLBACK',
    'rolled-back',
  ],
  [
    'continued rollback',
    '0 * UPDATE_ROLLBACK_IN_PROGRESS  User Initiated\n1 Q UPDATE_IN_PROGRESS\n9 Q UPDATE_COMPLETE\n10 * UPDATE_ROLLBACK_COMPLETE',
    'ROLLBACK',
    'rolled-back',
  ],
])('follows an operation of the kind %s', async (_, lines, operation, status) => {
  const { report } = await watching(scenario(lines), { startsIn: 20, changeSet: false });
  expect(report).toMatchObject({ operation, status });
});

test('findings of a hook belong to the cause', async () => {
  const told = FAILING_SCENARIOS.find(({ events }) => events.some(({ hook }) => hook?.invocationId));
  if (told === undefined) throw new Error('no scenario has a hook');
  const { report, log } = await watching(told, { findings: ['Encrypted: turn encryption on'] });
  expect(log).toContain('GetHookResult');
  expect(report.rootCause?.evidence).toContain('Encrypted: turn encryption on');
});
