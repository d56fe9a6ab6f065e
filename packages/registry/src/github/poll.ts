import { named } from '../model/names.ts';
import type { Registry } from '../ports.ts';
import type { Client } from './client/client.ts';
import { conditionalGets } from './client/conditional.ts';
import { toState } from './reading/rows.ts';

/**
 * More than one, since the order of statuses is not documented: while there are fewer, a new one changes the page
 * at any position. The whole queue is read again now and then in any case.
 */
const PAGE_SIZE = 100;

/**
 * The cheapest way to see whether one deployment has moved on: its own list of statuses, asked for conditionally.
 * The list of all deployments would change with everybody's every step, and nobody documents that a status changes it.
 */
export function githubPoll({ octokit, read }: Client, repository: string): Pick<Registry, 'poll'> {
  const get = conditionalGets();
  return {
    poll: async (id) => {
      const answer = await read('read deployment statuses', async (signal) => {
        try {
          return await get(String(id), (headers) =>
            octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
              ...named(repository),
              deployment_id: id,
              per_page: PAGE_SIZE,
              headers,
              request: { signal },
            }),
          );
        } catch (error) {
          if ((error as { readonly status?: number }).status === 404) return undefined;
          throw error;
        }
      });
      if (answer === undefined) return undefined;
      const rows = answer.data.map(({ id: status, state, description, created_at }) => ({
        id: Number(status),
        state: toState(state),
        description: description ?? '',
        createdAt: Date.parse(created_at),
      }));
      const latest = rows.reduce<(typeof rows)[number] | undefined>(
        (a, b) => (a === undefined || b.id > a.id ? b : a),
        undefined,
      );
      return { ...(latest === undefined ? {} : { latest }), free: answer.unchanged };
    },
  };
}
