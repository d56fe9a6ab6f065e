import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DETACHED_FILES } from '@signalbox/runner/background';
import { recordedStep } from '@signalbox/simulator/step';
import { openRecords } from './record.ts';
import { startMonitor, watchDirectory } from './watch.ts';

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'watch-'));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));

test('what a process with the same id left behind is not taken for the end of this watch', () => {
  const left = join(temporary, 'signalbox', `guard-${process.pid}`);
  mkdirSync(left, { recursive: true });
  writeFileSync(join(left, DETACHED_FILES.result), '{"status":"succeeded"}');
  const step = recordedStep({ env: { ...process.env, RUNNER_TEMP: temporary } });
  const records = openRecords(step);
  startMonitor(watchDirectory(step), step, records, {});
  const directory = records.read().monitor?.detached.directory ?? '';
  expect(readdirSync(directory)).not.toContain(DETACHED_FILES.result);
});
