import { RegistryError, type Snapshot } from '../../port.ts';

/** `snapshot`, when it shows everybody who may be alive. @throws RegistryError when some could not be read yet */
export function complete(snapshot: Snapshot): Snapshot {
  const { unread = [] } = snapshot;
  if (unread.length === 0) return snapshot;
  throw new RegistryError(
    `GitHub's GraphQL API does not answer, and ${unread.length} registrations are still to be read one by one`,
  );
}
