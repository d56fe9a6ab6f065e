import { connectRegistry } from '@signalbox/registry/for-step';
import { systemClock } from '@signalbox/runner/clock';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import type { GitHubSimulator } from '@signalbox/simulator/github/server';

/** The simulator reads schemas at its first requests, which fast time would take for an outage. */
export async function warmUp(github: GitHubSimulator): Promise<void> {
  const repository = 'octo/warm-up';
  const warm = addRepository(github.state, repository);
  const { registry } = await connectRegistry({
    ...{
      token: addToken(github.state, [warm]),
      repository,
      apiUrl: github.url,
      graphqlUrl: github.graphqlUrl,
    },
    ...{ clock: systemClock, random: Math.random, fetch: github.fetch },
  });
  const owner = {
    repository,
    runId: 1,
    runAttempt: 1,
    scope: 'run',
    workflow: 'deploy',
    actor: 'mona',
  } as const;
  const { id } = await registry.create({
    ...{ environment: 'warm', sha: warm.refs.get('refs/heads/main') ?? '', description: '' },
    payload: { ...owner, nonce: 'warm', correlationId: 'warm', priority: 0, stacks: [] },
  });
  await registry.post(id, { state: 'inactive', description: '' });
  await registry.snapshot('warm');
  github.log.length = 0;
}
