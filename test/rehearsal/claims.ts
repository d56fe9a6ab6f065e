import { type Claim, deployable, type Evidence } from './evidence.ts';
import {
  estimated,
  freezes,
  jobStatus,
  noOrphans,
  noSecrets,
  recorded,
  recordedAfterwards,
  rootCause,
  undone,
  watched,
} from './outcome-claims.ts';
import {
  fenced,
  oneHolder,
  onlyHoldersDeploy,
  refused,
  released,
  tookOver,
  waited,
  went,
} from './queue-claims.ts';
import { registrations } from './queue-view.ts';
import { ready } from './ready-claims.ts';
import { delivered } from './slack-claims.ts';

/** Everything that must hold, in the order in which people would ask. */
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
    recordedAfterwards(evidence, a),
    freezes(evidence),
    jobStatus(evidence),
    estimated(evidence),
    ...watched(evidence),
    ...ready(evidence, a),
    ...rootCause(evidence),
    ...undone(evidence),
    ...delivered(evidence),
    noSecrets(evidence, all),
    noOrphans(evidence),
  ];
}
