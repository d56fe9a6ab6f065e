// What a step tells the runner: commands on stdout and lines in the files it names
// (docs: actions/reference/workflows-and-actions/workflow-commands). The same bytes as @actions/core 3,
// which a test compares; not that package itself, because it loads a whole HTTP client at the start (40 ms).
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { redact, rememberSecret } from './secrets.ts';

export interface AnnotationProperties {
  readonly title?: string;
}

export const info = (message: string) => void process.stdout.write(`${redact(message)}${EOL}`);
export const debug = (message: string) => command('debug', {}, message);
export const notice = (message: string, properties: AnnotationProperties = {}) =>
  command('notice', { ...properties }, message);
export const warning = (message: string, properties: AnnotationProperties = {}) =>
  command('warning', { ...properties }, message);
export const error = (message: string, properties: AnnotationProperties = {}) =>
  command('error', { ...properties }, message);

/** Fails the step: exit code 1 when the process ends, and an annotation. */
export function setFailed(message: string): void {
  process.exitCode = 1;
  error(message);
}

/** The runner shows `***` in its place from here on, and so does this process. */
export function setSecret(value: string): void {
  rememberSecret(value);
  process.stdout.write(`::add-mask::${escapeData(value)}${EOL}`);
}

export async function group<T>(title: string, body: () => Promise<T>): Promise<T> {
  startGroup(title);
  try {
    return await body();
  } finally {
    endGroup();
  }
}

export const startGroup = (title: string) => command('group', {}, title);
export const endGroup = () => command('endgroup', {}, '');

export const setOutput = (name: string, value: string) => assignment('GITHUB_OUTPUT', name, value);
export const saveState = (name: string, value: string) => assignment('GITHUB_STATE', name, value);
export const getState = (name: string) => process.env[`STATE_${name}`] ?? '';

export function exportVariable(name: string, value: string): void {
  process.env[name] = value;
  assignment('GITHUB_ENV', name, value);
}

/** Appends to the job summary. */
export const appendSummary = (markdown: string) => append('GITHUB_STEP_SUMMARY', markdown);

function command(name: string, properties: Readonly<Record<string, string>>, message: string): void {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(redact(value))}`);
  const head = list.length > 0 ? `${name} ${list.join(',')}` : name;
  process.stdout.write(`::${head}::${escapeData(redact(message))}${EOL}`);
}

const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A value may have any number of lines: nobody can guess the delimiter. */
function assignment(variable: string, name: string, value: string): void {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  append(variable, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
}

/** Without the variable there is no runner to read it. */
function append(variable: string, text: string): void {
  const path = process.env[variable];
  if (path) appendFileSync(path, redact(text));
}
