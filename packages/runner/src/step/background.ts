import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import type { Clock } from '../clock.ts';
import { type Env, inputVariable } from '../inputs/inputs.ts';
import { matchingEnv } from '../values.ts';
import type { Log } from './log.ts';
import { askToEnd, OUTLIVING, PRIVATE_FILE, PRIVATE_FOLDER, signal as send } from './platform.ts';
import { replay } from './replay.ts';

/**
 * A bundle that runs on in parallel to the job's steps, and is joined by a post step.
 * For runners without `background: true`.
 */
export interface Detached {
  readonly pid: number;
  /** Where its log, its file commands and its result are; survives between steps. */
  readonly directory: string;
}

interface DetachedOptions {
  /** The bundle's index.js. */
  readonly bundle: string;
  /** Inputs by their names. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The starter's environment: what is needed of it is kept, so a later step that blanks AWS_* does no harm. */
  readonly env: Env;
  /** Its own, under RUNNER_TEMP. Started there again, it goes on with what the first one began. */
  readonly directory: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The files in the directory of a detached process. */
export const DETACHED_FILES = {
  log: 'log.txt',
  output: 'output',
  summary: 'summary.md',
  /** Written last, in one piece. */
  result: 'report.json',
  /** Appears once the job's own steps are over. */
  stepsEnded: 'steps-ended',
  /** When it was started for the first time, in milliseconds. */
  started: 'started',
  /** Appears when it has ended of itself: one that is gone without it was killed. */
  ended: 'ended',
  /** Why it failed, in one line. */
  failure: 'failure',
} as const;

/** Tells a bundle that it runs detached, and where its files are. */
export const DETACHED_VARIABLE = 'SIGNALBOX_DETACHED';

const FILE_COMMANDS = {
  GITHUB_OUTPUT: DETACHED_FILES.output,
  GITHUB_STEP_SUMMARY: DETACHED_FILES.summary,
  GITHUB_STATE: 'state',
  GITHUB_ENV: 'env',
  GITHUB_PATH: 'path',
} as const;

/**
 * Starts a bundle that outlives this step. Its output goes to files, never to our pipes: the runner
 * would wait for an inherited pipe and then kill the process (actions/runner ProcessInvoker.cs).
 */
export function startDetached(options: DetachedOptions): Detached {
  const { bundle, directory, inputs } = options;
  mkdirSync(directory, PRIVATE_FOLDER);
  const env: Record<string, string | undefined> = matchingEnv(options.env, PLAIN);
  const handedOver = matchingEnv(options.env, NEEDED_SECRETS);
  for (const [name, value] of Object.entries(inputs)) handedOver[inputVariable(name)] = value;
  for (const [variable, file] of Object.entries(FILE_COMMANDS)) {
    env[variable] = joinPath(directory, file);
    writeFileSync(joinPath(directory, file), '', PRIVATE_FILE);
  }
  env[DETACHED_VARIABLE] = directory;
  const started = joinPath(directory, DETACHED_FILES.started);
  if (!existsSync(started)) writeFileSync(started, String(options.now), PRIVATE_FILE);
  const log = openSync(joinPath(directory, DETACHED_FILES.log), 'a', PRIVATE_FILE.mode);
  try {
    // Loaded here: it takes as long as a tenth of a start, and most steps start no process.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(process.execPath, [bundle], { ...OUTLIVING, stdio: ['pipe', log, log], env });
    child.on('error', () => {});
    // It may have ended before it read: then its end is what counts.
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(handedOver));
    child.unref();
    if (child.pid === undefined) throw new Error(`The background process could not be started: ${bundle}`);
    return { pid: child.pid, directory };
  } finally {
    closeSync(log);
  }
}

/**
 * What a bundle needs of the environment: the runner's facts, where AWS is, how this machine reaches the network and its
 * own programs. Nothing else of the job's, since it may be secret.
 */
const PLAIN =
  /^(GITHUB_(?!TOKEN$)\w+|RUNNER_\w+|CI|DEPLOYMENT_CORRELATION_ID|SIGNALBOX_\w+|AWS_(REGION|DEFAULT_REGION|PROFILE|ENDPOINT_URL\w*|USE_\w+|CA_BUNDLE|CONFIG_FILE|SHARED_CREDENTIALS_FILE|EC2_METADATA_\w+|STS_\w+|MAX_ATTEMPTS|RETRY_MODE|ROLE_\w+|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+_URI)|NODE_\w+|SSL_\w+|(HTTPS?|NO|ALL)_PROXY|PATH|PATHEXT|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|SYSTEMDRIVE|HOMEDRIVE|HOMEPATH|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|LANG|LC_\w+|TZ)$/i;

/** Secrets that a bundle needs in addition to its inputs: AWS, and what the runner gives for OIDC and for the cache. */
const NEEDED_SECRETS =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_AUTHORIZATION_TOKEN\w*)|ACTIONS_(ID_TOKEN_REQUEST_\w+|RUNTIME_TOKEN|RESULTS_URL|CACHE_\w+))$/;

/**
 * In a detached process: reads inputs and secrets from standard input into `env`. Other processes of the machine may
 * read the environment that a process was started with (proc(5), /proc/pid/environ), but not this.
 */
export function receiveHandedOver(env: NodeJS.ProcessEnv): void {
  if (isDetached(env)) Object.assign(env, JSON.parse(readFileSync(0, 'utf8') || '{}'));
}

