import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DETACHED_FILES } from '@signalbox/runner/background';
import { recordedStep } from '@signalbox/simulator/step';
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
  startMonitor(watchDirectory(step), step, {});
  const { detached } = JSON.parse(step.states['monitor'] ?? '');
  expect(readdirSync(detached.directory)).not.toContain(DETACHED_FILES.result);
});
