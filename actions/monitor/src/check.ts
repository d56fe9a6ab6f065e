import { regionOf, regionsOf } from '@signalbox/cloudformation/names';
import { isWithin, REDIRECTS } from '@signalbox/readiness/address';
import { type BakeInputs, checkBake } from '@signalbox/readiness/bake-inputs';
import { PAUSE_SECONDS } from '@signalbox/readiness/health';
import { regionOfService } from '@signalbox/readiness/service';
import { UserError } from '@signalbox/runner/errors';
import type { Env } from '@signalbox/runner/inputs';
import type { MonitorInputs } from './inputs.ts';

type Given = Pick<
  MonitorInputs,
  | 'stack-name'
  | 'ecs-service'
  | 'health-url'
  | 'aws-region'
  | 'health-status'
  | 'health-follow-redirects'
  | 'health-successes'
  | 'health-timeout'
  | 'timeout'
>;

/** What no single input shows by itself. @throws UserError before anything is sent or deployed */
export function checkTogether(inputs: Given & BakeInputs, env: Env): void {
  const { 'stack-name': stacks, 'ecs-service': services, 'health-url': urls } = inputs;
  const baked = inputs.bake > 0 && inputs['bake-alarms'].length + inputs['bake-query'].length > 0;
  if (stacks.length + services.length + urls.length === 0 && !baked) {
    throw new UserError(
      'Input "stack-name" is required, unless "ecs-service" or "health-url" say what to watch.',
    );
  }
  checkWatched(inputs, env);
  checkBake(inputs);
}

/** The same where nothing has to be watched. */
export function checkWatched(inputs: Given, env: Env): void {
  const { 'stack-name': stacks, 'ecs-service': services, 'aws-region': region } = inputs;
  const regions = regionsOf(region, env);
  for (const stack of stacks) regionOf(stack, regions);
  for (const service of services) regionOfService(service, regions);
  if (inputs['health-url'].length > 0) checkHealth(inputs);
}

/** What no address could ever fulfil. */
function checkHealth(inputs: Given): void {
  const { 'health-successes': successes, 'health-status': statuses } = inputs;
  const needed = (successes - 1) * PAUSE_SECONDS;
  for (const limit of ['health-timeout', 'timeout'] as const) {
    if (needed <= inputs[limit]) continue;
    throw new UserError(
      `Input "${limit}": ${successes} healthy answers in a row ("health-successes"), ${PAUSE_SECONDS} s apart, take at least ${needed} s, but the time-out is ${inputs[limit]} s.`,
    );
  }
  const others = Array.from({ length: 400 }, (_, index) => 200 + index).filter(
    (each) => !REDIRECTS.includes(each),
  );
  if (inputs['health-follow-redirects'] && !others.some((status) => isWithin(status, statuses))) {
    throw new UserError(
      'Input "health-status" accepts redirects only, and "health-follow-redirects" follows them: no answer could be healthy. Set it to false.',
    );
  }
}
