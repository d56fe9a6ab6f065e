import type { PastDeployment } from '@signalbox/registry/past';
import type { Archive, CommitTimes, Reviews } from '@signalbox/registry/ports';
import { readPast } from '@signalbox/registry/read-past';
import type { Sources } from '@signalbox/report/model';
import { isDeployed } from '@signalbox/report/outcome';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type { ReportInputs } from './inputs.ts';

export interface SourcePorts {
  readonly registry: Archive;
  readonly commits: CommitTimes;
  readonly reviews: Reviews;
}

/** GraphQL points for each environment: a hundred deployments each. */
const POINTS = 5;
/** Requests in all for the first commits of deployments. */
const MOST_COMPARED = 30;

/** What the report is made from: two windows of each environment, and the first commits of the newest deployments. */
export async function readSources(inputs: ReportInputs, step: Step, ports: SourcePorts): Promise<Sources> {
  const { window: windowSeconds = 0, 'compare-window': compareSeconds = windowSeconds } = inputs;
  const { repository, repositoryId, serverUrl } = step.job;
  const now = step.clock.now();
  const from = now - windowSeconds * 1000;
  const since = from - compareSeconds * 1000;
  const named = [...new Set(inputs.environments.map((name) => name.toLowerCase()))];
  const environments = named.length > 0 ? named : await ports.registry.environments(since);
  const deployments: PastDeployment[] = [];
  const freezes: Sources['freezes'][number][] = [];
  const gaps = new Map<string, readonly string[]>();
  for (const environment of environments) {
    const query = compact({ environment, since, repository, repositoryId, serverUrl, points: POINTS });
    const past = await readPast(ports.registry, query);
    deployments.push(...(await withApprovers(past.deployments, environment, ports.reviews)));
    freezes.push(...past.freezes);
    gaps.set(environment, past.gaps);
    for (const gap of past.gaps) step.log.warning(`The report lacks a part: ${gap}`);
  }
  const shown = named.length > 0 ? named : mostUsedFirst(environments, deployments);
  return {
    ...{ repository, now, deployments, freezes, gaps, environments: shown, windowSeconds, compareSeconds },
    firstCommits: await firstCommits(deployments, { from, repository, environments: shown }, ports.commits),
  };
}

/** Production before all, then those with most deployments: people look at the first. Without any, an environment is not ours. */
function mostUsedFirst(environments: readonly string[], deployments: readonly PastDeployment[]): string[] {
  const count = (name: string) => deployments.filter(({ environment }) => environment === name).length;
  const rank = (name: string) => (name === 'production' ? Number.POSITIVE_INFINITY : count(name));
  return environments.filter((name) => count(name) > 0).sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}

/** When the first commit was made of what each of the newest deployments brought, by the deployment's id. */
async function firstCommits(
  deployments: readonly PastDeployment[],
  {
    from,
    repository,
    environments,
  }: { readonly from: number; readonly repository: string; readonly environments: readonly string[] },
  commits: CommitTimes,
): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  const each = Math.floor(MOST_COMPARED / Math.max(1, environments.length));
  for (const environment of environments) {
    const runs = deployments
      .filter((one) => one.environment === environment && isDeployed(one) && one.claimed !== true)
      .sort((a, b) => a.endedAt - b.endedAt || a.id - b.id);
    const pairs = runs.flatMap((run, index) => {
      const before = runs[index - 1];
      return before === undefined || before.sha === run.sha || run.endedAt <= from ? [] : [{ run, before }];
    });
    for (const { run, before } of pairs.slice(-Math.max(1, each)).toReversed()) {
      const at = await commits.firstCommitAt(repository, before.sha, run.sha);
      // Whoever may not read commits may not read the next ones either.
      if (at === undefined && found.size === 0) break;
      if (at !== undefined) found.set(run.id, at);
    }
  }
  return found;
}

/** Requests for each environment to see who approved the newest deployments: where nobody approved these, nobody has to. */
const MOST_REVIEWED = 20;
const LEAST_REVIEWED = 3;

async function withApprovers(
  deployments: readonly PastDeployment[],
  environment: string,
  reviews: Reviews,
): Promise<readonly PastDeployment[]> {
  const found = new Map<number, readonly string[]>();
  const newest = deployments.filter(
    ({ heldSince, approvedBy }) => heldSince !== undefined && approvedBy === undefined,
  );
  for (const [nth, one] of newest.slice(-MOST_REVIEWED).toReversed().entries()) {
    if (one.repository === undefined || (nth === LEAST_REVIEWED && found.size === 0)) break;
    const approvers = await reviews.approvers(one.repository, one.runId, environment);
    // Whoever may not read these may not read the others either.
    if (approvers === undefined && nth === 0) break;
    if (approvers !== undefined && approvers.length > 0) found.set(one.id, approvers);
  }
  return deployments.map((one) => {
    const approvedBy = found.get(one.id);
    return approvedBy === undefined ? one : { ...one, approvedBy };
  });
}
