import { allowed } from '../state/access.ts';
import { type Answer, notFound, Refusal } from '../state/answer.ts';
import { compareCommits, history, resolveRef } from '../state/git-graph.ts';
import { fullName } from '../state/state.ts';
import { repositoryUrl } from './render/render.ts';
import { renderCommit, renderRef } from './render/render-git.ts';
import { renderEnvironment, renderFullRepository } from './render/render-repository.ts';
import { type Call, paginate, type Routes } from './routes.ts';

export const gitRoutes: Routes = {
  'repos/get': { permission: 'metadata', access: 'read', answer: getRepository },
  'repos/get-environment': { permission: 'actions', access: 'read', answer: getEnvironment },
  'repos/get-commit': { permission: 'contents', access: 'read', answer: getCommit },
  'repos/compare-commits-with-basehead': { permission: 'contents', access: 'read', answer: compare },
  'git/create-ref': { permission: 'contents', access: 'write', answer: createRef },
  'git/update-ref': { permission: 'contents', access: 'write', answer: updateRef },
  'git/delete-ref': { permission: 'contents', access: 'write', answer: deleteRef },
};

function getRepository({ urls, repository, token }: Call): Answer {
  const canPush = allowed(token, repository, 'contents', 'write');
  return { status: 200, data: renderFullRepository(urls, repository, canPush) };
}

function getEnvironment({ urls, repository, parameters }: Call): Answer {
  const environment = repository.environments.get(String(parameters['environment_name']).toLowerCase());
  if (!environment) throw notFound();
  return { status: 200, data: renderEnvironment(urls, repository, environment) };
}

function getCommit({ urls, repository, parameters }: Call): Answer {
  const ref = String(parameters['ref']);
  const commit = resolveRef(repository, ref);
  if (!commit) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  const stats = { additions: 0, deletions: 0, total: 0 };
  return { status: 200, data: { ...renderCommit(urls, repository, commit), stats, files: [] } };
}

function compare(call: Call): Answer {
  const { urls, repository, parameters } = call;
  const [baseName = '', headName = ''] = String(parameters['basehead']).split('...');
  const [base, head] = [resolveRef(repository, baseName), resolveRef(repository, headName)];
  const result = base && head && compareCommits(repository, base, head);
  if (!result) throw notFound();
  const { page, headers } = paginate(result.ahead, {
    ...call,
    parameters: { per_page: 100, ...parameters },
  });
  const span = `${base.sha}...${head.sha}`;
  const html = `${urls.html}/${fullName(repository)}/compare/${span}`;
  const data = {
    url: `${repositoryUrl(urls, repository)}/compare/${span}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: renderCommit(urls, repository, base),
    merge_base_commit: renderCommit(urls, repository, result.mergeBase),
    status: result.status,
    ahead_by: result.ahead.length,
    behind_by: result.behindBy,
    total_commits: result.ahead.length,
    commits: page.map((commit) => renderCommit(urls, repository, commit)),
    files: [],
  };
  return { status: 200, headers, data };
}

function createRef({ urls, repository, body }: Call): Answer {
  const [ref, sha] = [String(body['ref']), String(body['sha'])];
  if (!/^refs\/[^/]+\/.+/.test(ref)) throw new Refusal(422, `${ref} is not a valid ref name.`);
  if (!repository.commits.has(sha)) throw new Refusal(422, 'Object does not exist');
  if (repository.refs.has(ref)) throw new Refusal(422, 'Reference already exists');
  repository.refs.set(ref, sha);
  const data = renderRef(urls, repository, ref, sha);
  return { status: 201, headers: { location: data.url }, data };
}

function knownRef({ repository, parameters }: Call): { readonly ref: string; readonly sha: string } {
  const ref = `refs/${String(parameters['ref'])}`;
  const sha = repository.refs.get(ref);
  if (sha === undefined) throw new Refusal(422, 'Reference does not exist');
  return { ref, sha };
}

function updateRef(call: Call): Answer {
  const { urls, repository, body } = call;
  const { ref, sha: before } = knownRef(call);
  const sha = String(body['sha']);
  if (!repository.commits.has(sha)) throw new Refusal(422, 'Object does not exist');
  const fastForward = history(repository, sha).has(before);
  if (!fastForward && body['force'] !== true) throw new Refusal(422, 'Update is not a fast forward');
  repository.refs.set(ref, sha);
  return { status: 200, data: renderRef(urls, repository, ref, sha) };
}

function deleteRef(call: Call): Answer {
  call.repository.refs.delete(knownRef(call).ref);
  return { status: 204 };
}
