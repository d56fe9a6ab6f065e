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

interface Made {
  readonly id: number;
  /** Milliseconds. */
  readonly createdAt: number;
  readonly environment: string;
  readonly creator: string;
}

/** Is called with every deployment that is made. */
type Learn = (made: Identified & { readonly environment: string }) => void;

interface WriterContext extends Pick<ConnectOptions, 'repository' | 'signal'> {
  readonly client: Client;
  readonly learn: Learn;
}

/** The writes of the registry. */
export function githubWriter(client: Client, options: ConnectOptions, learn: Learn): Writer {
  const context: WriterContext = { ...options, client, learn };
  /** A record's commit says nothing: it need not be the newest. */
  let branch: string | undefined;
  return {
    create: (draft) => register(context, draft),
    post: (id, status) => postStatus(context, id, status),
    freeze: (environment, freeze) => freezeEnvironment(context, environment, freeze),
    record: async (environment, draft) => {
      branch ??= await defaultBranch(context);
      return await keepRecord(context, { ...draft, environment, ref: branch });
    },
    remove: (id) => remove(context, id),
  };
}

async function register(
  context: WriterContext,
  { environment, sha, description, payload }: Parameters<Writer['create']>[0],
): ReturnType<Writer['create']> {
  // A commit of another repository is unknown here, so the payload carries it.
  const elsewhere = !sameRepository(payload.repository, context.repository);
  const stored: Payload = elsewhere ? { ...payload, sha } : payload;
  const made = await createDeployment(context, 'register a deployment', {
    ref: elsewhere ? await defaultBranch(context) : sha,
    task: TASK,
    environment: canonical(environment),
    description,
    payload: formatPayload(stored),
  });
  return { ...made, sha, payload: stored };
}

async function freezeEnvironment(
  context: WriterContext,
  environment: string,
  { reason, by }: Parameters<Writer['freeze']>[1],
): ReturnType<Writer['freeze']> {
  const description = `frozen by ${by}: ${reason}`;
  const made = await createDeployment(context, 'freeze an environment', {
    ref: await defaultBranch(context),
    task: FREEZE_TASK,
    environment: canonical(environment),
    description,
    payload: { signalbox: 1, reason: truncate(reason, 1000), actor: by },
  });
  await postStatus(context, made.id, { state: 'in_progress', description });
  return { id: made.id, reason, by, since: made.createdAt };
}

async function keepRecord(
  context: WriterContext,
  { environment, ...draft }: NewDeployment,
): ReturnType<Writer['record']> {
  const { payload, description } = draft;
  const { id, creator, createdAt } = await createDeployment(context, 'keep a record', {
    ...draft,
    environment: canonical(environment),
  });
  // Nothing is deployed: GitHub's page would show it as pending for ever.
  await postStatus(context, id, { state: 'inactive', description });
  return { id, creator, createdAt, payload };
}

async function createDeployment(
  { client: { octokit, write }, repository, learn }: WriterContext,
  what: string,
  deployment: NewDeployment,
): Promise<Made> {
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

async function postStatus(
  context: WriterContext,
  ...args: Parameters<Writer['post']>
): ReturnType<Writer['post']> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await postOnce(context, ...args);
    } catch (error) {
      const last = attempt >= ATTEMPTS || context.signal?.aborted;
      if (!(error instanceof AmbiguousWriteError) || last) throw error;
    }
  }
}

async function postOnce(
  { client: { octokit, write }, repository }: WriterContext,
  id: number,
  { state, description, logUrl, environmentUrl, autoInactive = false }: Parameters<Writer['post']>[1],
): ReturnType<Writer['post']> {
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
}

async function defaultBranch({ client: { octokit, read }, repository }: WriterContext): Promise<string> {
  const { data } = await read('read the repository', (once) =>
    octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal: once } }),
  );
  return data.default_branch;
}

async function remove({ client: { octokit, read }, repository }: WriterContext, id: number): Promise<void> {
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
}
