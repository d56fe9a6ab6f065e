import { type Clock, withTimeout } from '@signalbox/runner/clock';
import { type RetryDecision, retry } from '@signalbox/runner/retry';
import { compact } from '@signalbox/runner/values';
import { description as fit } from '../model/names.ts';
import { parsePayload } from '../model/payload.ts';
import { queuePhaseOf, type Status, TASK } from '../model/registration.ts';
import { afterRefusal, newTrust, noteSuccess } from './client/trust.ts';

type StoredStatus = Pick<Status, 'state' | 'description'> & { readonly id: number };

interface NoteOptions {
  /** OWNER/NAME whose deployments are the registry. */
  readonly repository: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const REQUEST_MS = 10_000;
/** Of an outage; refusals that may be stray have their own number. */
const OUTAGE_ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;
/** Of statuses: anybody with the right to write them can write thousands. */
const MOST_PAGES = 6;

type Request = (path: string, body?: object) => Promise<unknown>;

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    const advice = status === 403 ? ' (the token needs deployments: write)' : '';
    super(`GitHub answered HTTP ${status}${advice}`);
    this.status = status;
  }
}

/**
 * Adds a line to a registration's history and changes nothing else: what waits goes on waiting, who holds goes on
 * holding. A few plain requests, so that an action that does no more with the registry needs no client for it; refusals
 * that may be stray are repeated as the client does (trust.ts).
 * @throws Error when it is not a live registration, or GitHub refuses
 */
export async function addNote(id: number, line: string, options: NoteOptions): Promise<void> {
  const page = `deployments/${id}`;
  const request = withRetries(options);
  const deployment = (await request(page)) as { task?: unknown; payload?: unknown };
  if (deployment.task !== TASK || parsePayload(deployment.payload) === undefined)
    throw new Error('it is no registration of Signalbox');
  const phase = queuePhaseOf(await latestStatus(page, request));
  if (phase === 'over' || phase === 'claiming') throw new Error(`it is ${phase}`);
  const state = phase === 'holding' ? 'in_progress' : 'queued';
  // A description that begins like a claim would turn the holder into a claimant.
  const description = fit(`note: ${line}`);
  await request(`${page}/statuses`, { state, description, auto_inactive: false });
}

/** The one with the greatest id: GitHub promises no order. */
async function latestStatus(page: string, request: Request): Promise<StoredStatus | undefined> {
  let latest: StoredStatus | undefined;
  for (let number = 1; ; number++) {
    const found = await request(`${page}/statuses?per_page=100&page=${number}`);
    const statuses = found as readonly StoredStatus[];
    for (const status of statuses) if (status.id > (latest?.id ?? 0)) latest = status;
    if (statuses.length < 100) return latest && { ...latest, description: latest.description ?? '' };
    if (number >= MOST_PAGES) throw new Error(`it has more than ${MOST_PAGES * 100} statuses`);
  }
}

/** A refusal is believed once it has lasted; a read is repeated through an outage, a write is not: it may have been done. */
function withRetries(options: NoteOptions): Request {
  const { clock, random, signal } = options;
  const trust = newTrust(clock);
  return async (path, body) => {
    const right = body === undefined ? 'read' : 'write';
    let failures = 0;
    const classify = (error: unknown): RetryDecision => {
      failures += 1;
      const status = error instanceof Refused ? error.status : 0;
      if (status >= 400 && status < 500) return afterRefusal(trust, right, status, failures);
      return { retry: body === undefined && failures < OUTAGE_ATTEMPTS };
    };
    const policy = { clock, random, signal, classify, attempts: MOST_ATTEMPTS };
    const answer = await retry(() => send(path, options, body), policy);
    noteSuccess(trust, right);
    return answer;
  };
}

async function send(path: string, options: NoteOptions, body?: object): Promise<unknown> {
  const { repository, token, apiUrl, clock, signal } = options;
  const answer = await fetch(`${apiUrl}/repos/${repository}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
      'user-agent': 'signalbox',
    },
    ...compact({ body: body && JSON.stringify(body) }),
    signal: withTimeout(REQUEST_MS, clock, signal),
  });
  if (!answer.ok) throw new Refused(answer.status);
  return await answer.json();
}
