/** OWNER/NAME as the parts of a REST path. */
export function named(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

/** Owners and names of repositories are not case sensitive. */
export const sameRepository = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Environments are not case sensitive (docs: managing environments), but lists of deployments may be. */
export const canonical = (environment: string) => environment.toLowerCase();
