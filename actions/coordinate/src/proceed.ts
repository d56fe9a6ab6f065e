import { formatReason } from '@signalbox/registry/reason';
import type { RegistryError } from '@signalbox/registry/snapshot';
import { errorLine } from '@signalbox/runner/errors';
import { markdownText } from '@signalbox/runner/untrusted';
import type { Context } from './context.ts';
import type { TurnInputs } from './inputs.ts';
import type { Values } from './outputs.ts';

/** `on-registry-error: proceed`: the deployment goes on without a turn, and nobody can overlook that. */
export async function proceedWithout(
  { step, inputs }: Context<TurnInputs>,
  error: RegistryError,
): Promise<Values> {
  const details = errorLine(error);
  const line = `Deploying to ${inputs.environment} WITHOUT the registry: nothing keeps others out (on-registry-error: proceed). ${details}`;
  step.log.warning(line, 'Deploying without coordination');
  await step.summary(`> [!WARNING]\n> ${markdownText(line)}\n`);
  return {
    acquired: false,
    'can-deploy': true,
    reason: formatReason({ code: 'registry-unavailable', details }),
  };
}
