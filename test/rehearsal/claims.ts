import type { Channel, Thread } from '@signalbox/simulator/slack/channel';
import type { Deployment, Finished } from './deployment.ts';
import type { Ending } from './options.ts';
import { phase, type Registered, registrations } from './queue-view.ts';
import { AWS_SECRET, AWS_SESSION, type World } from './world.ts';

/** Something that must hold after a rehearsal, found out from what the simulators recorded. */
export interface Claim {
  readonly text: string;
  readonly holds: boolean;
  /** What was found. */
  readonly found: string;
}

/** All that was recorded. */
export interface Evidence {
  readonly world: World;
  readonly ending: Ending;
  readonly first: { readonly deployment: Deployment; readonly finished: Finished };
  readonly second: { readonly deployment: Deployment; readonly finished: Finished };
  readonly channel: Channel;
}

const UPDATABLE = /^((CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE|DELETE_COMPLETE)$/;

/** Whether the stack that the first operation leaves can be deployed to. */
function deployable({ operations }: World): boolean {
  const { events, stack } = operations.first;
  const last = events.findLast(({ physicalId, stackId }) => physicalId === stackId && stackId === stack.arn);
  return UPDATABLE.test(last?.status ?? '');
}

export function verify(evidence: Evidence): Claim[] {
  const { world, first, second } = evidence;
  const all = registrations(world, [first.deployment.runId, second.deployment.runId]);
  const a = all.find(({ runId }) => runId === first.deployment.runId);
  const b = all.find(({ runId }) => runId === second.deployment.runId);
  if (!a || !b) {
    return [{ text: 'both deployments registered', holds: false, found: `${all.length} registrations` }];
  }
  return [
    oneHolder(all),
    evidence.ending === 'crash' ? tookOver(a, b, evidence) : waited(a, b),
    ...(deployable(world) ? [went(b, evidence)] : [refused(evidence)]),
    onlyHoldersDeploy(evidence, [a, b]),
    fenced(evidence),
    released(all),
    recorded(a, evidence),
    jobStatus(evidence),
    estimated(evidence),
    ...watched(evidence),
    ...rootCause(evidence),
    ...delivered(evidence),
    noSecrets(evidence, all),
    noOrphans(evidence),
  ];
}

/** Milliseconds of the moments that matter in the life of a registration. */
function life({ statuses }: Registered) {
  const hold = statuses.find((status) => phase(status) === 'holds');
  const end = statuses.find((status) => phase(status) === 'over');
  return { hold, end };
}

function oneHolder(all: readonly Registered[]): Claim {
  const happened = all
    .flatMap((one) => one.statuses.map((status) => ({ id: one.id, status })))
    .toSorted((x, y) => x.status.id - y.status.id);
  const holders = new Set<number>();
  let most = 0;
  for (const { id, status } of happened) {
    if (phase(status) === 'holds') holders.add(id);
    else holders.delete(id);
    most = Math.max(most, holders.size);
  }
  return {
    text: 'never two held the environment at once',
    holds: most === 1,
    found: `at most ${most} holder over ${happened.length} statuses of ${all.length} registrations`,
  };
}

function waited(a: Registered, b: Registered): Claim {
  const { hold, end } = life(a);
  const queuedWhileHeld = b.statuses.some(
    (status) => phase(status) === 'waits' && hold && status.id > hold.id && (!end || status.id < end.id),
  );
  const heldBefore = b.statuses.some((status) => phase(status) === 'holds' && (!end || status.id < end.id));
  return {
    text: 'the second deployment queued behind the first',
    holds: queuedWhileHeld && !heldBefore,
    found: `queued while the first held: ${queuedWhileHeld}; held before the first had ended: ${heldBefore}`,
  };
}

/** The lost runner ran no post step, so only the second deployment can have ended the first one's registration. */
function tookOver(a: Registered, b: Registered, { first }: Evidence): Claim {
  const [left, next] = [life(a), life(b)];
  const posts = first.finished.job.steps.filter(({ phase: when }) => when === 'post').length;
  const order = left.end !== undefined && next.hold !== undefined && left.end.id < next.hold.id;
  return {
    text: 'the second deployment ended what the lost runner left behind, then took over',
    holds: posts === 0 && order,
    found: `post steps of the first: ${posts}; its end: ${left.end?.description ?? 'none'}`,
  };
}

function went(b: Registered, { second }: Evidence): Claim {
  const { hold, end } = life(b);
  return {
    text: 'then the second deployment went and succeeded',
    holds: hold !== undefined && end?.state === 'success' && second.finished.job.status === 'success',
    found: `registry: ${end?.state ?? 'no end'}; job: ${second.finished.job.status}`,
  };
}

function refused({ second, world }: Evidence): Claim {
  const writes = deployCalls(world).length;
  const said = second.finished.guard.annotations.find(({ level }) => level === 'error')?.message ?? '';
  return {
    text: 'the second deployment was refused: the first left the stack broken',
    holds: second.finished.guard.conclusion === 'failure' && writes === 1 && said !== '',
    found: said || 'it was not refused',
  };
}

const CHANGES = ['CreateStack', 'UpdateStack', 'DeleteStack', 'ExecuteChangeSet'];

/** Accepted requests that changed a stack, and when. */
function deployCalls({ aws }: World): { readonly action: string; readonly at: number }[] {
  return aws.log
    .filter(({ status }) => status === 200)
    .map(({ body, at }) => ({ action: new URLSearchParams(body).get('Action') ?? '', at }))
    .filter(({ action }) => CHANGES.includes(action));
}

function onlyHoldersDeploy({ world }: Evidence, lives: readonly Registered[]): Claim {
  const calls = deployCalls(world);
  const outside = calls.filter(
    ({ at }) =>
      !lives.some((one) => {
        const { hold, end } = life(one);
        return hold && hold.createdAt <= at && (!end || at <= end.createdAt);
      }),
  );
  return {
    text: 'the stack was only ever changed by whoever held the environment',
    holds: calls.length > 0 && outside.length === 0,
    found: `${calls.map(({ action }) => action).join(', ')}; outside a turn: ${outside.length}`,
  };
}

function fenced({ first, second, world }: Evidence): Claim {
  const [one, two] = [first, second].map(({ finished }) =>
    Number(finished.guard.outputs['fencing-token'] ?? 0),
  );
  const grows = Number(two) > Number(one);
  return {
    text: 'the fencing token grows with every grant',
    holds: Number(one) > 0 && (grows || !deployable(world)),
    found: `${one}, then ${two || 'none'}`,
  };
}

function released(all: readonly Registered[]): Claim {
  const live = all.filter(({ statuses }) => phase(statuses.at(-1)) !== 'over');
  return {
    text: 'everything was released: no live registration is left',
    holds: live.length === 0,
    found: `${live.length} live of ${all.length}`,
  };
}

/** What the first deployment's end must be in the registry, and for its job. */
function truth({ ending, world }: Evidence): { readonly states: readonly string[]; readonly job: string } {
  if (ending === 'cancel') return { states: ['failure', 'error', 'inactive'], job: 'cancelled' };
  if (ending === 'crash') return { states: ['failure', 'error', 'inactive'], job: 'failure' };
  return world.operations.first.expect.status === 'succeeded'
    ? { states: ['success'], job: 'success' }
    : { states: ['failure'], job: 'failure' };
}

function recorded(a: Registered, evidence: Evidence): Claim {
  const { end } = life(a);
  const { states } = truth(evidence);
  return {
    text: `the registry records how the first deployment ended (${states.join(' or ')})`,
    holds: end !== undefined && states.includes(end.state),
    found: end ? `${end.state}: ${end.description}` : 'no end',
  };
}

function jobStatus(evidence: Evidence): Claim {
  const { job } = truth(evidence);
  const { status } = evidence.first.finished.job;
  return { text: `the first job ended as ${job}`, holds: status === job, found: status };
}

function estimated({ first, world }: Evidence): Claim {
  const seconds = Number(first.finished.guard.outputs['estimated-seconds'] || 0);
  return {
    text: 'the first deployment was estimated from the history',
    holds: seconds > 0,
    found:
      seconds > 0
        ? `${seconds} s at the median, at ${world.operations.speed.toFixed(1)} x speed`
        : 'no estimate',
  };
}

const WATCHED = /: (succeeded|failed|rolled[- ]back|stalled|timed-out|cancelled|no-changes|not-found) after /;

/** What the monitor concluded, against what the recording says a reader should conclude. */
function watched({ world, first, ending }: Evidence): Claim[] {
  if (ending !== 'as-recorded') return [];
  const { status } = world.operations.first.expect;
  const said = WATCHED.exec(first.finished.job.summary)?.[1]?.replace(' ', '-');
  return [
    {
      text: `the summary says how the stack ended (${status})`,
      holds: said === status,
      found: said ?? 'the summary does not say',
    },
  ];
}

/** Where the events tell a cause and somebody was left to tell it. */
function rootCause({ world, first, channel, ending }: Evidence): Claim[] {
  const { rootCause: cause } = world.operations.first.expect;
  if (!cause || ending !== 'as-recorded') return [];
  const inSummary = first.finished.job.summary.includes(cause.logicalId);
  const inSlack = JSON.stringify(channel).includes(cause.logicalId);
  return [
    {
      text: `the root cause ${cause.logicalId} is named in the summary and in Slack`,
      holds: inSummary && inSlack,
      found: `summary: ${inSummary}; Slack: ${inSlack}`,
    },
  ];
}

const OVER_WORDS: Readonly<Record<string, RegExp>> = {
  success: /deployed|succeeded|complete/i,
  failure: /failed|rolled back|no news/i,
  cancelled: /cancel/i,
};

function delivered(evidence: Evidence): Claim[] {
  const { channel, first, second } = evidence;
  const told = [first, second].map(({ deployment, finished }) => {
    const threads = channel.threads.filter(({ text, replies }) =>
      [text, ...replies.map((reply) => reply.text)].join('\n').includes(deployment.commit.slice(0, 7)),
    );
    return { deployment, finished, threads };
  });
  const repeated = channel.threads.flatMap(({ replies }) => {
    const texts = replies.map(({ text }) => text);
    return texts.filter((text, index) => texts.indexOf(text) !== index);
  });
  return [
    {
      text: 'Slack has one thread for each deployment, and no message twice',
      holds: told.every(({ threads }) => threads.length === 1) && repeated.length === 0,
      found: `threads: ${told.map(({ threads }) => threads.length).join(' and ')}; repeated messages: ${repeated.length}`,
    },
    ...told.map(({ deployment, threads: [thread] }) => oneEnding(deployment.name, thread)),
    ...told.map(({ deployment, finished, threads: [thread] }) => {
      const { status } = finished.job;
      const words = [thread?.text ?? '', thread?.replies.at(-1)?.text ?? ''];
      return {
        text: `Slack says in the end that deployment ${deployment.name} is ${status === 'success' ? 'done' : status}`,
        holds: words.some((text) => OVER_WORDS[status]?.test(text)),
        found: words.find((text) => OVER_WORDS[status]?.test(text))?.split('\n')[0] ?? words.join(' | '),
      };
    }),
  ];
}

const ENDING = /was (deployed|rolled back|cancelled)|failed after/i;

/** A thread that says both "deployed" and "cancelled" tells nobody anything. */
function oneEnding(name: string, thread: Thread | undefined): Claim {
  const endings = (thread?.replies ?? [])
    .map(({ text }) => text.split('\n')[0] ?? '')
    .filter((text) => ENDING.test(text));
  return {
    text: `the thread of deployment ${name} tells at most one ending`,
    holds: endings.length <= 1,
    found: endings.join(' | ') || 'none',
  };
}

function noSecrets({ world, first, second, channel }: Evidence, all: readonly Registered[]): Claim {
  const secrets = [world.token, world.slack.token, AWS_SECRET, AWS_SESSION];
  const places: Record<string, string> = {
    Slack: JSON.stringify(channel),
    registry: all.map(({ text }) => text).join('\n'),
  };
  for (const { deployment, finished } of [first, second]) {
    const steps = finished.job.steps;
    // A secret is handed to the runner in one kind of line only, which the runner does not show.
    const output = steps.flatMap(({ raw }) =>
      raw.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    );
    places[`output of ${deployment.name}`] = output.join('\n');
    places[`summary of ${deployment.name}`] = finished.job.summary;
    places[`outputs of ${deployment.name}`] = JSON.stringify(
      steps.map(({ outputs, state, env }) => [outputs, state, env]),
    );
  }
  const leaks = Object.keys(places).filter((place) =>
    secrets.some((secret) => places[place]?.includes(secret)),
  );
  return {
    text: 'no token and no secret appears anywhere',
    holds: leaks.length === 0,
    found: leaks.length === 0 ? `looked at ${Object.keys(places).length} places` : leaks.join(', '),
  };
}

function noOrphans({ first, second }: Evidence): Claim {
  const orphans = [first, second].flatMap(({ finished }) => finished.job.orphans);
  return {
    text: 'no process outlived its job',
    holds: orphans.length === 0,
    found: `${orphans.length} left`,
  };
}
