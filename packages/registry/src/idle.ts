import { formatDuration } from '@signalbox/runner/duration';
import { UserError } from '@signalbox/runner/errors';
import { canDeploy, type LookRequest } from './look.ts';
import type { RegistryPorts } from './ports.ts';
import { formatReason } from './reason.ts';

const LOOK_SECONDS = 15;

/** Waits, without registering, until no deployment is active. Returns the seconds it took. */
export async function waitUntilIdle(
  request: LookRequest & { readonly waitTimeoutSeconds: number },
  ports: RegistryPorts,
): Promise<number> {
  const { clock, cancelled, log, random, registry } = ports;
  const began = clock.now();
  const deadline = began + request.waitTimeoutSeconds * 1000;
  for (let said = ''; ; ) {
    const seen = await canDeploy({ ...request, onOutdated: 'ignore' }, ports);
    if (seen.canDeploy || (seen.active === undefined && seen.reason.code === 'queued-behind'))
      return Math.round((clock.now() - began) / 1000);
    if (cancelled.aborted) throw new UserError(`Cancelled while waiting for ${request.environment}.`);
    if (clock.now() >= deadline)
      throw new UserError(
        `Waited ${formatDuration(request.waitTimeoutSeconds)} for ${request.environment}: ${formatReason(seen.reason)}. Raise wait-timeout.`,
      );
    const key = `${seen.reason.code} ${seen.active?.deploymentId ?? ''}`;
    if (key !== said) log.info(`Waiting until ${request.environment} is idle: ${formatReason(seen.reason)}.`);
    said = key;
    const pause = LOOK_SECONDS * registry.strain() * (0.8 + random() * 0.4);
    await clock.sleep(Math.min(pause * 1000, deadline - clock.now()), cancelled);
  }
}
