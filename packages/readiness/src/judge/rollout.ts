import type { MonitorStatus } from '@signalbox/cloudformation/report';
import { isNew, type Origin, SKEW_MS } from '../model/baseline.ts';
import {
  failuresOf,
  type Judged,
  type Ongoing,
  type RolloutMemory,
  type RolloutState,
  runningWords,
  type Settled,
  share,
  succeeded,
} from '../model/rollout-state.ts';
import {
  isUnderWay,
  primaryOf,
  type Rollout,
  runningOf,
  type Seen,
  type ServiceState,
  shortDefinition,
  shortId,
} from '../model/service.ts';
import { troubleSince } from '../model/service-events.ts';
import { doomOf } from './doom.ts';
import { bakeWords, functionWords, hookWords, pauseWords, rollingBakeWords } from './waits.ts';

const OUTCOMES: Readonly<Record<string, MonitorStatus>> = {
  SUCCESSFUL: 'succeeded',
  STOPPED: 'failed',
  ROLLBACK_SUCCESSFUL: 'rolled-back',
  ROLLBACK_FAILED: 'failed',
};

/** Order of API_ServiceDeployment's lifecycleStage. */
const STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
];

/** The deployments that are newer than the baseline, oldest first. */
export const newRollouts = ({ rollouts }: Seen, origin: Origin): readonly Rollout[] =>
  rollouts.filter((each) => isNew(each, 'rollouts', origin)).toSorted((a, b) => a.createdAt - b.createdAt);

/**
 * Judges by the deployments that ECS keeps. The last one that the deploying steps began is ours. One that came after them
 * and brings something else has superseded it: then what was to be deployed does not run.
 */
export function judgeRollouts(
  fresh: readonly Rollout[],
  { service, now }: Seen & { readonly service: ServiceState },
  known: RolloutMemory,
  origin: Origin,
): Judged {
  const closedAt = known.closedAt ?? (known.stepsAreSeen ? undefined : now + SKEW_MS);
  const inTime = closedAt === undefined ? fresh : fresh.filter(({ createdAt }) => createdAt <= closedAt);
  const ours = inTime.at(-1) ?? fresh[0];
  if (ours === undefined) throw new Error('judgeRollouts needs a rollout');
  const newest = fresh.at(-1) ?? ours;
  const definition = primaryOf(service)?.taskDefinition ?? '';
  const ran = origin.before?.taskDefinition ?? '';
  const differs = isUnderWay(ours) && definition !== '' && ran !== '' && definition !== ran;
  const isKnown = known.ours === ours.id;
  const remembered: RolloutMemory = {
    ...known,
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(newest === ours && isUnderWay(ours) ? { ours: ours.id, taskDefinition: definition } : {}),
    ...(differs ? { tried: definition } : {}),
    ...(ours.stage === 'BAKE_TIME' ? { bakesSince: (isKnown ? known.bakesSince : undefined) ?? now } : {}),
  };
  const baking = { since: remembered.bakesSince ?? now, now };
  if (newest === ours || ours.status !== 'STOPPED') {
    const replaced = fresh.filter(
      (each) => each !== ours && each.status === 'STOPPED' && each.createdAt < ours.createdAt,
    );
    const state = judgeRollout(ours, service, baking, origin, replaced);
    const tried = fresh.length > 1 && definition === ran ? remembered.tried : undefined;
    if (tried !== undefined) return { known: remembered, state: broughtBack(state, tried, service, fresh) };
    return { known: remembered, state: newest === ours ? state : withLater(state, ours, newest, definition) };
  }
  const continues = known.ours === ours.id && definition !== '' && known.taskDefinition === definition;
  const state = continues
    ? judgeRollout(newest, service, baking, origin, [ours])
    : superseded(ours, newest, definition);
  return { known: remembered, state };
}

/** The version of before runs again, deployed anew after another one was: by whoever it was, that one was taken back. */
function broughtBack(
  state: RolloutState,
  tried: string,
  service: ServiceState,
  [first]: readonly Rollout[],
): RolloutState {
  if (state.kind !== 'settled' || state.status !== 'succeeded') return state;
  const again = shortDefinition(runningOf(service).taskDefinition);
  return {
    ...{ ...state, status: 'rolled-back' },
    reason: `${shortDefinition(tried)} was deployed, then ${again} of before again; ${runningWords(service)}`,
    ...(first === undefined ? {} : { startedAt: first.createdAt }),
  };
}

/** What runs by now is what came later: it says nothing of ours, which succeeded before. */
function withLater(state: RolloutState, ours: Rollout, later: Rollout, definition: string): RolloutState {
  if (state.kind !== 'settled' || state.status !== 'succeeded') return state;
  const came = `another one (${shortId(later.id)}) came after it${brings(definition)}`;
  return { ...state, reason: `deployment ${shortId(ours.id)} is ${ours.status}; ${came}` };
}

const brings = (definition: string) =>
  definition === '' ? '' : `, which brings ${shortDefinition(definition)}`;

