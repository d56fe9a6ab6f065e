import { truncate } from '@signalbox/runner/untrusted';
import { compact } from '@signalbox/runner/values';
import { canonical, description as fit, named, sameRepository } from '../model/names.ts';
import { formatPayload, type Payload } from '../model/payload.ts';
import { FREEZE_TASK, TASK } from '../model/registration.ts';
import { AmbiguousWriteError } from '../model/snapshot.ts';
import type { Archive, Registry } from '../ports.ts';
import type { Client, ConnectOptions } from './client/client.ts';
import type { Identified } from './reading/ids.ts';
import { toState } from './reading/rows.ts';

type Writer = Pick<Registry, 'create' | 'post' | 'freeze' | 'remove'> & Pick<Archive, 'record'>;

interface NewDeployment {
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Status writes may be repeated: the second says the same as the first. */
const ATTEMPTS = 3;

/** The writes of the registry. `learn` is called with what is made. */
export function githubWriter(
  client: Client,
  { repository, signal }: ConnectOptions,
  learn: (made: Identified & { readonly environment: string }) => void,
): Writer {
  const { octokit, read, write } = client;

  async function createDeployment(
    what: string,
    deployment: NewDeployment,
  ): Promise<{ id: number; createdAt: number; environment: string; creator: string }> {
    const { data, status } = await write(what, (once) =>
      octokit.request('POST /repos/{owner}/{repo}/deployments', {
        ...named(repository),
        ...deployment,
        description: fit(deployment.description),
        // GitHub's defaults would merge branches, and wait for every check of the commit.
        auto_merge: false,
        required_contexts: [],
        production_environment: false,
        transient_environment: false,
        request: { signal: once },
      }),
    );
    // An answer without the deployment has been seen in an incident (chrnorm/deployment-action#78).
    if (status !== 201 || typeof data !== 'object' || !('id' in data))
      throw new AmbiguousWriteError(`GitHub answered ${status} without saying what it made`);
    const id = Number(data.id);
    learn(data);
    return {
      id,
      createdAt: Date.parse(data.created_at),
      // Asked for as "staging", it is made in the environment "Staging" where that exists.
      environment: canonical(data.environment),
      creator: data.creator?.login ?? '',
    };
  }

  const post: Writer['post'] = async (id, status) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await postOnce(id, status);
      } catch (error) {
        if (!(error instanceof AmbiguousWriteError) || attempt >= ATTEMPTS || signal?.aborted) throw error;
      }
    }
  };

  const postOnce: Writer['post'] = async (
    id,
    { state, description, logUrl, environmentUrl, autoInactive = false },
  ) => {
    const { data } = await write('write a deployment status', (once) =>
      octokit.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...named(repository),
        deployment_id: id,
        state,
        description: fit(description),
        auto_inactive: autoInactive,
        ...compact({ log_url: logUrl, environment_url: environmentUrl }),
        request: { signal: once },
      }),
    );
    if (typeof data !== 'object' || !('id' in data))
      throw new AmbiguousWriteError('GitHub answered without a status');
    return {
      id: Number(data.id),
      state: toState(data.state),
      description: data.description ?? '',
      createdAt: Date.parse(data.created_at),
    };
  };

  /** A record's commit says nothing: it need not be the newest. */
  let branch: string | undefined;

  async function defaultBranch(): Promise<string> {
    const { data } = await read('read the repository', (once) =>
      octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal: once } }),
    );
    return data.default_branch;
  }

  return {
    create: async ({ environment, sha, description, payload }) => {
      // A commit of another repository is unknown here, so the payload carries it.
      const elsewhere = !sameRepository(payload.repository, repository);
      const stored: Payload = elsewhere ? { ...payload, sha } : payload;
      const made = await createDeployment('register a deployment', {
        ref: elsewhere ? await defaultBranch() : sha,
        task: TASK,
        environment: canonical(environment),
        description,
        payload: formatPayload(stored),
      });
      return { ...made, sha, payload: stored };
    },
    post,
    freeze: async (environment, { reason, by }) => {
      const made = await createDeployment('freeze an environment', {
        ref: await defaultBranch(),
        task: FREEZE_TASK,
        environment: canonical(environment),
        description: `frozen by ${by}: ${reason}`,
        payload: { signalbox: 1, reason: truncate(reason, 1000), actor: by },
      });
      await post(made.id, { state: 'in_progress', description: `frozen by ${by}: ${reason}` });
      return { id: made.id, reason, by, since: made.createdAt };
    },
    record: async (environment, { task, payload, description }) => {
      branch ??= await defaultBranch();
      const ref = branch;
      const draft = { ref, task, environment: canonical(environment), description, payload };
      const { id, creator, createdAt } = await createDeployment('keep a record', draft);
      // Nothing is deployed: GitHub's page would show it as pending for ever.
      await post(id, { state: 'inactive', description });
      return { id, creator, createdAt, payload };
    },
    remove: async (id) => {
      await read('delete a deployment', async (once) => {
        try {
          await octokit.request('DELETE /repos/{owner}/{repo}/deployments/{deployment_id}', {
            ...named(repository),
            deployment_id: id,
            request: { signal: once },
          });
        } catch (error) {
          // Deleting is safe to repeat: what is gone is gone.
          if ((error as { status?: number }).status !== 404) throw error;
        }
      });
    },
  };
}
