// A deployment from end to end on this machine: npm start
// Two workflow runs want to deploy to production; the bundles, the queue, the stack, Slack and GitHub
// behave as they do in real life, only faster.
import { setTimeout as delay } from 'node:timers/promises';
import { errorLine } from '@signalbox/runner/errors';
import { verify } from './claims.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import type { Claim, Evidence } from './evidence.ts';
import { chooseOperations, type Operations } from './operation.ts';
import { operate } from './operator.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { asShown, writePage } from './page.ts';
import { writePictures } from './pictures/write.ts';
import { printer } from './printer.ts';
import { phase, queueLine, registrations } from './queue-view.ts';
import { type RehearsedReport, reportOn } from './report.ts';
import { type SlackView, watchSlack } from './slack-view.ts';
import { startWorld, type World } from './world.ts';

type Printer = ReturnType<typeof printer>;

const VIEW_MS = 300;
/** Into the deploy step, until the workflow is cancelled or its runner lost. */
const TROUBLE_MS = 4000;
/** By then Slack's own reminder has told of a deployment that nobody reports about any more. */
const MUCH_LATER_MS = 3_600_000;

interface Rehearsed {
  readonly evidence: Evidence;
  readonly report: RehearsedReport;
  readonly claims: readonly Claim[];
}

async function rehearse({ options, operations }: Plan, { say, now }: Printer): Promise<Rehearsed> {
  const world = await startWorld(operations, { undone: options.ending === 'breach' });
  const views = new AbortController();
  const names = new Map<number, string>();
  const slack = watchSlack(world, say('slack'));
  const shown = show(world, { names, slack, print: say('queue'), signal: views.signal });
  const start = (name: string, message: string, operation: 'CREATE' | 'UPDATE' | 'DELETE') => {
    const { bracket } = options;
    const bakes = options.ending === 'breach' && name === 'A';
    const way = { bracket, bakes };
    const deployment = startDeployment(world, { name, message, operation, ...way, now, print: say(name) });
    names.set(deployment.runId, name);
    return deployment;
  };
  try {
    const a = start('A', 'Take orders in euros', operations.first.operation);
    void a.deploying.then(world.rollOut);
    if (options.ending === 'breach') void a.deploying.then(world.alarm);
    await untilHeld(world, a);
    // The owner of a registration is asked about every few minutes: to see a lost runner soon, arrive after it.
    if (options.ending === 'crash') await trouble(options, a);
    const b = start('B', 'Fix the totals of <b>carts</b>', operations.second.operation);
    if (options.ending === 'cancel') await trouble(options, a);
    const [one, two] = await Promise.all([a.finished, b.finished]);
    const correlationId = one.guard.outputs['correlation-id'] ?? '';
    const operated = await operate(world, { correlationId, print: say('operate') });
    if (options.ending === 'crash') world.slackLater(MUCH_LATER_MS);
    const evidence: Evidence = {
      ...{ world, ending: options.ending, operated, channel: await world.slack.read(world.channel) },
      underWay: slack.underWay(),
      ...{ first: { deployment: a, finished: one }, second: { deployment: b, finished: two } },
    };
    const ids = [one, two].map(({ guard }) => guard.outputs['correlation-id'] ?? '');
    const report = await reportOn(world, { deployments: ids, print: say('report') });
    return { evidence, report, claims: [...verify(evidence), report.claim] };
  } finally {
    views.abort();
    await shown;
    await world.close();
  }
}

/** Queue and Slack as they change, until the signal. */
async function show(
  world: World,
  view: {
    readonly names: ReadonlyMap<number, string>;
    readonly slack: SlackView;
    readonly print: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  let before = '';
  for (let last = false; ; last = view.signal.aborted) {
    const line = queueLine(world, view.names);
    if (line !== before) view.print(line);
    before = line;
    await view.slack.poll();
    if (last) return;
    await delay(VIEW_MS, undefined, { signal: view.signal }).catch(() => undefined);
  }
}

async function untilHeld(world: World, { runId, finished }: Deployment): Promise<void> {
  let over = false;
  void finished.finally(() => {
    over = true;
  });
  while (!over) {
    const [mine] = registrations(world, [runId]);
    if (phase(mine?.statuses.at(-1)) === 'holds') return;
    await delay(50);
  }
}

async function trouble({ ending }: Options, deployment: Deployment): Promise<void> {
  await Promise.race([deployment.deploying, deployment.finished]);
  await delay(TROUBLE_MS);
  if (ending === 'cancel') await deployment.cancel();
  else await deployment.crash();
}

async function main(plan: Plan): Promise<void> {
  const print = printer(console.log, process.stdout.isTTY ? process.stdout : undefined);
  const { evidence, report, claims } = await rehearse(plan, print);
  console.log('');
  for (const { text, holds, found } of claims)
    console.log(`${holds ? '✔' : '✘'} ${text} (${asShown(found)})`);
  const { aws, cloudwatch, ecs, github, slack } = evidence.world;
  console.log(`\nCloudFormation: ${counts(aws.calls())}`);
  if (evidence.ending === 'breach') console.log(`CloudWatch: ${counts(cloudwatch.calls())}`);
  console.log(`ECS: ${counts(ecs.calls())}`);
  console.log(`GitHub: ${github.log.length} requests`);
  console.log(`Slack: ${counts(slack.calls())}`);
  console.log(`Page: ${writePage(evidence, claims)}`);
  console.log(`Report: ${report.page}`);
  const { pictures } = plan.options;
  if (pictures) console.log(`Pictures: ${writePictures(pictures, evidence, report.json).join(', ')}`);
  if (claims.some(({ holds }) => !holds)) process.exitCode = 1;
}

const counts = (calls: Readonly<Record<string, number>>) =>
  Object.entries(calls)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

/** What is asked for, read before anything is started. */
interface Plan {
  readonly options: Options;
  readonly operations: Operations;
}

function readPlan(args: readonly string[]): Plan | undefined {
  try {
    const options = parseOptions(args);
    if (options === undefined) {
      console.log(USAGE);
      return undefined;
    }
    return { options, operations: chooseOperations(options) };
  } catch (error) {
    console.error(`${errorLine(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

if (process.argv.includes('--help')) console.log(USAGE);
else {
  const plan = readPlan(process.argv.slice(2));
  if (plan !== undefined) await main(plan);
}
