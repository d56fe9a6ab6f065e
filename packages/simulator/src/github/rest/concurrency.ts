import { type Answer, notFound, timestamp } from '../state/answer.ts';
import { type ConcurrencyGroup, fullName } from '../state/state.ts';
import { repositoryUrl } from './render/render.ts';
import type { Call, Routes } from './routes.ts';

/** docs: rest/actions/concurrency-groups; github.com only. */
export const concurrencyRoutes: Routes = {
  'actions/list-concurrency-groups-for-repository': {
    permission: 'actions',
    access: 'read',
    answer: listGroups,
  },
  'actions/get-concurrency-group-for-repository': { permission: 'actions', access: 'read', answer: getGroup },
  'actions/list-concurrency-groups-for-workflow-run': {
    permission: 'actions',
    access: 'read',
    answer: listForRun,
  },
};

type Member = ConcurrencyGroup['members'][number];

const groupUrl = ({ urls, repository }: Call, group: ConcurrencyGroup) =>
  `${repositoryUrl(urls, repository)}/actions/concurrency_groups/${encodeURIComponent(group.name)}`;

function renderMember({ urls, repository }: Call, member: Member) {
  const api = `${repositoryUrl(urls, repository)}/actions`;
  const page = `${urls.html}/${fullName(repository)}/actions/runs/${member.runId}`;
  const run = {
    run_id: member.runId,
    run_name: repository.runs.get(member.runId)?.workflow.name ?? '',
    run_url: `${api}/runs/${member.runId}`,
    run_html_url: page,
    status: member.status,
  };
  if (member.jobId === undefined) return run;
  return {
    ...run,
    job_id: member.jobId,
    job_name: repository.jobs.get(member.jobId)?.name ?? '',
    job_url: `${api}/jobs/${member.jobId}`,
    job_html_url: `${page}/job/${member.jobId}`,
  };
}

function activeGroups({ repository }: Call): ConcurrencyGroup[] {
  return [...repository.concurrencyGroups.values()].filter((group) => group.members.length > 0);
}

function listGroups(call: Call): Answer {
  const groups = activeGroups(call).map((group) => ({
    group_name: group.name,
    group_url: groupUrl(call, group),
    last_acquired_at: group.lastAcquiredAt === null ? null : timestamp(group.lastAcquiredAt),
  }));
  return { status: 200, data: { total_count: groups.length, concurrency_groups: groups } };
}

function getGroup(call: Call): Answer {
  const name = String(call.parameters['concurrency_group_name']).toLowerCase();
  const group = activeGroups(call).find((one) => one.name.toLowerCase() === name);
  if (!group) throw notFound();
  const members = aheadOf(group, call).map((member) => renderMember(call, member));
  const data = {
    group_name: group.name,
    group_url: groupUrl(call, group),
    total_count: members.length,
    group_members: members,
  };
  return { status: 200, data };
}

/** All members, or those before the run or job of the query. */
function aheadOf({ members }: ConcurrencyGroup, { parameters }: Call): readonly Member[] {
  const { ahead_of_run: run, ahead_of_job: job } = parameters;
  if (run === undefined && job === undefined) return members;
  const index = members.findIndex((one) => (run === undefined ? one.jobId === job : one.runId === run));
  if (index < 0) throw notFound();
  return members.slice(0, index);
}

function listForRun(call: Call): Answer {
  const runId = Number(call.parameters['run_id']);
  if (!call.repository.runs.has(runId)) throw notFound();
  const groups = activeGroups(call).flatMap((group) => {
    const own = group.members.flatMap((member, position) =>
      member.runId === runId
        ? [{ ...renderMember(call, member), position, position_url: positionUrl(call, group, member) }]
        : [],
    );
    return own.length > 0
      ? [{ group_name: group.name, group_url: groupUrl(call, group), group_members: own }]
      : [];
  });
  return { status: 200, data: { total_count: groups.length, concurrency_groups: groups } };
}

function positionUrl(call: Call, group: ConcurrencyGroup, member: Member): string {
  const query = member.jobId === undefined ? `ahead_of_run=${member.runId}` : `ahead_of_job=${member.jobId}`;
  return `${groupUrl(call, group)}?${query}`;
}
