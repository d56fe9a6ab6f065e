import { named } from '../model/names.ts';
import type { JobLogs } from '../ports.ts';
import type { Client } from './client/client.ts';

/** A failure is near the end; a log can have gigabytes. */
const LIMIT_BYTES = 1024 * 1024;

/** Logs as GitHub keeps them: the API redirects to a text file, and `fetch` leaves the token behind. */
export function githubJobLogs({ octokit, read }: Client): JobLogs {
  return {
    tail: async (repository, jobId) => {
      try {
        return await read('read the log of a job', async (signal) => {
          const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
            ...named(repository),
            job_id: jobId,
            request: { signal, parseSuccessResponseBody: false },
          });
          return isStream(data) ? await lastBytes(data, LIMIT_BYTES) : undefined;
        });
      } catch {
        // 404 while it runs, 410 after retention, 403 without the right, a broken download: a log is a courtesy.
        return undefined;
      }
    },
  };
}

/** Octokit hands the body over unread, which its types do not say. */
const isStream = (data: unknown): data is ReadableStream<Uint8Array> =>
  typeof data === 'object' && data !== null && 'getReader' in data;

/** The last `limit` bytes of a stream as text, from the beginning of a line on; never holds much more than that. */
export async function lastBytes(stream: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let held = 0;
  let dropped = false;
  for await (const chunk of stream) {
    chunks.push(chunk);
    held += chunk.length;
    while (held - (chunks[0]?.length ?? 0) >= limit) {
      held -= chunks.shift()?.length ?? 0;
      dropped = true;
    }
  }
  const cut = dropped || held > limit;
  const text = Buffer.concat(chunks).subarray(-limit).toString();
  return cut ? text.slice(text.indexOf('\n') + 1) : text;
}
