import { UserError } from '@signalbox/runner/errors';
import { canonical, named } from '../../model/names.ts';
import { TASK } from '../../model/registration.ts';
import { type Client, orNothing } from '../client/client.ts';

/** How GitHub spells the environments that are asked for. */
export interface Spellings {
  /** All that may be a row's, the likeliest first; of more than a few, a few. */
  of(environment: string): readonly string[];
  /**
   * Those under which REST's lists show every row: `of`, or of more than a few one, when its list shows rows of others.
   * @throws UserError when it shows none, so that nobody knows how many lists there are
   */
  ofLists(environment: string): Promise<readonly string[]>;
  /** A row, or the answer to a write, spells it so. */
  saw(spelling: string): void;
  /** Asks how it is spelled, once. Whether that was not known before. */
  fetchSpelling(environment: string): Promise<boolean>;
}

/** GitHub has one spelling of its own, and users another one or two; strangers can write as many as there are. */
const FEW = 5;

const tooMany = (environment: string) =>
  new UserError(
    `${environment} is spelled in more than ${FEW} ways in deployments with the task ${TASK}, so it is not known whether it is free: find out who makes them, and delete those in another spelling.`,
  );

/**
 * "Environment names are not case sensitive" (docs: managing environments for deployment), yet nothing says whether
 * filters fold case, nor whether a deployment keeps the spelling it was made with or takes that of the environment
 * which exists. So whatever GitHub's own answers say is asked for, too.
 */
export function spellings(
  client: Client,
  repository: string,
  list: (environment: string) => Promise<{ readonly rows: readonly { readonly environment: string }[] }>,
): Spellings {
  const seen = new Map<string, Set<string>>();
  const asked = new Set<string>();
  /** Environments whose list shows rows however they are spelled. */
  const folded = new Set<string>();
  const of: Spellings['of'] = (environment) => {
    const name = canonical(environment);
    return [...new Set([...[...(seen.get(name) ?? [])].slice(0, FEW), name, environment])];
  };
  const ofLists: Spellings['ofLists'] = async (environment) => {
    const name = canonical(environment);
    if ((seen.get(name)?.size ?? 0) <= FEW) return of(environment);
    if (!folded.has(name)) {
      const { rows } = await list(name);
      if (rows.every((row) => row.environment === name)) throw tooMany(name);
      folded.add(name);
    }
    return [name];
  };
  const saw: Spellings['saw'] = (spelling) => {
    const name = canonical(spelling);
    seen.set(name, (seen.get(name) ?? new Set()).add(spelling));
  };
  return {
    of,
    ofLists,
    saw,
    fetchSpelling: async (environment) => {
      const name = canonical(environment);
      if (asked.has(name)) return false;
      asked.add(name);
      const spelling = await existingSpelling(client, repository, name);
      if (spelling === undefined || canonical(spelling) !== name || of(environment).includes(spelling))
        return false;
      saw(spelling);
      return true;
    },
  };
}

/** As the environment that exists is spelled; undefined when there is none, or it may not be read. */
async function existingSpelling(
  { octokit, read }: Client,
  repository: string,
  name: string,
): Promise<string | undefined> {
  const request = orNothing((signal) =>
    octokit.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
      ...named(repository),
      environment_name: name,
      request: { signal },
    }),
  );
  try {
    return (await read('read the environment', request))?.data.name;
  } catch (error) {
    // Only how it is spelled: nothing depends on the permission.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
