import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Notice } from '@signalbox/cloudformation/notice';
import type { RootCause } from '@signalbox/cloudformation/report';
import type { Span } from '@signalbox/cloudformation/span';
import { openNotified } from './notified.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'notified-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const stalled = (stackId: string, logicalId: string): Notice => ({
  kind: 'stalled',
  delay: { span: { stackId, logicalId } as Span, elapsedSeconds: 600, usualSeconds: 60, hint: '' },
});
const failing = (stackId: string, logicalId: string): Notice => ({
  kind: 'failing',
  cause: { stackId, logicalId } as RootCause,
});

test('the monitor that goes on for a killed one knows what was announced', () => {
  openNotified(directory).add('shop', stalled('one', 'Role'));
  const next = openNotified(directory);
  expect(next.has('shop', stalled('one', 'Role'))).toBe(true);
  expect(next.has('shop', failing('one', 'Role'))).toBe(false);
  expect(next.has('blog', stalled('one', 'Role'))).toBe(false);
});

test('resources of two nested stacks may have one name', () => {
  const notified = openNotified(directory);
  notified.add('shop', failing('one', 'Role'));
  expect(notified.has('shop', failing('two', 'Role'))).toBe(false);
});

test('what is no news may be said again', () => {
  const notified = openNotified(directory);
  const attached: Notice = { kind: 'attached', operation: 'UPDATE', stackId: 'one' };
  notified.add('shop', attached);
  expect(notified.has('shop', attached)).toBe(false);
});

test('a monitor in the foreground has no file, and remembers all the same', () => {
  const notified = openNotified();
  notified.add('shop', stalled('one', 'Role'));
  expect(notified.has('shop', stalled('one', 'Role'))).toBe(true);
  expect(openNotified().has('shop', stalled('one', 'Role'))).toBe(false);
});