interface JoinOptions {
  readonly clock: Clock;
  readonly limitSeconds: number;
  /** Gets each new line as it comes; annotations as annotations. */
  readonly log: Log;
  readonly signal?: AbortSignal;
  /** Starts it again in its directory, should it have been killed. */
  readonly resume?: () => Detached;
}

interface Joined {
  /** False: it still runs (the limit was reached, or the wait was cancelled). */
  readonly ended: boolean;
  /** The text of its result file, if it got so far. */
  readonly result?: string;
  /** Why it failed, if it did. */
  readonly failure?: string;
  readonly summary: string;
}

const POLL_MS = 500;
const EXIT_POLL_MS = 20;
/** What is still there then has something open that keeps it; its files say all. */
const EXIT_LIMIT_MS = 2000;
/** What is killed again and again is short of memory: it would be killed for ever. */
const RESUMES = 3;

/** Tells the process that the job's own steps are over, then waits for its end and shows its log. */
export async function join(detached: Detached, options: JoinOptions): Promise<Joined> {
  const { clock, signal } = options;
  writeFileSync(joinPath(detached.directory, DETACHED_FILES.stepsEnded), '');
  const deadline = clock.now() + options.limitSeconds * 1000;
  const show = tail(joinPath(detached.directory, DETACHED_FILES.log), (line) => replay(line, options.log));
  let current = detached;
  for (let resumes = 0; clock.now() < deadline && !signal?.aborted; ) {
    if (hasEnded(current)) {
      if (options.resume === undefined || !wasKilled(current) || resumes >= RESUMES) break;
      resumes++;
      options.log.notice('The background process was killed; another one goes on in its place.');
      current = options.resume();
    }
    show(false);
    await clock.sleep(POLL_MS, signal);
  }
  if (hasEnded(current)) await exited(current, clock, signal);
  show(true);
  return collect(current);
}

/** The last file is there a moment before its process is gone, which the runner would end as an orphan with a line in the log. */
async function exited({ pid }: Detached, clock: Clock, signal?: AbortSignal): Promise<void> {
  const deadline = clock.now() + EXIT_LIMIT_MS;
  while (isAlive(pid) && clock.now() < deadline && !signal?.aborted) await clock.sleep(EXIT_POLL_MS, signal);
}

/** Asks the process to end (it flushes its summary), then kills it when it does not. */
export async function stop(detached: Detached, options: JoinOptions): Promise<Joined> {
  askToEnd(detached.pid, detached.directory);
  const joined = await join(detached, options);
  if (!joined.ended) send(detached.pid, 'SIGKILL');
  return joined;
}

/** What it said at its end no longer counts: another one goes on in its place. */
export function forgetEnd({ directory }: Detached): void {
  for (const file of [DETACHED_FILES.result, DETACHED_FILES.ended, DETACHED_FILES.failure])
    rmSync(joinPath(directory, file), { force: true });
}

export const isDetached = (env: Env): boolean => (env[DETACHED_VARIABLE] ?? '') !== '';

/** True in a detached process once the job's own steps are over. */
export function stepsEnded(env: Env): boolean {
  const directory = env[DETACHED_VARIABLE];
  return directory !== undefined && existsSync(joinPath(directory, DETACHED_FILES.stepsEnded));
}

/** When this detached process, or the one it goes on for, was started; undefined in any other process. */
export function detachedSince(env: Env): number | undefined {
  const directory = env[DETACHED_VARIABLE] ?? '';
  const text = directory === '' ? undefined : read(joinPath(directory, DETACHED_FILES.started));
  return text === undefined ? undefined : Number(text);
}

/** A detached process fails no step: the post step that joins it decides. */
export function keepFailure(env: Env, line: string): void {
  writeFileSync(joinPath(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.failure), line, PRIVATE_FILE);
}

/** A detached process says that it ended of itself, well or not. */
export function markEnded(env: Env): void {
  if (isDetached(env)) writeFileSync(joinPath(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.ended), '');
}

function collect({ pid, directory }: Detached): Joined {
  const result = read(joinPath(directory, DETACHED_FILES.result));
  const summary = read(joinPath(directory, DETACHED_FILES.summary)) ?? '';
  const failure = read(joinPath(directory, DETACHED_FILES.failure));
  const more = { ...(result ? { result } : {}), ...(failure ? { failure } : {}) };
  return { ended: hasEnded({ pid, directory }), summary, ...more };
}

/** The result is written last, or not at all when it failed. */
function hasEnded({ pid, directory }: Detached): boolean {
  return endedOfItself(directory) || !isAlive(pid);
}

const wasKilled = ({ directory }: Detached) => !endedOfItself(directory);

const endedOfItself = (directory: string) =>
  [DETACHED_FILES.result, DETACHED_FILES.ended].some((file) => existsSync(joinPath(directory, file)));

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Shows whole lines as they appear; at the `last` look the rest, too. */
function tail(path: string, line: (line: string) => void): (last: boolean) => void {
  let shown = 0;
  return (last) => {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const end = last ? bytes.length : bytes.lastIndexOf('\n') + 1;
    if (end <= shown) return;
    const text = bytes.subarray(shown, end).toString();
    shown = end;
    for (const each of text.replace(/\n$/, '').split('\n')) line(each);
  };
}

/** Where nobody reaps orphans (a container without an init), one that was killed stays as a zombie. */
function isAlive(pid: number): boolean {
  return send(pid, 0) && !/^\d+ \(.*\) Z /s.test(read(`/proc/${pid}/stat`) ?? '');
}
