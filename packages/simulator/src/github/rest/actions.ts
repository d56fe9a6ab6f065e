import { addAttempt, addJob, addRun } from '../build/run.ts';
import { type Answer, notFound, Refusal } from '../state/answer.ts';
import { resolveRef } from '../state/git-graph.ts';
import { type Attempt, fullName, type Job, type Run } from '../state/state.ts';
import { renderUser, repositoryUrl } from './render/render.ts';
import { renderEnvironment } from './render/render-repository.ts';
import { renderJob, renderRun } from './render/render-run.ts';
import { type Call, paginate, type Routes } from './routes.ts';

export const actionsRoutes: Routes = {
  'actions/get-workflow-run': { permission: 'actions', access: 'read', answer: getRun },
  'actions/get-workflow-run-attempt': { permission: 'actions', access: 'read', answer: getRun },
  'actions/list-jobs-for-workflow-run': { permission: 'actions', access: 'read', answer: listRunJobs },
  'actions/list-jobs-for-workflow-run-attempt': {
    permission: 'actions',
    access: 'read',
    answer: listAttemptJobs,
  },
  'actions/get-reviews-for-run': { permission: 'actions', access: 'read', answer: listReviews },
  'actions/get-job-for-workflow-run': { permission: 'actions', access: 'read', answer: getJob },
  'actions/re-run-workflow-failed-jobs': { permission: 'actions', access: 'write', answer: rerunFailedJobs },
  'actions/create-workflow-dispatch': { permission: 'actions', access: 'write', answer: dispatchWorkflow },
  'repos/create-dispatch-event': { permission: 'contents', access: 'write', answer: dispatchRepository },
};

function findRun({ repository, parameters }: Call): Run {
  const run = repository.runs.get(Number(parameters['run_id']));
  if (!run) throw notFound();
  return run;
}

/** The attempt asked for, else the last. */
function findAttempt(run: Run, { parameters }: Call): Attempt {
  const number = Number(parameters['attempt_number'] ?? run.attempts.length);
  const attempt = run.attempts[number - 1];
  if (!attempt) throw notFound();
  return attempt;
}

function getRun(call: Call): Answer {
  const run = findRun(call);
  return { status: 200, data: renderRun(call.urls, call.repository, run, findAttempt(run, call)) };
}

function listJobs(call: Call, run: Run, wanted: (job: Job) => boolean): Answer {
  const jobs = [...call.repository.jobs.values()].filter((job) => job.runId === run.id && wanted(job));
  const { page, headers } = paginate(jobs, call);
  const rows = page.map((job) => renderJob(call.urls, call.repository, run, job, call.state.quirks.sparse));
  return { status: 200, headers, data: { total_count: jobs.length, jobs: rows } };
}

function listRunJobs(call: Call): Answer {
  const run = findRun(call);
  return listJobs(
    call,
    run,
    (job) => call.parameters['filter'] === 'all' || job.attempt === run.attempts.length,
  );
}

function listAttemptJobs(call: Call): Answer {
  const run = findRun(call);
  const { number } = findAttempt(run, call);
  return listJobs(call, run, (job) => job.attempt === number);
}

/** All reviews of a run, of whichever attempt: GitHub shows no attempt with them. */
function listReviews(call: Call): Answer {
  const { urls, repository } = call;
  const data = findRun(call).reviews.map(({ environments, state, user, comment }) => ({
    environments: environments.flatMap((name) => {
      const found = repository.environments.get(name.toLowerCase());
      return found === undefined ? [] : [approvedEnvironment(urls, repository, found)];
    }),
    ...{ state, user: renderUser(urls, user), comment },
  }));
  return { status: 200, data };
}

function approvedEnvironment(...given: Parameters<typeof renderEnvironment>) {
  const { protection_rules: _, ...rest } = renderEnvironment(...given);
  return rest;
}

function getJob(call: Call): Answer {
  const job = call.repository.jobs.get(Number(call.parameters['job_id']));
  const run = job && call.repository.runs.get(job.runId);
  if (!run) throw notFound();
  return { status: 200, data: renderJob(call.urls, call.repository, run, job, call.state.quirks.sparse) };
}

/** A new attempt with new jobs, and new ids, for all that did not succeed. */
function rerunFailedJobs(call: Call): Answer {
  const run = findRun(call);
  const attempt = findAttempt(run, call);
  if (attempt.status !== 'completed') throw new Refusal(403, 'This workflow is already running');
  const failed = [...call.repository.jobs.values()].filter(
    (job) => job.runId === run.id && job.attempt === attempt.number && job.conclusion !== 'success',
  );
  if (failed.length === 0) throw new Refusal(403, 'This workflow run has no failed jobs to re-run');
  addAttempt(call.state, run, 'queued');
  for (const { name } of failed) addJob(call.state, call.repository, run, { name, status: 'queued' });
  return { status: 201, data: {} };
}

function dispatchWorkflow(call: Call): Answer {
  const { state, repository, parameters, body, token, urls } = call;
  const asked = String(parameters['workflow_id']);
  const workflow = repository.workflows.find(
    ({ id, path }) => String(id) === asked || path.endsWith(`/${asked}`),
  );
  if (!workflow) throw notFound();
  if (!workflow.dispatchable) throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  const ref = String(body['ref']);
  const commit = resolveRef(repository, ref);
  if (!commit) throw new Refusal(422, `No ref found for: ${ref}`);
  const run = addRun(state, repository, {
    workflow,
    event: 'workflow_dispatch',
    headBranch: ref.replace(/^refs\/heads\//, ''),
    headSha: commit.sha,
    actor: token.login,
    status: 'queued',
  });
  if (body['return_run_details'] !== true) return { status: 204 };
  const data = {
    workflow_run_id: run.id,
    run_url: `${repositoryUrl(urls, repository)}/actions/runs/${run.id}`,
    html_url: `${urls.html}/${fullName(repository)}/actions/runs/${run.id}`,
  };
  return { status: 200, data };
}

function dispatchRepository({ repository, body }: Call): Answer {
  repository.dispatches.push({
    eventType: String(body['event_type']),
    clientPayload: body['client_payload'] ?? {},
  });
  return { status: 204 };
}
