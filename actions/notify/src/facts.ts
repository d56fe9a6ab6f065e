import { readFileSync } from 'node:fs';
import type { Env } from '@signalbox/runner/inputs';
import type { Job } from '@signalbox/runner/job';
import type { Facts, Finish } from '@signalbox/slack/event';
import type { NotifyInputs } from './inputs.ts';

/** What the inputs say, completed by what the job knows. */
export function factsOf(
  inputs: NotifyInputs,
  job: Job,
  options: { readonly env: Env; readonly now: number },
): Facts {
  const { sha, runUrl, actor, repository, refName: ref } = job;
  const commit = headCommit(options.env, inputs.ref ?? sha);
  const given = {
    environment: inputs.environment,
    stack: inputs['stack-name'],
    consoleUrl: inputs['console-url'],
    environmentUrl: inputs['environment-url'],
    url: inputs.url,
    message: inputs.message,
    fields: inputs.fields,
    progress: inputs.progress,
    reason: inputs.reason,
    rootCause: inputs['root-cause'],
    active: inputs.active,
    elapsedSeconds: inputs['elapsed-seconds'],
    finish: finishOf(inputs, options.now),
    repository,
    ref,
    actor,
    runUrl,
    sha: inputs.ref ?? sha,
    ...commit,
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(known);
}

function finishOf(inputs: NotifyInputs, now: number): Finish | undefined {
  const [p50, p80] = [inputs['estimated-seconds'], inputs['estimated-seconds-p80']];
  if (p50 === undefined) return undefined;
  const start = now - (inputs['elapsed-seconds'] ?? 0) * 1000;
  return { expected: start + p50 * 1000, ...(p80 === undefined ? {} : { latest: start + p80 * 1000 }) };
}

interface Commit {
  readonly commitTitle?: string;
  readonly email?: string;
}

/** The commit as the event that started the workflow describes it, if it is the one deployed. */
function headCommit(env: Env, sha: string): Commit {
  try {
    const event: unknown = JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    const raw = Object(Object(event)['head_commit']) as Record<string, unknown>;
    if (raw['id'] !== sha) return {};
    const [title] = String(raw['message'] ?? '').split('\n');
    const email = String(Object(raw['author'])['email'] ?? '');
    const known = email !== '' && !/noreply/i.test(email);
    return { ...(title ? { commitTitle: title } : {}), ...(known ? { email } : {}) };
  } catch {
    return {};
  }
}
