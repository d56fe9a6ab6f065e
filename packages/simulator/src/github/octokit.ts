import { getOctokit } from '@actions/github';
import type { GitHubSimulator } from './server.ts';

/** The client that actions use, pointed at a simulator; without sockets unless asked for. */
export function octokitFor(
  github: Pick<GitHubSimulator, 'url' | 'fetch'>,
  token: string,
  options: { readonly sockets?: boolean } = {},
) {
  return getOctokit(token, {
    baseUrl: github.url,
    ...(options.sockets ? {} : { request: { fetch: github.fetch } }),
  });
}

export type Octokit = ReturnType<typeof octokitFor>;

/** Status and message of a refused request, for assertions in one line. */
export async function refusal(request: Promise<unknown>): Promise<{ status: number; message: string }> {
  try {
    await request;
  } catch (error) {
    const { status = 0, message = '' } = error as { status?: number; message?: string };
    return { status, message };
  }
  throw new Error('the request was not refused');
}
