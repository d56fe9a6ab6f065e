import { isNew, type Origin } from '../model/baseline.ts';
import {
  type Judged,
  type Ongoing,
  type RolloutMemory,
  type Settled,
  share,
  succeeded,
  withTroubles,
} from '../model/rollout-state.ts';
import {
  type CodeDeployment,
  primarySetOf,
  type Seen,
  type ServiceState,
  shortDefinition,
  type TaskSet,
} from '../model/service.ts';
import { troubleSince, unknownTaskSet } from '../model/service-events.ts';
import { codeDeployWords, isBad, judgeCodeDeploy } from './code-deploy.ts';
import { unchanged } from './deployments.ts';

/** CodeDeploy makes the task set in its step Install, a while after the deployment was created. */
const INSTALL_SECONDS = 60;

type Full = Seen & { readonly service: ServiceState };

/**
 * Judges a service of CodeDeploy or of an external controller: it has task sets, and neither deployments nor a rollout
 * state. The new set that serves production traffic and is steady is deployed; one that is gone again has failed or was
 * stopped. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
export function judgeTaskSets(seen: Full, known: RolloutMemory, origin: Origin): Judged {
  const { service } = seen;
  const since = origin.before?.at ?? origin.since;
  const fresh = service.taskSets
    .filter((each) => isNew(each, 'taskSets', origin))
    .toSorted((a, b) => a.createdAt - b.createdAt);
  const primary = primarySetOf(service);
  const last = fresh.at(-1) ?? promoted(service, primary, origin);
  // The last one counts, also when it is gone, and the one before serves again.
  const isGone =
    known.startedAt !== undefined &&
    (last?.createdAt ?? 0) < known.startedAt &&
    service.taskSets.every(({ id }) => id !== known.ours);
  const ours = isGone ? undefined : last;
  if (ours === undefined || (ours.status === 'DRAINING' && primary !== undefined)) {
    const ids = service.taskSets.map(({ id }) => id);
    const gone =
      ours?.id ??
      known.ours ??
      unknownTaskSet(service.events, since, [...ids, ...(origin.before?.taskSets ?? [])]);
    if (gone !== undefined) {
      const settled = takenBack(gone, ours, primary, seen.codeDeploy?.deployment);
      const startedAt = ours?.createdAt ?? known.startedAt;
      const times = startedAt === undefined ? {} : { startedAt };
      return { known, state: withTroubles({ ...settled, ...times }, service, since) };
    }
    return { known, state: unchanged(seen, origin, { patienceSeconds: INSTALL_SECONDS }) };
  }
  const next: RolloutMemory = { ...known, ours: ours.id, startedAt: ours.createdAt };
  const byCodeDeploy = judgeCodeDeploy(ours, ongoing(ours, service), seen);
  if (byCodeDeploy !== undefined) return { known: next, state: byCodeDeploy };
  if (ours.status === 'PRIMARY' && ours.steady) {
    const stillRunning = service.taskSets.filter(
      (each) => each !== ours && each.status === 'ACTIVE' && each.running > 0,
    );
    const note = stillRunning.length === 0 ? '' : '; the task set before still stands by';
    const { taskDefinition, running, desired } = ours;
    const shown = { ...service, taskDefinition: taskDefinition || service.taskDefinition, running, desired };
    const times = { startedAt: ours.createdAt };
    return { known: next, state: succeeded(shown, times, origin.before?.desired, note) };
  }
  return { known: next, state: ongoing(ours, service) };
}

/**
 * With an external controller a set may stand by before it is made primary (API_UpdateServicePrimaryTaskSet). CodeDeploy does
 * that itself, as the end of a deployment that began before.
 */
const promoted = ({ controller }: ServiceState, primary: TaskSet | undefined, { before }: Origin) =>
  controller === 'EXTERNAL' && before !== undefined && primary?.taskDefinition !== before.taskDefinition
    ? primary
    : undefined;

function takenBack(
  gone: string,
  ours: TaskSet | undefined,
  primary: TaskSet | undefined,
  deployment: CodeDeployment | undefined,
): Settled {
  const id = ours?.externalId ?? (deployment && isBad(deployment) ? deployment.id : undefined);
  const said = deployment !== undefined && deployment.id === id ? ` (${codeDeployWords(deployment)})` : '';
  const by = id === undefined ? '' : ` of ${id}${said}`;
  const back = primary === undefined ? '' : `; ${shortDefinition(primary.taskDefinition)} serves as before`;
  return {
    ...{ kind: 'settled', status: 'rolled-back' },
    reason: `task set ${gone}${by} is being removed or gone: its deployment failed or was stopped${back}`,
  };
}

function ongoing(ours: TaskSet, { controller, events }: ServiceState): Ongoing {
  const by = ours.externalId === undefined ? '' : ` (${ours.externalId})`;
  const traffic =
    ours.status === 'PRIMARY' ? 'serves production traffic' : 'serves no production traffic yet';
  const state = ours.steady ? 'steady' : 'stabilizing';
  return {
    ...{ kind: 'ongoing', rollingBack: false, startedAt: ours.createdAt },
    activity: `${controller} task set${by}: ${ours.running} of ${ours.desired} tasks run, ${state}, ${traffic}`,
    progress: share(ours.running, ours.desired),
    troubles: troubleSince(events, ours.createdAt),
  };
}
