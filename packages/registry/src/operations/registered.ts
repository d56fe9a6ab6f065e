import { UserError } from '@signalbox/runner/errors';
import { canonical } from '../model/names.ts';
import { LIFETIME_MS, queuePhaseOf, type Registration } from '../model/registration.ts';
import type { Registry, RegistryPorts } from '../ports.ts';

/** A claim must come so long before a registration is too old to be searched for. */
const MARGIN_MS = 24 * 3600 * 1000;

/** The registration a user names by id. @throws UserError when it is not one that can be used */
export async function findRegistration(
  id: number,
  environment: string,
  { registry, clock }: Pick<RegistryPorts, 'registry' | 'clock'>,
  allowed: { readonly over?: boolean } = {},
): Promise<Registration> {
  const found = await registry.find(id);
  const where = `Input "deployment-id": ${id}`;
  if (found === undefined)
    throw new UserError(`${where} is not a registration of Signalbox in ${registry.repository}.`);
  if (found.environment !== canonical(environment))
    throw new UserError(`${where} belongs to the environment ${found.environment}, not to ${environment}.`);
  if (allowed.over) return found;
  if (queuePhaseOf(found.latest) === 'over')
    throw new UserError(
      `${where} is over (${found.latest?.state}: ${found.latest?.description}); register again.`,
    );
  if (clock.now() - found.createdAt > LIFETIME_MS - MARGIN_MS)
    throw new UserError(`${where} is more than 5 days old, so others no longer look for it; register again.`);
  return found;
}

/** Shows where a holding deployment is on its page. Keeps it holding. */
export async function progress(
  registry: Pick<Registry, 'post'>,
  deploymentId: number,
  description: string,
): Promise<void> {
  // A description that begins like a claim would turn the holder into a claimant.
  const text = /^claim/i.test(description) ? `> ${description}` : description;
  await registry.post(deploymentId, { state: 'in_progress', description: text });
}
