// What a step tells the runner: @actions/core, without the secrets of this process, and harmless where there is no runner
// or where it has taken its files away.
import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { redact, rememberSecret } from '../text/secrets.ts';

export const info = (message: string) => core.info(redact(message));
export const debug = (message: string) => core.debug(redact(message));

type Annotation = (message: string, properties?: core.AnnotationProperties) => void;
const redacted =
  (annotation: Annotation) =>
  (message: string, { title }: { readonly title?: string } = {}) =>
    annotation(redact(message), title === undefined ? {} : { title: redact(title) });
export const notice = redacted(core.notice);
export const warning = redacted(core.warning);
export const error = redacted(core.error);
/** What a command of the step writes, as it is: the runner's own masks see it, and workflow commands in it work. */
export const passThrough = (bytes: Uint8Array | string, stream: 'stdout' | 'stderr') =>
  void process[stream].write(bytes);

/** Fails the step: exit code 1 when the process ends, and an annotation. */
export const setFailed = (message: string) => core.setFailed(redact(message));

/** The runner shows `***` in its place from here on, and so does this process. */
export function setSecret(value: string): void {
  rememberSecret(value);
  core.setSecret(value);
}

export const startGroup = (title: string) => core.startGroup(redact(title));
export const endGroup = core.endGroup;
export const group = <T>(title: string, body: () => Promise<T>) => core.group(redact(title), body);

export const getState = core.getState;
export const setOutput = (name: string, value: string) =>
  fileCommand('GITHUB_OUTPUT', () => core.setOutput(name, redact(value)));
export const saveState = (name: string, value: string) =>
  fileCommand('GITHUB_STATE', () => core.saveState(name, redact(value)));
export function exportVariable(name: string, value: string): void {
  fileCommand('GITHUB_ENV', () => core.exportVariable(name, redact(value)));
  process.env[name] = value;
}

/**
 * Appends to the job summary. Not with the library's `summary`: that is one buffer of the process, which two writers at
 * once would write twice.
 */
export const appendSummary = (markdown: string) =>
  fileCommand('GITHUB_STEP_SUMMARY', (path) => appendFileSync(path, redact(markdown)));

/**
 * Without the variable there is no runner to read it, and the library would fall back to commands that runners refuse.
 * A file that is gone is made again, since the library would fail the step.
 */
function fileCommand(variable: string, write: (path: string) => void): void {
  const path = process.env[variable];
  if (!path) return;
  appendFileSync(path, '');
  write(path);
}
