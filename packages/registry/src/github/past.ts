import { canonical } from '../model/names.ts';
import { queuePhaseOf, type Registration, TASK } from '../model/registration.ts';
import { RegistryError } from '../model/snapshot.ts';
import type { Registry } from '../ports.ts';
import { everything } from './reading/everything.ts';
import { ofTask, slowly } from './reading/of-task.ts';
import { collect, type Read } from './reading/pages.ts';
import { certain, DEEPEST } from './reading/rest-only.ts';
import { foreignLife, type Row, toRegistration } from './reading/rows.ts';
import { longReads, orByRest, orUnderItsName, type Sources } from './reading/sources.ts';

const isOver = ({ latest }: Pick<Registration, 'latest'>) =>
  latest !== undefined && queuePhaseOf(latest) === 'over';

/** What is over, as far back as is asked for. */
export function githubPast(sources: Sources): Pick<Registry, 'past' | 'findPast' | 'foreignPast'> {
  const registrationsOf = (rows: readonly Row[]) =>
    rows.flatMap((row) => toRegistration(row, sources.repository) ?? []);
  return {
    past: async (name, limit, { cheaply = false } = {}) => {
      const over = (rows: readonly Row[]) => registrationsOf(rows).filter(isOver);
      const enough = (rows: readonly Row[]) => over(rows).length >= limit;
      // Who asks for the past can do with less of it.
      const quickly = () => ofTask(sources, name, TASK, enough);
      const { rows } = await orUnderItsName(sources, name, () =>
        cheaply ? quickly() : orByRest(sources, quickly, () => slowly(sources, name, limit)),
      );
      return over(rows).slice(0, limit);
    },
    findPast: async (name, wanted) => {
      const found = (rows: readonly Row[]) => registrationsOf(rows).find(wanted);
      const enough = (rows: readonly Row[]) => found(rows) !== undefined;
      const byGraphql = () => ofTask(sources, name, TASK, enough);
      const byRest = () => slowly(sources, name);
      const read = await orUnderItsName(sources, name, () => orByRest(sources, byGraphql, byRest));
      const one = found(certain(name, read).rows);
      if (one === undefined && read.end !== 'all')
        throw new RegistryError(`What ${canonical(name)} ran is further back than can be read now`);
      return one;
    },
    foreignPast: async (name, limit) => {
      const over = (rows: readonly Row[]) => rows.flatMap(foreignLife).filter(isOver);
      const enough = (rows: readonly Row[]) => over(rows).length >= limit;
      const pages = () => everything(sources, name, () => false, longReads(sources, 0));
      // REST's list has no statuses, and a request for each would cost too much; it still shows what is forbidden.
      const nothing = async (): Promise<Read> => {
        const { now } = await sources.rest.list({ environment: canonical(name) });
        return { rows: [], now, end: 'enough' };
      };
      const read = () => orByRest(sources, () => collect(pages(), DEEPEST, enough), nothing);
      return over((await orUnderItsName(sources, name, read)).rows).slice(0, limit);
    },
  };
}
