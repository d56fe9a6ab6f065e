import { anyTotals, distributionsOf, totalsOf } from '@signalbox/registry/count';
import { withoutForged } from '@signalbox/registry/forged';
import { errorLine } from '@signalbox/runner/errors';
import { wantsTelemetry } from '@signalbox/telemetry/inputs';
import type { Context } from '../context.ts';
import { countsFor, gaugesOf } from '../telemetry.ts';

/**
 * Publishes that the environment was closed or opened, where the inputs or OpenTelemetry's variables say so: what its
 * last ending published would be true no longer. Never throws. Nothing else is read or loaded.
 */
export async function publishFrozen(
  frozen: boolean,
  { inputs, step, ports }: Context,
): Promise<{ readonly 'telemetry-status'?: string }> {
  const { environment, repository } = inputs;
  if (!wantsTelemetry(inputs, step.env)) return {};
  try {
    const snapshot = await ports.registry.snapshot(environment);
    const { more, now } = snapshot;
    const registrations = await withoutForged(snapshot.registrations, { owners: ports.owners, repository });
    // Without the newest total, or the certainty that there is none, nobody knows it.
    const known = anyTotals(registrations) || !more;
    const counts = known ? countsFor(totalsOf(registrations), distributionsOf(registrations)) : {};
    // A read may lag behind our own write.
    const gauges = { ...gaugesOf(snapshot, { at: now }), frozen };
    const { publishEnvironment } = await import('@signalbox/telemetry/publish');
    const published = { environment, registry: repository, ...counts, gauges };
    return { 'telemetry-status': await publishEnvironment(published, inputs, step) };
  } catch (error) {
    step.log.warning(
      `Telemetry failed: ${errorLine(error)}. The environment itself is not affected.`,
      'Telemetry',
    );
    return { 'telemetry-status': 'failed' };
  }
}
