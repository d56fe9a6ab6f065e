import { type Claim, type Evidence, life } from './evidence.ts';
import { FREEZE_REASON } from './operator.ts';
import type { Registered } from './queue-view.ts';
import { ALARM, AWS_SECRET, AWS_SESSION } from './world.ts';

/** What the first deployment's end must be in the registry, and for its job. */
function truth({ ending, world, first }: Evidence): {
  readonly states: readonly string[];
  readonly job: string;
} {
  if (ending === 'cancel') {
    // A cancelled job whose stack was seen to finish has deployed all the same (a command that was cancelled has not).
    const finished = first.deployment.lines.some(({ line }) =>
      line.startsWith(`${world.stack.name}: succeeded`),
    );
    return { states: ['failure', 'error', 'inactive', ...(finished ? ['success'] : [])], job: 'cancelled' };
  }
  if (ending === 'crash') return { states: ['failure', 'error', 'inactive'], job: 'failure' };
  if (ending === 'breach') return { states: ['failure'], job: 'failure' };
  return world.operations.first.expect.status === 'succeeded'
    ? { states: ['success'], job: 'success' }
    : { states: ['failure'], job: 'failure' };
}

export function recorded(a: Registered, evidence: Evidence): Claim {
  const { end } = life(a);
  const { states } = truth(evidence);
  return {
    text: `the registry records how the first deployment ended (${states.join(' or ')})`,
    holds: end !== undefined && states.includes(end.state),
    found: end ? `${end.state}: ${end.description}` : 'no end',
  };
}

/** Whoever asks afterwards hears the same, and how true the estimates were. */
export function recordedAfterwards({ operated: { status } }: Evidence, a: Registered): Claim {
  const ended = life(a).end?.state === 'error' ? 'failure' : life(a).end?.state;
  const { state } = status.outputs;
  const calibration = /Forecasts so far: (.*)/.exec(status.stdout)?.[1];
  return {
    text: 'operation status tells the same, and how true the estimates were',
    holds: state !== undefined && state === ended && calibration !== undefined,
    found: `${state}; ${calibration ?? 'no calibration'}`,
  };
}

/** A freeze has to close the environment, and its end to open it again. */
export function freezes({ operated: { closed, open } }: Evidence): Claim {
  const [before, after] = [closed, open].map(({ outputs }) => outputs['can-deploy']);
  const { reason = '' } = closed.outputs;
  return {
    text: 'nobody could deploy while it was frozen, which said why, and anybody once it was not any more',
    holds:
      before === 'false' && reason.startsWith('frozen') && reason.includes(FREEZE_REASON) && after === 'true',
    found: `${reason || 'no reason'}; then ${open.outputs['reason'] ?? 'no answer'}`,
  };
}

export function jobStatus(evidence: Evidence): Claim {
  const { job } = truth(evidence);
  const { status } = evidence.first.finished.job;
  return { text: `the first job ended as ${job}`, holds: status === job, found: status };
}

export function estimated({ first, world }: Evidence): Claim {
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
export function watched({ world, first, ending }: Evidence): Claim[] {
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
export function rootCause({ world, first, channel, ending }: Evidence): Claim[] {
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

export function noSecrets({ world, first, second, channel }: Evidence, all: readonly Registered[]): Claim {
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

export function noOrphans({ first, second }: Evidence): Claim {
  const orphans = [first, second].flatMap(({ finished }) => finished.job.orphans);
  return {
    text: 'no process outlived its job',
    holds: orphans.length === 0,
    found: `${orphans.length} left`,
  };
}

/** An alarm went off while it baked: that is the reason, and it was undone before anybody else had the environment. */
export function undone({ first, ending }: Evidence): Claim[] {
  if (ending !== 'breach') return [];
  const { outcome, 'bake-status': bake, 'bake-breach': why = '' } = first.finished.guard.outputs;
  return [
    {
      text: 'the alarm that went off while it baked broke the deployment, and it was rolled back',
      holds: outcome === 'rolled-back' && bake === 'breached' && why.includes(ALARM),
      found: `${outcome}; bake ${bake}: ${why}`,
    },
  ];
}
