import { UserError } from '@signalbox/runner/errors';
import { canonical, named } from '../../model/names.ts';
import { type Client, orNothing } from '../client/client.ts';

/** How GitHub spells the environments that are asked for. */
export interface Spellings {
  /** All that may be a row's, the likeliest first. */
  of(environment: string): readonly string[];
  /** A row, or the answer to a write, spells it so. */
  saw(spelling: string): void;
  /** Asks how it is spelled, once. Whether that was news. */
  lookUp(environment: string): Promise<boolean>;
}

/**
 * "Environment names are not case sensitive" (docs: managing environments for deployment), yet nothing says whether
 * filters fold case, nor whether a deployment keeps the spelling it was made with or takes that of the environment
 * which exists. So whatever GitHub's own answers say is asked for, too.
 */
export function spellings({ octokit, read }: Client, repository: string): Spellings {
  const seen = new Map<string, Set<string>>();
  const asked = new Set<string>();
  const of: Spellings['of'] = (environment) => {
    const name = canonical(environment);
    return [...new Set([...(seen.get(name) ?? []), name, environment])];
  };
  const saw: Spellings['saw'] = (spelling) => {
    const name = canonical(spelling);
    seen.set(name, (seen.get(name) ?? new Set()).add(spelling));
  };
  return {
    of,
    saw,
    lookUp: async (environment) => {
      const name = canonical(environment);
      if (asked.has(name)) return false;
      asked.add(name);
      const found = await read(
        'read the environment',
        orNothing((signal) =>
          octokit.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
            ...named(repository),
            environment_name: name,
            request: { signal },
          }),
        ),
      ).catch((error: unknown) => {
        // Only how it is spelled: nothing depends on the permission.
        if (error instanceof UserError) return undefined;
        throw error;
      });
      const spelling = found?.data.name;
      if (spelling === undefined || canonical(spelling) !== name || of(environment).includes(spelling))
        return false;
      saw(spelling);
      return true;
    },
  };
}
