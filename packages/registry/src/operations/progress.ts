import type { Registry } from '../port.ts';

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
