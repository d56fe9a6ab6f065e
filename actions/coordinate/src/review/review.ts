import type { PastDeployment } from '@signalbox/registry/past';
import type { Issue } from '@signalbox/registry/ports';
import { readPast } from '@signalbox/registry/read-past';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { markdownText, safeUrl } from '@signalbox/runner/untrusted';
import type { Context } from '../context.ts';
import type { Result } from '../outputs.ts';
import type { Afterwards } from './afterwards.ts';
import { beginOf, deploymentReviews, NORMAL_MS, OLDEST_MS } from './deployment.ts';
import { about, type Published, publish, type Review, stepOf } from './issue.ts';
import { readReverts } from './reverts.ts';
import { WEEK_MS, weeklyReviews, weekStart } from './week.ts';

/** GitHub asks not to be flooded: the rest waits for the next run. */
const MOST_OPENED = 10;
/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;

/** `review`: reviews what was deployed, in one issue for each deployment or week, which is rewritten in place. */
export async function reviewDeployments(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment, 'review-issue': by } = inputs;
  const { repository, repositoryId, serverUrl } = step.job;
  const now = step.clock.now();
  const since = now - NORMAL_MS - OLDEST_MS;
  const past = await readPast(ports.registry, { environment, repository, repositoryId, serverUrl, since });
  for (const gap of past.gaps) step.log.warning(`The review does not know everything: ${gap}.`);
  // An issue is opened after what it is about: no older one needs to be read.
  const from = by === 'weekly' ? weekStart(now) - WEEK_MS : now - OLDEST_MS;
  const own = await mayReview(() => ports.issues.own(repository, from));
  const known = (key: string) => about(key, own).length > 0;
  const dueBy = (after: Afterwards) =>
    by === 'weekly'
      ? weeklyReviews({ ...past, environment, repository }, now, known, after)
      : deploymentReviews(past.deployments, now, known, after);
  const written = ({ key, step: far }: Review) => stepOf(about(key, own)[0]?.body ?? '') >= far;
  // What is written already is not asked for again.
  const due = dueBy(NOT_ASKED).every(written)
    ? dueBy(NOT_ASKED)
    : dueBy(
        await readAfterwards(
          past.deployments.filter(({ endedAt }) => endedAt > from),
          by === 'weekly' ? from : now,
          context,
        ),
      );
  const done = await publishAll(due, own, from, context);
  const lines = done.map(({ issue, what }) => `issue ${issue.number} ${what}`);
  step.log.info(`${environment}: ${lines.length === 0 ? 'nothing to review' : lines.join(', ')}.`);
  await step.summary(summaryOf(environment, done));
  return { values: {} };
}

const NOT_ASKED: Afterwards = { reverts: { unknown: 'not asked' }, alarms: { unknown: 'not asked' } };

/** What GitHub and CloudWatch know of the time since the first of these deployments, and since `from`. Never throws. */
async function readAfterwards(
  deployments: readonly PastDeployment[],
  from: number,
  { inputs, step, ports }: Context,
): Promise<Afterwards> {
  const held = deployments
    .filter(({ heldSince }) => heldSince !== undefined)
    .sort((a, b) => a.endedAt - b.endedAt);
  const [first] = held;
  if (first === undefined) return NOT_ASKED;
  const began = Math.min(from, ...held.map(beginOf));
  const [reverts, alarms] = await Promise.all([
    readReverts(step.job.repository, (held.find(({ claimed }) => !claimed) ?? first).sha, ports.commits),
    import('./alarms.ts').then(({ readAlarms }) => readAlarms(inputs, began, step)),
  ]);
  return { reverts, alarms };
}

async function publishAll(
  due: readonly Review[],
  own: readonly Issue[],
  since: number,
  { step, ports }: Context,
): Promise<readonly Published[]> {
  const context = {
    repository: step.job.repository,
    issues: ports.issues,
    clock: step.clock,
    cancelled: step.cancelled,
  };
  const done: Published[] = [];
  for (const review of due) {
    const opened = done.filter(({ what }) => what === 'opened').length;
    const isNew = about(review.key, own).length === 0;
    if (step.cancelled.aborted || (isNew && opened >= MOST_OPENED)) break;
    const published = await mayReview(() => publish(review, own, context, since));
    done.push(published);
    if (published.what !== 'unchanged') await step.clock.sleep(PAUSE_MS, step.cancelled);
  }
  return done;
}

/** The error in the words of this operation. */
async function mayReview<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `${errorLine(error).replace(/\.$/, '')}. Operation review needs the permission issues: write, and a repository with issues.`,
    );
  }
}

function summaryOf(environment: string, done: readonly Published[]): string {
  const rows = done.map(({ issue, what }) => {
    const url = safeUrl(issue.url);
    const name = markdownText(issue.title, 150);
    return `- ${url === undefined ? name : `[${name}](${url})`}: ${what}`;
  });
  const lines = rows.length === 0 ? ['Nothing to review.'] : rows;
  return [`### ${markdownText(environment)}: reviews`, '', ...lines, ''].join('\n');
}
