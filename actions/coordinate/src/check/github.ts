import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { oneLine } from '@signalbox/runner/untrusted';
import { failed, ok, type Row, warning } from './row.ts';

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
  /** How to mend a 403 or 404. */
  readonly mend: string;
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
      // That GitHub looks at the right first is documented nowhere, and was not tried on a real account.
      body: { ref: NO_COMMIT, task: 'signalbox:check', auto_merge: false, required_contexts: [] },
      right: 422,
      says: /No ref found/i,
      fine: 'may register, hold and release',
      mend: grant('deployments: write', repository),
    },
    {
      subject: 'actions: read',
      path: `/repos/${job.repository}/actions/runs/${job.runId}`,
      right: 200,
      fine: 'sees whether the owner of a registration still runs',
      mend: grant('actions: read', job.repository),
    },
    {
      subject: 'contents: read',
      path: `/repos/${repository}/commits/${own ? job.sha : 'HEAD'}`,
      right: 200,
      fine: 'sees which commit is newer',
      mend: grant('contents: read', repository),
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
  const rows = probes(repository, step).map(async (probe) => judge(probe, await ask(probe.path, probe.body)));
  return [ok('github-token', `reads ${repository}`), ...(await Promise.all(rows))];
}

interface Answer {
  readonly status: number;
  readonly message: string;
}

function judge({ subject, right, says, fine, mend }: Probe, answer: Answer | string): Row {
  if (typeof answer === 'string') return failed(subject, answer);
  if (answer.status === right && (says?.test(answer.message) ?? true)) return ok(subject, fine);
  if (answer.status === 403 && /rate limit/i.test(answer.message)) return warning(subject, unknown(answer));
  if (answer.status === 403 || answer.status === 404) return failed(subject, mend);
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
      const text = await response.text();
      return { status: response.status, message: messageOf(text) };
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

function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}
