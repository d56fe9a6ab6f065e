import type { Ongoing, RolloutState, Settled } from '../model/rollout-state.ts';
import type { CodeDeployment, Seen, ServiceState, TaskSet } from '../model/service.ts';

/** Whether it ended otherwise than well. */
export const isBad = ({ status }: CodeDeployment): boolean => status === 'Failed' || status === 'Stopped';

/** `Failed: HEALTH_CONSTRAINTS: ...`. */
export const codeDeployWords = ({ status, reason }: CodeDeployment): string =>
  reason === '' ? status : `${status}: ${reason}`;

type Full = Seen & { readonly service: ServiceState };

/**
 * What CodeDeploy says of our task set beyond what the set shows: a set that serves and is steady may yet be taken back
 * by a hook, an alarm or a person. `base` is the state by the set alone. Undefined where CodeDeploy adds nothing: after
 * success, and for an external controller.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 */
export function judgeCodeDeploy(
  ours: TaskSet,
  base: Ongoing,
  { service, codeDeploy }: Full,
): RolloutState | undefined {
  if (service.controller !== 'CODE_DEPLOY') return undefined;
  const deployment = codeDeploy?.deployment;
  const serves = ours.status === 'PRIMARY';
  const steady = serves && ours.steady;
  if (deployment === undefined || deployment.id !== ours.externalId) {
    const alone = service.taskSets.every((each) => each === ours || each.status === 'DRAINING');
    // CodeDeploy removes the set before as its last step.
    return steady && !alone
      ? unknown(ours, codeDeploy?.hidden ?? 'its CodeDeploy deployment does not show')
      : undefined;
  }
  const by = `CodeDeploy ${deployment.id} ${codeDeployWords(deployment)}`;
  const times = {
    startedAt: ours.createdAt,
    ...(deployment.endedAt === undefined ? {} : { endedAt: deployment.endedAt }),
  };
  if (deployment.rollbackOf !== undefined) {
    const reason = `rolled back: ${deployment.id} undoes ${deployment.rollbackOf}`;
    if (steady && (deployment.shifted || deployment.status === 'Succeeded'))
      return { kind: 'settled', status: 'rolled-back', reason, ...times };
    return { ...base, rollingBack: true, activity: reason };
  }
  if (isBad(deployment)) {
    if (!serves) return { kind: 'settled', status: 'rolled-back', reason: by, ...times };
    if (deployment.rolledBackBy === undefined)
      return { kind: 'settled', status: 'failed', reason: by, ...times };
    return {
      ...base,
      rollingBack: true,
      activity: `${by}; ${deployment.rolledBackBy} rolls it back`,
    };
  }
  if (deployment.status === 'Succeeded' || (steady && deployment.shifted)) return undefined;
  return underWay(base, deployment);
}

function underWay(base: Ongoing, { id, status }: CodeDeployment): Ongoing {
  const wait = `${WAITS}: CodeDeploy has not rerouted the traffic; somebody has to (aws deploy continue-deployment --deployment-id ${id} --deployment-wait-type READY_WAIT) or stop it`;
  return {
    ...base,
    activity: `${base.activity}; CodeDeploy ${status}`,
    troubles: [...(status === WAITS ? [wait] : []), ...base.troubles],
  };
}

/** The status of a blue/green deployment that waits for a person to reroute the traffic (API_ContinueDeployment). */
const WAITS = 'Ready';

function unknown({ createdAt, externalId = 'its deployment' }: TaskSet, hidden: string): Settled {
  const words = `the new task set serves and is steady, but whether CodeDeploy keeps it (${externalId}) is not known: ${hidden}`;
  return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words, startedAt: createdAt };
}
