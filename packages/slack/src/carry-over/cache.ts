import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '@signalbox/runner/inputs';
import { matchingEnv } from '@signalbox/runner/values';
import type { CacheStore } from '../ports.ts';

/** What the worker is to do: with a text it saves, without one it restores. */
interface CacheRequest {
  readonly key: string;
  readonly text?: string;
}

interface CacheAnswer {
  readonly failure?: string;
  /** Of `newest`: the key that was found. */
  readonly found?: string;
  readonly text?: string;
  readonly saved?: boolean;
}

/** What the library reads of the service, and what it and `tar` read of the machine. */
const SERVICE = /^ACTIONS_(RESULTS_URL|RUNTIME_TOKEN|CACHE_SERVICE_V2|CACHE_MODE)$/;
const MACHINE =
  /^(PATH|PATHEXT|PROGRAMFILES|SYSTEMDRIVE|SYSTEMROOT|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|HOME|USERPROFILE|(HTTPS?|NO|ALL)_PROXY)$/i;

/**
 * The actions cache. Undefined where the runner offers none, such as on GitHub Enterprise Server.
 *
 * Each request has a worker thread and a folder of its own: the library writes to the log whatever it does, knows no
 * signal and tries again for half a minute, and finds its files by the environment and the working directory.
 */
export function actionsCache(env: Env): CacheStore | undefined {
  const { ACTIONS_RESULTS_URL: base, ACTIONS_RUNTIME_TOKEN: token, ACTIONS_CACHE_SERVICE_V2: v2 } = env;
  if (!base || !token || !v2) return undefined;

  async function ask(request: CacheRequest, signal: AbortSignal): Promise<CacheAnswer> {
    signal.throwIfAborted();
    const directory = mkdtempSync(join(env['RUNNER_TEMP'] || tmpdir(), 'signalbox-cache-'));
    // Loaded here: most steps ask for nothing, and each would pay for it at its start.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(new URL('./cache-worker.js', import.meta.url), {
      env: {
        ...{ ...matchingEnv(process.env, MACHINE), ...matchingEnv(env, SERVICE) },
        ...{ RUNNER_TEMP: directory, GITHUB_WORKSPACE: directory },
      },
      workerData: { ...request, directory },
      stdout: true,
      stderr: true,
    });
    try {
      const [answer] = (await once(worker, 'message', { signal })) as [CacheAnswer];
      if (answer.failure !== undefined) throw new Error(`the actions cache: ${answer.failure}`);
      return answer;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      await worker.terminate();
      rmSync(directory, { recursive: true, force: true });
    }
  }

  return {
    newest: async (prefix, signal) => {
      const { found, text = '' } = await ask({ key: prefix }, signal);
      return found === undefined ? undefined : { key: found, bytes: Buffer.from(text, 'base64') };
    },
    put: async (key, bytes, signal) => {
      const { saved = false } = await ask({ key, text: bytes.toString('base64') }, signal);
      return saved;
    },
  };
}