function superseded(ours: Rollout, by: Rollout, definition: string): Settled {
  return {
    ...{ kind: 'settled', status: 'failed', startedAt: ours.createdAt },
    reason: `superseded: deployment ${shortId(ours.id)} was stopped because another one (${shortId(by.id)}) took its place${brings(definition)}`,
    ...(ours.endedAt === undefined ? {} : { endedAt: ours.endedAt }),
  };
}

/** What one deployment says. A service that is stable again after a rollback has not been deployed. */
function judgeRollout(
  rollout: Rollout,
  service: ServiceState,
  baking: Baking,
  origin: Origin = { since: 0 },
  replaced: readonly Rollout[] = [],
): RolloutState {
  const { status, reason, alarms, createdAt, endedAt } = rollout;
  const why = [reason, alarms.length > 0 && `alarms: ${alarms.join(', ')}`].filter(Boolean).join('; ');
  const outcome = OUTCOMES[status];
  const times = { startedAt: createdAt, ...(endedAt === undefined ? {} : { endedAt }) };
  if (outcome === 'succeeded') {
    const note =
      replaced.length === 0 ? '' : `; replaced ${replaced.map(({ id }) => shortId(id)).join(', ')}`;
    return succeeded(service, times, origin.before?.desired, note);
  }
  const trouble = troubleSince(service.events, createdAt);
  if (outcome !== undefined) {
    return {
      kind: 'settled',
      status: outcome,
      reason: why || WORDS[status] || status,
      ...times,
      troubles: trouble,
    };
  }
  const primary = primaryOf(service);
  // "A deployment in FAILED state doesn't launch any new tasks" (API_Deployment): nothing more comes but a rollback.
  const failed = primary?.state === 'FAILED' && primary.createdAt >= createdAt - SAME_MS;
  // "The rollback method requires a previous deployment in COMPLETED state"
  // (docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html): a new service has none.
  if (failed && (rollout.rollsBack !== true || origin.before?.exists === false)) {
    const words = primary.reason || why || 'its deployment FAILED';
    return { kind: 'settled', status: 'failed', reason: words, ...times, troubles: trouble };
  }
  return { ...ongoing(rollout, service, { why, baking }), ...(failed ? { rollingBack: true } : {}) };
}

/** ECS notes a deployment in two places, a moment apart. */
const SAME_MS = 5000;

const WORDS: Readonly<Record<string, string>> = {
  STOPPED: 'STOPPED: by hand, or it failed with rollback turned off',
};

/** Since when it bakes, as far as was seen, and the moment of the read. */
interface Baking {
  readonly since: number;
  readonly now: number;
}

function ongoing(
  rollout: Rollout,
  service: ServiceState,
  { why, baking }: { readonly why: string; readonly baking: Baking },
): Ongoing {
  const { status, stage, createdAt, hooks, alarms } = rollout;
  const primary = primaryOf(service);
  const failures = failuresOf(rollout.failures, primary, rollout.brief);
  const waits = hooks
    .filter((hook) => hook.status === 'AWAITING_ACTION')
    .map((hook) => pauseWords(hook, stage));
  const functions = hooks
    .filter((hook) => hook.type === 'AWS_LAMBDA' && hook.status === 'IN_PROGRESS')
    .map((hook) => functionWords(hook, stage));
  const bakes = /^ROLLBACK_/.test(status) ? undefined : bakeOf(rollout, service, baking);
  const broken = hooks
    .filter((hook) => /FAILED|TIMED_OUT/.test(hook.status))
    .map((hook) => hookWords(hook, stage));
  const running = primary === undefined ? '' : `, ${primary.running} of ${service.desired} new tasks run`;
  const words = [
    `${stage ?? status}${stage === undefined ? running : ''}`,
    failures?.words,
    why,
    bakes,
    ...waits,
    ...functions,
    ...broken,
  ];
  const doomed = doomOf(service, {
    breaker: rollout.failures !== undefined || rollout.brief === true,
    primary,
    since: createdAt,
  });
  return {
    ...{ kind: 'ongoing', activity: words.filter(Boolean).join('; '), startedAt: createdAt },
    progress:
      stage === undefined
        ? share(primary?.running ?? 0, service.desired)
        : share(STAGES.indexOf(stage), STAGES.length),
    rollingBack: /^ROLLBACK_/.test(status),
    troubles: [
      ...waits,
      ...broken,
      ...alarms.map((alarm) => `alarm ${alarm} went off`),
      ...troubleSince(service.events, createdAt),
    ],
    ...(failures === undefined ? {} : { failures }),
    ...(doomed === undefined ? {} : { doomed }),
  };
}

/** That alarms alone decide now, of a rolling deployment as of one with stages. */
function bakeOf(rollout: Rollout, service: ServiceState, baking: Baking): string | undefined {
  const { stage, watched = [] } = rollout;
  if (stage === 'BAKE_TIME') return bakeWords(rollout, baking);
  const running = primaryOf(service)?.running ?? 0;
  const isRolled = stage === undefined && service.desired > 0 && running >= service.desired;
  return isRolled && watched.length > 0 ? rollingBakeWords(watched) : undefined;
}
