import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { oneLine } from '@signalbox/runner/untrusted';
import { failed, ok, type Row, rowsOf, warning } from './row.ts';

/** No commit has this name: git's null id. */
const NO_COMMIT = '0'.repeat(40);
/** GitHub ends a request after 10 s. */
const TIMEOUT_MS = 12_000;

interface Probe {
  readonly subject: string;
  readonly path: string;
  /** POST, where there is one. */
  readonly body?: object;
  /** The status that says yes, and what its message says then. */
  readonly right: number;
  readonly says?: RegExp;
  readonly fine: string;
  /** How to correct a 403 or 404. */
  readonly remedy: string;
}

interface Given {
  readonly 'github-token': string;
  readonly repository: string;
}

function probes(repository: string, { job }: Step): readonly Probe[] {
  const own = repository.toLowerCase() === job.repository.toLowerCase();
  const grant = (permission: string, where: string) =>
    own
      ? `Give the job "permissions: ${permission}".`
      : `Give the token of "github-token" ${permission} in ${where}.`;
  return [
    {
      subject: 'deployments: write',
      path: `/repos/${repository}/deployments`,
      // Refused either way: a token without the right with 403, one that has it with 422, since there is no such commit.
      // That GitHub checks the permission first is documented nowhere, and was not tried on a real account.
      body: { ref: NO_COMMIT, task: 'signalbox:check', auto_merge: false, required_contexts: [] },
      right: 422,
      says: /No ref found/i,
      fine: 'may register, hold and release',
      remedy: grant('deployments: write', repository),
    },
    {
      subject: 'actions: read',
      path: `/repos/${job.repository}/actions/runs/${job.runId}`,
      right: 200,
      fine: 'sees whether the owner of a registration still runs',
      remedy: grant('actions: read', job.repository),
    },
    {
      subject: 'contents: read',
      path: `/repos/${repository}/commits/${own ? job.sha : 'HEAD'}`,
      right: 200,
      fine: 'sees which commit is newer',
      remedy: grant('contents: read', repository),
    },
  ];
}

/** Token and permissions, each by a request that changes nothing. */
export async function checkGitHub(inputs: Given, step: Step): Promise<readonly Row[]> {
  const { repository } = inputs;
  const ask = asker(inputs['github-token'], step);
  const known = await ask(`/repos/${repository}`);
  if (typeof known === 'string') return [failed('github-token', known)];
  if (known.status === 401)
    return [failed('github-token', 'GitHub does not know this token: it is wrong, or has expired.')];
  if (known.status === 404)
    return [
      failed('github-token', `It does not see ${repository}: correct "repository", or give a token for it.`),
    ];
  if (known.status !== 200) return [warning('github-token', unknown(known))];
  const rows = [
    ...probes(repository, step).map((probe) =>
      rowsOf(probe.subject, step.clock, async () => [judge(probe, await ask(probe.path, probe.body))]),
    ),
    rowsOf('rate limit', step.clock, async () => rateRows(await ask('/rate_limit'), step.clock.now())),
  ];
  return [ok('github-token', `reads ${repository}`), ...(await Promise.all(rows)).flat()];
}

/** Less than this share of an hour's budget may not last for the hour. */
const SCARCE = 0.1;

/** What remains of the token's budgets. The question itself costs nothing (docs: rest/rate-limit). */
function rateRows(answer: Answer | string, now: number): readonly Row[] {
  const subject = 'rate limit';
  if (typeof answer === 'string') return [warning(subject, answer)];
  // docs: rest/rate-limit, and GitHub Enterprise Server where limits are off.
  if (answer.status === 404) return [ok(subject, 'this GitHub sets none')];
  if (answer.status !== 200) return [warning(subject, unknown(answer))];
  const { resources } = answer.body as { readonly resources?: Readonly<Record<string, Partial<Budget>>> };
  return ['core', 'graphql'].map((name) => {
    const { limit, remaining, reset } = resources?.[name] ?? {};
    if (!isCount(limit) || !isCount(remaining) || !isCount(reset))
      return warning(`${subject} ${name}`, 'GitHub does not say what is left.');
    const minutes = Math.max(0, Math.ceil((reset * 1000 - now) / 60_000));
    const line = `${remaining} of ${limit} left, anew in ${minutes} min`;
    if (remaining === 0) return failed(`${subject} ${name}`, `${line}: nothing can be read until then.`);
    const scarce = remaining < limit * SCARCE;
    return scarce
      ? warning(`${subject} ${name}`, `${line}: fewer jobs at once, or an App's token, which has more.`)
      : ok(`${subject} ${name}`, line);
  });
}

interface Budget {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since the epoch. */
  readonly reset: number;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

interface Answer {
  readonly status: number;
  readonly message: string;
  /** As JSON; an empty object when it is none. */
  readonly body: object;
}

function judge({ subject, right, says, fine, remedy }: Probe, answer: Answer | string): Row {
  if (typeof answer === 'string') return failed(subject, answer);
  if (answer.status === right && (says?.test(answer.message) ?? true)) return ok(subject, fine);
  if (answer.status === 403 && /rate limit/i.test(answer.message)) return warning(subject, unknown(answer));
  if (answer.status === 403 || answer.status === 404) return failed(subject, remedy);
  return warning(subject, unknown(answer));
}

const unknown = ({ status, message }: Answer) =>
  `Not known: GitHub answers HTTP ${status}${message === '' ? '' : ` (${oneLine(message, 200)})`}. Run again later.`;

/** Asks once, and again after an answer that passes. Returns why there was none. */
function asker(token: string, { job, clock, cancelled }: Step) {
  const once = async (path: string, body?: object): Promise<Answer | string> => {
    try {
      const response = await fetch(`${job.apiUrl}${path}`, {
        headers: {
          authorization: `token ${token}`,
          accept: 'application/vnd.github+json',
          'content-type': 'application/json',
          'user-agent': 'signalbox',
        },
        signal: withTimeout(TIMEOUT_MS, clock, cancelled),
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      const answer = bodyOf(await response.text());
      const message = 'message' in answer && typeof answer.message === 'string' ? answer.message : '';
      return { status: response.status, message, body: answer };
    } catch (error) {
      return `GitHub was not reached at ${job.apiUrl}: ${errorLine(error)}`;
    }
  };
  return async (path: string, body?: object): Promise<Answer | string> => {
    for (const pause of PAUSES_MS) {
      const answer = await once(path, body);
      if (typeof answer !== 'string' && answer.status < 500) return answer;
      await clock.sleep(pause, cancelled);
    }
    return once(path, body);
  };
}

const PAUSES_MS = [1000, 3000];

function bodyOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
