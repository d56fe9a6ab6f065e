import { addDeployment } from '../build/deployment.ts';
import { type Answer, Refusal } from '../state/answer.ts';
import { history, resolveRef } from '../state/git-graph.ts';
import { type Commit, type GitHubState, nextId, type Repository } from '../state/state.ts';
import { PRIMARY, see } from '../state/visibility.ts';
import { checkDescription, checkEnvironment } from './deployments.ts';
import { renderDeployment } from './render/render-deployment.ts';
import type { Call, Routes } from './routes.ts';

export const createRoutes: Routes = {
  'repos/create-deployment': { permission: 'deployments', access: 'write', answer: create },
};

interface CreateBody {
  readonly ref: string;
  readonly task?: string;
  readonly auto_merge?: boolean;
  readonly required_contexts?: readonly string[];
  readonly payload?: Record<string, unknown> | string;
  readonly environment?: string;
  readonly description?: string | null;
  readonly transient_environment?: boolean;
  readonly production_environment?: boolean;
}

async function create(call: Call): Promise<Answer> {
  const { state, repository, token, urls } = call;
  const body = call.body as unknown as CreateBody;
  const commit = resolveRef(repository, body.ref);
  if (!commit) throw new Refusal(422, `No ref found for: ${body.ref}`);
  checkDescription('Deployment', body.description ?? '');
  checkEnvironment('Deployment', body.environment);
  if (body.auto_merge !== false) {
    const merged = autoMerge(state, repository, body.ref, commit);
    if (merged !== undefined) return { status: 202, data: { message: merged } };
  }
  requireContexts(commit, body.required_contexts);

  const id = nextId(state, 'deployment');
  const createdAt = state.clock.now();
  const committedAt = await call.commit();
  const deployment = addDeployment(state, repository, {
    id,
    createdAt,
    committedAt,
    sha: commit.sha,
    ref: body.ref,
    creator: token.login,
    ...(body.task !== undefined ? { task: body.task } : {}),
    ...(body.payload !== undefined ? { payload: body.payload } : {}),
    ...(body.environment !== undefined ? { environment: body.environment } : {}),
    ...(body.description !== undefined ? { description: body.description } : {}),
    ...(body.transient_environment !== undefined ? { transient: body.transient_environment } : {}),
    ...(body.production_environment !== undefined ? { production: body.production_environment } : {}),
  });
  const row = see(deployment, PRIMARY);
  return { status: 201, data: row && renderDeployment({ urls, state }, repository, row) };
}

/**
 * Merges the default branch into a topic branch that lacks some of it, instead of deploying.
 * @returns what was merged, or undefined when there is nothing to merge
 */
function autoMerge(
  state: GitHubState,
  repository: Repository,
  ref: string,
  commit: Commit,
): string | undefined {
  const { commits, refs, defaultBranch } = repository;
  const branch = ref.replace(/^refs\/heads\//, '');
  const base = refs.get(`refs/heads/${defaultBranch}`);
  if (branch === defaultBranch || !refs.has(`refs/heads/${branch}`) || base === undefined) return undefined;
  if (history(repository, commit.sha).has(base)) return undefined;
  if (repository.conflicting.has(branch)) {
    throw new Refusal(409, `Conflict merging ${defaultBranch} into ${branch}.`);
  }
  const sha = `${commit.sha.slice(0, 20)}${base.slice(0, 20)}`;
  const message = `Merge ${defaultBranch} into ${branch}`;
  const parents = [commit.sha, base];
  commits.set(sha, { sha, parents, message, author: 'web-flow', date: state.clock.now(), checks: new Map() });
  refs.set(`refs/heads/${branch}`, sha);
  return `Auto-merged ${defaultBranch} into ${branch} on deployment.`;
}

function requireContexts(commit: Commit, contexts: readonly string[] = [...commit.checks.keys()]): void {
  const unmet = contexts.filter((context) => commit.checks.get(context) !== 'success');
  if (unmet.length === 0) return;
  const error = { resource: 'Deployment', field: 'required_contexts', code: 'invalid' };
  throw new Refusal(409, `Conflict: Commit status checks failed for ${commit.sha}.`, {
    errors: [{ contexts: unmet, ...error }],
  });
}
