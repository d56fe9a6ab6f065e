import { rollbackTarget } from '@signalbox/registry/rollback';
import { environmentStatus } from '@signalbox/registry/status';
import { errorLine } from '@signalbox/runner/errors';
import type { Reporter } from '../announce.ts';
import { connection, type Turn } from '../turn.ts';
import type { Earlier } from './phases.ts';

/**
 * The commit to go back to. Others than the deployer may write deployments, so code of an earlier commit is run only if GitHub
 * itself says that it is one of ours and that a run deployed it, and if the registry still says what it said at the turn.
 */
export async function findEarlier({ inputs, step }: Reporter, turn: Turn): Promise<Earlier> {
  const { environment, ref: sha } = inputs;
  const { repository, repositoryId } = step.job;
  try {
    const ports = await connection(inputs, step);
    const { deployed } = await environmentStatus(
      {
        ...{ environment, repository, repositoryId, maxHoldSeconds: inputs['max-hold'] },
        own: Number(turn.deploymentId) || undefined,
      },
      ports,
    );
    if (deployed === undefined)
      return turn.deployedSha === ''
        ? { kind: 'none' }
        : refused('the registry no longer knows what ran before');
    const target = await rollbackTarget({ earlier: deployed, sha: sha.toLowerCase(), repository }, ports);
    if ('refused' in target) return refused(target.refused);
    if (target.sha !== turn.deployedSha)
      return refused('the registry names another commit than before the deployment');
    return { kind: 'commit', sha: target.sha };
  } catch (error) {
    return refused(errorLine(error));
  }
}

const refused = (why: string): Earlier => ({ kind: 'refused', why });
