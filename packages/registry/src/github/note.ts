import { description as fit } from '../model/names.ts';
import { parsePayload } from '../model/payload.ts';
import { queuePhaseOf, type Status, TASK } from '../model/registration.ts';

type StoredStatus = Pick<Status, 'state' | 'description'> & { readonly id: number };

interface NoteOptions {
  /** OWNER/NAME whose deployments are the registry. */
  readonly repository: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly signal: AbortSignal;
}

const REQUEST_MS = 10_000;

/**
 * Adds a line to a registration's history and changes nothing else: what waits goes on waiting, who holds goes on
 * holding. A few plain requests, so that an action that does no more with the registry needs no client for it.
 * @throws Error when it is not a live registration, or GitHub refuses
 */
export async function addNote(id: number, line: string, options: NoteOptions): Promise<void> {
  const page = `deployments/${id}`;
  const deployment = (await request(page, options)) as { task?: unknown; payload?: unknown };
  if (deployment.task !== TASK || parsePayload(deployment.payload) === undefined)
    throw new Error('it is no registration of Signalbox');
  const phase = queuePhaseOf(await latestStatus(page, options));
  if (phase === 'over' || phase === 'claiming') throw new Error(`it is ${phase}`);
  const state = phase === 'holding' ? 'in_progress' : 'queued';
  // A description that begins like a claim would turn the holder into a claimant.
  const description = fit(`note: ${line}`);
  await request(`${page}/statuses`, options, { state, description, auto_inactive: false });
}

/** The one with the greatest id: GitHub promises no order. */
async function latestStatus(page: string, options: NoteOptions): Promise<StoredStatus | undefined> {
  let latest: StoredStatus | undefined;
  for (let number = 1; ; number++) {
    const found = await request(`${page}/statuses?per_page=100&page=${number}`, options);
    const statuses = found as readonly StoredStatus[];
    for (const status of statuses) if (status.id > (latest?.id ?? 0)) latest = status;
    if (statuses.length < 100) return latest && { ...latest, description: latest.description ?? '' };
  }
}

async function request(path: string, options: NoteOptions, body?: object): Promise<unknown> {
  const { repository, token, apiUrl, signal } = options;
  const answer = await fetch(`${apiUrl}/repos/${repository}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
      'user-agent': 'signalbox',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
  });
  if (!answer.ok) {
    const advice = answer.status === 403 ? ' (the token needs deployments: write)' : '';
    throw new Error(`GitHub answered HTTP ${answer.status}${advice}`);
  }
  return await answer.json();
}
