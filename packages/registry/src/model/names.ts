import { UserError } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';

/**
 * Whether it can be the OWNER/NAME of a repository: ASCII letters, digits and `-`, `_` (managed users), `.` (names),
 * at most 100 characters each (GitHub's limit for names; owners have 39).
 */
export const isRepository = (name: string): boolean => /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name);

/** OWNER/NAME as the parts of a REST path. @throws UserError for what cannot be a repository */
export function named(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  if (!isRepository(repository)) throw new UserError('A repository is named OWNER/NAME.');
  return { owner, repo };
}

/** Who makes deployments with the token of a job. */
export const JOB_TOKEN = 'github-actions[bot]';

/** Owners and names of repositories are not case sensitive. */
export const sameRepository = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Environments are not case sensitive (docs: managing environments), but lists of deployments may be. */
export const canonical = (environment: string) => environment.toLowerCase();

/** docs: rest/deployments/statuses, `description`: a longer one is refused. */
export const LONGEST_DESCRIPTION = 140;

/**
 * Text fit for the description of a deployment or a status: one line of at most 140 characters, none above U+FFFF,
 * which GitHub refuses in descriptions (wip/app#138, ouzi-dev/commit-status-updater#526).
 */
export const description = (text: string): string =>
  oneLine(text.replace(/[\u{10000}-\u{10ffff}]/gu, '\u25a1'), LONGEST_DESCRIPTION);
