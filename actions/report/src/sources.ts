import { withApprovers } from '@signalbox/registry/approvals';
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

/**
 * GraphQL points for each environment at most, a hundred deployments each: 5 are enough for 200 in each of two windows. A job's
 * token has 1,000 an hour (docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
const POINTS = 20;
/** Requests in all for the first commits of deployments. */
const MOST_COMPARED = 30;
/** Requests in all to see who approved, and of one environment: of what `cleanup` deleted its ledger says it. */
const MOST_REVIEWED = { all: 150, each: 50 } as const;

/** What the report is made from: two windows of each environment, and the first commits of the newest deployments. */
export async function readSources(inputs: ReportInputs, step: Step, ports: SourcePorts): Promise<Sources> {
  const { window: windowSeconds = 0, 'compare-window': compareSeconds = windowSeconds } = inputs;
  const { repository, repositoryId, serverUrl } = step.job;
  const now = step.clock.now();
  const from = now - windowSeconds * 1000;
  const since = from - compareSeconds * 1000;
  const named = [...new Set(inputs.environments.map((name) => name.toLowerCase()))];
  const found =
    named.length > 0 ? { names: named, complete: true } : await ports.registry.environments(since);
  const environments = found.names;
  const deployments: PastDeployment[] = [];
  const freezes: Sources['freezes'][number][] = [];
  const gaps = new Map<string, readonly string[]>();
  const most = Math.min(MOST_REVIEWED.each, Math.ceil(MOST_REVIEWED.all / Math.max(1, environments.length)));
  for (const environment of environments) {
    const query = compact({ environment, since, repository, repositoryId, serverUrl, points: POINTS });
    const past = await readPast(ports.registry, query);
    deployments.push(
      ...(await withApprovers(past.deployments, environment, { reviews: ports.reviews, most })),
    );
    freezes.push(...past.freezes);
    const missing = found.complete ? past.gaps : [...past.gaps, UNLISTED];
    gaps.set(environment, missing);
    for (const gap of missing) step.log.warning(`The report lacks a part: ${gap}`);
  }
  const shown = named.length > 0 ? named : mostUsedFirst(environments, deployments);
  return {
    ...{ repository, now, deployments, freezes, gaps, environments: shown, windowSeconds, compareSeconds },
    firstCommits: await firstCommits(deployments, { from, repository, environments: shown }, ports.commits),
  };
}

const UNLISTED =
  'the repository has more registrations than are listed, so that an environment that was not used lately may be missing: name it in "environments"';

/** Production before all, then those with most deployments: people read the first. Without any, an environment is not ours. */
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
      // A token that may not read these commits may not read the next ones either.
      if (at === undefined && found.size === 0) break;
      if (at !== undefined) found.set(run.id, at);
    }
  }
  return found;
}
