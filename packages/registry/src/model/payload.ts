import { CORRELATION_ID } from '@signalbox/runner/correlation';
import { truncate } from '@signalbox/runner/untrusted';
import { compact } from '@signalbox/runner/values';
import { isRepository } from './names.ts';

/** What a registration says about its owner: the `payload` of the GitHub deployment. Holds no secret. */
export interface Payload {
  /** Made before the registration is: finds it again when the answer to its creation is lost. */
  readonly nonce: string;
  readonly correlationId: string;
  /** OWNER/NAME the owning run belongs to; another one than the registry's in cross-repository use. */
  readonly repository: string;
  /** Its id, which a rename or transfer leaves as it is. Absent in records of earlier versions. */
  readonly repositoryId?: number;
  readonly runId: number;
  readonly runAttempt: number;
  /** The owning job. Unknown on GitHub Enterprise Server. */
  readonly checkRunId?: number;
  readonly workflow: string;
  readonly actor: string;
  readonly priority: number;
  /** `job`: ends with the job that made it. `run`: outlives it, ends with the run attempt. */
  readonly scope: 'job' | 'run';
  readonly stacks: readonly string[];
  /** The commit, when it is not one of the registry's repository and so cannot be the deployment's own. */
  readonly sha?: string;
}

const VERSION = 1;

/** The stored form: {"signalbox":1, ...}. */
export function formatPayload(payload: Payload): Record<string, unknown> {
  return compact({
    signalbox: VERSION,
    nonce: payload.nonce,
    correlation_id: payload.correlationId,
    repository: payload.repository,
    repository_id: payload.repositoryId,
    run_id: payload.runId,
    run_attempt: payload.runAttempt,
    check_run_id: payload.checkRunId,
    workflow: truncate(payload.workflow.replace(/[\p{Cc}\p{Cs}]+/gu, ' '), STORED_WORKFLOW),
    actor: payload.actor,
    priority: payload.priority,
    scope: payload.scope,
    stacks: payload.stacks,
    sha: payload.sha,
  });
}

/** Limits of what is stored, in characters; what is beyond them was not written by us. */
const LONGEST = { nonce: 200, workflow: 1000, actor: 100, stack: 400 } as const;
const MOST_STACKS = 100;

/** Whether a registration with these stacks can be read back: one that cannot has no position in the queue. */
export const fitsPayload = (stacks: readonly string[]): boolean =>
  stacks.length <= MOST_STACKS && stacks.every(isStack);

/** Of what we write: names of workflows have no limit that GitHub documents. */
const STORED_WORKFLOW = 200;

/** The bounds of the input `priority`, and of what counts when it is read. */
export const PRIORITIES = { least: -1000, most: 1000 } as const;

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && !/[\p{Cc}\p{Cs}]/u.test(value);

/** What may be part of a path, and in an address that people click. */
const isStack = (value: unknown): value is string => isText(value, LONGEST.stack) && /^[\w:/-]+$/.test(value);

/** What each field must be; what is absent, or null, has a default where there is one. */
const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  nonce: (value) => isText(value, LONGEST.nonce) && value !== '',
  correlation_id: (value) => value === '' || (typeof value === 'string' && CORRELATION_ID.test(value)),
  repository: (value) => typeof value === 'string' && isRepository(value),
  repository_id: isId,
  run_id: isId,
  run_attempt: isId,
  check_run_id: isId,
  workflow: (value) => isText(value, LONGEST.workflow),
  actor: (value) => isText(value, LONGEST.actor),
  priority: (value) =>
    Number.isSafeInteger(value) && Number(value) >= PRIORITIES.least && Number(value) <= PRIORITIES.most,
  scope: (value) => value === 'job' || value === 'run',
  stacks: (value) => Array.isArray(value) && value.length <= MOST_STACKS && value.every(isStack),
  sha: (value) => typeof value === 'string' && /^[0-9a-f]{40}$/i.test(value),
};
const REQUIRED = ['nonce', 'repository', 'run_id', 'run_attempt'];

/**
 * The payload of a registration of ours; undefined when anybody else wrote it, or a later version of us. Anybody
 * who may write deployments may write anything here, so one field that we would not have written makes it a stranger's.
 */
export function parsePayload(stored: unknown): Payload | undefined {
  const raw = unwrap(stored);
  if (raw === undefined || raw['signalbox'] !== VERSION) return undefined;
  const given = (name: string) => raw[name] !== undefined && raw[name] !== null;
  if (!REQUIRED.every(given)) return undefined;
  if (!Object.entries(CHECKS).every(([name, valid]) => !given(name) || valid(raw[name]))) return undefined;
  const checked = raw as unknown as StoredPayload;
  return {
    nonce: checked.nonce,
    correlationId: checked.correlation_id ?? '',
    repository: checked.repository,
    ...(given('repository_id') ? { repositoryId: Number(checked.repository_id) } : {}),
    runId: checked.run_id,
    runAttempt: checked.run_attempt,
    ...(given('check_run_id') ? { checkRunId: Number(checked.check_run_id) } : {}),
    workflow: checked.workflow ?? '',
    actor: checked.actor ?? '',
    priority: checked.priority ?? 0,
    scope: checked.scope ?? 'job',
    stacks: checked.stacks ?? [],
    ...(given('sha') ? { sha: String(checked.sha).toLowerCase() } : {}),
  };
}

/** The stored form once it is checked. */
interface StoredPayload {
  readonly nonce: string;
  readonly correlation_id?: string;
  readonly repository: string;
  readonly repository_id?: number;
  readonly run_id: number;
  readonly run_attempt: number;
  readonly check_run_id?: number;
  readonly workflow?: string;
  readonly actor?: string;
  readonly priority?: number;
  readonly scope?: Payload['scope'];
  readonly stacks?: readonly string[];
  readonly sha?: string;
}

/** GitHub hands a payload back as an object (REST), as JSON text (GraphQL), or as JSON text of JSON text. */
export function unwrap(stored: unknown): Record<string, unknown> | undefined {
  let value = stored;
  for (let layer = 0; layer < 2 && typeof value === 'string'; layer++) {
    try {
      value = JSON.parse(value);
    } catch {
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
