import { canonical, named } from '../../model/names.ts';
import type { ConcurrencyGroups, Reviews } from '../../ports.ts';
import type { LookupContext } from './context.ts';

/** Who approved a run. */
export const githubReviews = ({ client: { octokit }, tryRead }: LookupContext): Reviews => ({
  // https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
  approvers: async (repository, runId, environment) => {
    const answer = await tryRead('read the reviews of a run', repository, (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {
        ...named(repository),
        run_id: runId,
        request: { signal },
      }),
    );
    if (typeof answer === 'string') return undefined;
    const ofIt = answer.data.filter(
      ({ state, environments }) =>
        state === 'approved' &&
        environments.some(({ name = '' }) => canonical(name) === canonical(environment)),
    );
    return [...new Set(ofIt.map(({ user }) => user.login))];
  },
});

/** GitHub's own `concurrency:` groups. */
export const githubGroups = ({ client: { octokit }, tryRead }: LookupContext): ConcurrencyGroups => ({
  ofRun: async (repository, runId) => {
    const answer = await tryRead('read concurrency groups', repository, (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups', {
        ...named(repository),
        run_id: runId,
        request: { signal },
      }),
    );
    if (typeof answer === 'string') return undefined;
    return answer.data.concurrency_groups.flatMap(({ group_name: name, group_members }) =>
      group_members.map(({ job_id: jobId, status }) => ({
        ...(typeof jobId === 'number' ? { jobId } : {}),
        name,
        holds: status === 'in_progress',
      })),
    );
  },
  members: async (repository, name) => {
    const answer = await tryRead('read a concurrency group', repository, (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}', {
        ...named(repository),
        concurrency_group_name: name,
        request: { signal },
      }),
    );
    if (typeof answer === 'string') return [];
    return answer.data.group_members.map(({ run_id: runId, job_name: jobName, status }) => ({
      ...(typeof jobName === 'string' ? { jobName } : {}),
      runId,
      holds: status === 'in_progress',
    }));
  },
});
