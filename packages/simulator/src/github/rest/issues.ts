import { addIssue } from '../build/repository.ts';
import { type Answer, invalid, notFound, Refusal, timestamp } from '../state/answer.ts';
import type { Issue, Repository } from '../state/state.ts';
import { nodeId, pageUrl, renderUser, repositoryUrl } from './render/render.ts';
import { type Call, paginate, type Routes } from './routes.ts';

/** "body is too long (maximum is 65536 characters)" (github.com/orgs/community/discussions/27190). */
const BODY_LIMIT = 65_536;
const TITLE_LIMIT = 256;

export const issueRoutes: Routes = {
  'issues/list-for-repo': { permission: 'issues', access: 'read', answer: list },
  'issues/create': { permission: 'issues', access: 'write', answer: create },
  'issues/get': { permission: 'issues', access: 'read', answer: get },
  'issues/update': { permission: 'issues', access: 'write', answer: update },
};

function list(call: Call): Answer {
  const { state = 'open', creator, labels, since, sort = 'created', direction = 'desc' } = call.parameters;
  const wanted = String(labels ?? '')
    .split(',')
    .filter(Boolean);
  const key = (issue: Issue) => (sort === 'updated' ? issue.updatedAt : issue.number);
  const found = issuesOf(call.repository)
    .filter((issue) => call.snapshot.sees(issue.committedAt))
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => creator === undefined || issue.creator.toLowerCase() === String(creator).toLowerCase())
    .filter((issue) => wanted.every((label) => issue.labels.includes(label)))
    .filter((issue) => since === undefined || issue.updatedAt >= Date.parse(String(since)))
    .sort((a, b) => (direction === 'asc' ? key(a) - key(b) : key(b) - key(a)));
  const { page, headers } = paginate(found, call);
  return { status: 200, headers, data: page.map((issue) => render(call, issue)) };
}

interface IssueBody {
  readonly title?: string | number;
  readonly body?: string | null;
  readonly labels?: readonly string[];
  readonly state?: Issue['state'];
  readonly state_reason?: string | null;
}

async function create(call: Call): Promise<Answer> {
  const given = call.body as IssueBody;
  const { repository, state, token } = call;
  issuesOf(repository);
  checkTexts(given);
  const committedAt = await call.commit();
  const issue = addIssue(state, repository, {
    ...{ title: String(given.title), body: given.body ?? null, labels: given.labels ?? [] },
    ...{ creator: token.login, committedAt },
  });
  const location = `${repositoryUrl(call.urls, repository)}/issues/${issue.number}`;
  return { status: 201, headers: { location }, data: render(call, issue) };
}

function get(call: Call): Answer {
  const issue = find(call);
  if (!call.snapshot.sees(issue.committedAt)) throw notFound();
  return { status: 200, data: render(call, issue) };
}

/** Whoever has `issues: write` may change anybody's. */
function update(call: Call): Answer {
  const issue = find(call);
  const given = call.body as IssueBody;
  checkTexts(given);
  const now = call.state.clock.now();
  if (given.title !== undefined && given.title !== null) issue.title = String(given.title);
  if (given.body !== undefined) issue.body = given.body;
  if (given.labels !== undefined) issue.labels = given.labels;
  if (given.state !== undefined && given.state !== issue.state) {
    issue.state = given.state;
    issue.closedAt = given.state === 'closed' ? now : null;
    issue.stateReason = given.state_reason ?? (given.state === 'closed' ? 'completed' : 'reopened');
  }
  issue.updatedAt = now;
  issue.edits += 1;
  return { status: 200, data: render(call, issue) };
}

function issuesOf({ hasIssues, issues }: Repository): readonly Issue[] {
  // docs: rest/issues, "If issues are disabled in the repository, the API returns a 410 Gone status."
  if (!hasIssues) throw new Refusal(410, 'Issues has been disabled in this repository.');
  return issues;
}

function find({ repository, parameters }: Call): Issue {
  const issue = issuesOf(repository).find(({ number }) => number === parameters['issue_number']);
  if (!issue) throw notFound();
  return issue;
}

function checkTexts({ title, body }: IssueBody): void {
  if (Array.from(body ?? '').length > BODY_LIMIT)
    throw invalid('Issue', 'body', `body is too long (maximum is ${BODY_LIMIT} characters)`);
  if (Array.from(String(title ?? '')).length > TITLE_LIMIT)
    throw invalid('Issue', 'title', `title is too long (maximum is ${TITLE_LIMIT} characters)`);
}

function render({ urls, repository }: Call, issue: Issue) {
  const repositoryAddress = repositoryUrl(urls, repository);
  const url = `${repositoryAddress}/issues/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId('I', issue.id),
    url,
    repository_url: repositoryAddress,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${pageUrl(urls, repository)}/issues/${issue.number}`,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: renderUser(urls, issue.creator),
    labels: issue.labels.map((name) => ({ name })),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: 0,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : timestamp(issue.closedAt),
    author_association: 'NONE',
  };
}
