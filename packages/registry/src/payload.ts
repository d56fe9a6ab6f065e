import { CORRELATION_ID } from '@signalbox/runner/correlation';

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
  return {
    signalbox: VERSION,
    nonce: payload.nonce,
    correlation_id: payload.correlationId,
    repository: payload.repository,
    ...(payload.repositoryId === undefined ? {} : { repository_id: payload.repositoryId }),
    run_id: payload.runId,
    run_attempt: payload.runAttempt,
    ...(payload.checkRunId === undefined ? {} : { check_run_id: payload.checkRunId }),
    workflow: payload.workflow,
    actor: payload.actor,
    priority: payload.priority,
    scope: payload.scope,
    stacks: payload.stacks,
    ...(payload.sha === undefined ? {} : { sha: payload.sha }),
  };
}

/** The payload of a registration of ours; undefined when anybody else wrote it, or a later version of us. */
export function parsePayload(stored: unknown): Payload | undefined {
  const raw = unwrap(stored);
  if (raw === undefined || raw['signalbox'] !== VERSION) return undefined;
  const { nonce, correlation_id: correlationId, repository, run_id: runId, run_attempt: runAttempt } = raw;
  if (typeof nonce !== 'string' || nonce === '' || typeof repository !== 'string') return undefined;
  if (!isId(runId) || !isId(runAttempt)) return undefined;
  return {
    nonce,
    correlationId:
      typeof correlationId === 'string' && CORRELATION_ID.test(correlationId) ? correlationId : '',
    repository,
    ...(isId(raw['repository_id']) ? { repositoryId: raw['repository_id'] } : {}),
    runId,
    runAttempt,
    ...(isId(raw['check_run_id']) ? { checkRunId: raw['check_run_id'] } : {}),
    workflow: text(raw['workflow']),
    actor: text(raw['actor']),
    priority: Number.isSafeInteger(raw['priority']) ? Number(raw['priority']) : 0,
    scope: raw['scope'] === 'run' ? 'run' : 'job',
    stacks: Array.isArray(raw['stacks']) ? raw['stacks'].filter((name) => typeof name === 'string') : [],
    ...(typeof raw['sha'] === 'string' && /^[0-9a-f]{40}$/i.test(raw['sha'])
      ? { sha: raw['sha'].toLowerCase() }
      : {}),
  };
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

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
