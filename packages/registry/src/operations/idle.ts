import { formatDuration } from '@signalbox/runner/duration';
import { UserError } from '@signalbox/runner/errors';
import { jittered } from '@signalbox/runner/retry';
import { formatReason } from '../model/reason.ts';
import type { RegistryPorts } from '../ports.ts';
import { canDeploy, type InspectRequest } from './queue/inspect.ts';
import { cancelledWhileWaiting, retryThroughOutage } from './queue/outage.ts';
import { withView } from './queue/refusal.ts';

/** Between observations. */
const PAUSE_SECONDS = 15;
/** However short the budget is. */
const LONGEST_SECONDS = 60;

interface IdleRequest extends InspectRequest {
  readonly waitTimeoutSeconds: number;
  /** Wait for GitHub, too, when it is out of order. */
  readonly retryOutages: boolean;
}

/** Waits, without registering, until no deployment is active. Returns the seconds it took. */
export async function waitUntilIdle(request: IdleRequest, ports: RegistryPorts): Promise<number> {
  const { clock, cancelled, log, random, registry } = ports;
  const began = clock.now();
  const deadline = began + request.waitTimeoutSeconds * 1000;
  const { environment, retryOutages } = request;
  const persist = retryThroughOutage({ environment, deadline, retryOutages }, ports);
  for (let said = ''; ; ) {
    const seen = await persist(() =>
      canDeploy({ ...request, onOutdated: 'ignore', promotedFrom: undefined }, ports),
    );
    if (seen.canDeploy || (seen.active === undefined && seen.reason.code === 'queued-behind'))
      return Math.round((clock.now() - began) / 1000);
    const waited = Math.round((clock.now() - began) / 1000);
    if (cancelled.aborted) throw withView(cancelledWhileWaiting(environment), seen, waited);
    if (clock.now() >= deadline) {
      const line = `Waited ${formatDuration(request.waitTimeoutSeconds)} for ${environment}: ${formatReason(seen.reason)}. Raise wait-timeout.`;
      throw withView(new UserError(line), seen, waited);
    }
    const key = `${seen.reason.code} ${seen.active?.deploymentId ?? ''}`;
    if (key !== said) log.info(`Waiting until ${environment} is idle: ${formatReason(seen.reason)}.`);
    said = key;
    const pause = jittered(Math.min(LONGEST_SECONDS, PAUSE_SECONDS * registry.backpressure()), random);
    await clock.sleep(Math.min(pause * 1000, deadline - clock.now()), cancelled);
  }
}
