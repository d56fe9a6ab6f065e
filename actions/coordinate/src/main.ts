import { regionOf, regionsOf } from '@signalbox/cloudformation/names';
import { regionOfService } from '@signalbox/readiness/service';
import { fitsPayload } from '@signalbox/registry/payload';
import { RefusedError } from '@signalbox/registry/refusal';
import { RegistryError } from '@signalbox/registry/snapshot';
import { correlate } from '@signalbox/runner/correlation';
import { UserError } from '@signalbox/runner/errors';
import type { Env } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import type { Context } from './context.ts';
import { type CoordinateInputs, incidentOf, type TurnInputs } from './inputs.ts';
import type { Result, Values } from './outputs.ts';
import type { Ports } from './ports.ts';
import { knownEnd, releaseAfterJob } from './release.ts';
import { acquireTurn, proceedWithout, reportRefusal } from './turns.ts';

type Operation = CoordinateInputs['operation'];
type Perform = (context: Context) => Promise<Result>;

/** What does each operation; one that needs an SDK of its own is loaded when it is asked for. */
export type Operations = Readonly<Record<Operation, Perform>>;

/** Those that a deployment can do without when GitHub is out of order. */
const DISPENSABLE: readonly Operation[] = ['acquire', 'can-deploy', 'register', 'wait'];

/** Does what `operation` says. */
export async function run(
  inputs: CoordinateInputs,
  step: Step,
  operations: Operations,
  connect: () => Promise<Ports>,
): Promise<Result> {
  const { operation } = inputs;
  checkOperation(inputs, step.env);
  const dispensable = DISPENSABLE.includes(operation);
  return perform({ inputs, step, connect, dispensable }, operations[operation]);
}

/** Waits for the turn, as operation `acquire` does. */
export const takeTurn = (inputs: TurnInputs, step: Step, connect: () => Promise<Ports>): Promise<Result> =>
  perform({ inputs, step, connect, dispensable: true }, acquireTurn);

interface Asked<I extends TurnInputs> {
  readonly inputs: I;
  readonly step: Step;
  readonly connect: () => Promise<Ports>;
  readonly dispensable: boolean;
}

async function perform<I extends TurnInputs>(
  { inputs, step, connect, dispensable }: Asked<I>,
  operation: (context: Context<I>) => Promise<Result>,
): Promise<Result> {
  checkTogether(inputs, step.env);
  const id = correlate(step, inputs['correlation-id'], inputs.environment);
  const context: Context<I> = { inputs, step, correlationId: id, ports: await connect() };
  const withId = (values: Values): Values => ({ 'correlation-id': id, ...values });
  try {
    const { values, ...rest } = await operation(context);
    return { values: withId(values), ...rest };
  } catch (error) {
    if (error instanceof RefusedError)
      return { values: withId(await reportRefusal(context, error.refusal)), failure: error };
    const proceeds = inputs['on-registry-error'] === 'proceed' && dispensable;
    if (!(error instanceof RegistryError) || !proceeds || step.cancelled.aborted) throw error;
    return { values: withId(await proceedWithout(context, error)) };
  }
}

export async function post(
  inputs: CoordinateInputs,
  step: Step,
  connect: () => Promise<Ports>,
): Promise<void> {
  if (inputs.operation === 'acquire') await releaseAfterJob(knownEnd(inputs, step), step, connect);
}

/** Inputs that one operation needs. @throws UserError before anything is sent */
function checkOperation(inputs: CoordinateInputs, env: Env): void {
  const { operation } = inputs;
  if (operation === 'check' || operation === 'health') {
    const regions = regionsOf(inputs['aws-region'], env);
    for (const service of inputs['ecs-service']) regionOfService(service, regions);
  }
  if (operation === 'release' && inputs['deployment-id'] === undefined)
    throw new UserError(
      'Input "deployment-id" is required by operation release: the id of the registration to end.',
    );
  if (operation === 'mark') {
    incidentOf(inputs);
    if (inputs['deployment-id'] === undefined)
      throw new UserError('Input "deployment-id" is required by operation mark: the id of the registration.');
    if (inputs.reason === undefined)
      throw new UserError('Input "reason" is required by operation mark: tell people what it caused.');
  }
  if (operation === 'freeze' && inputs.reason === undefined)
    throw new UserError(
      'Input "reason" is required by operation freeze: tell people why the environment is closed.',
    );
}

/** Inputs that only make sense together. @throws UserError before anything is sent */
export function checkTogether(inputs: TurnInputs, env: Env): void {
  if (!fitsPayload(inputs['stack-name']))
    throw new UserError(
      'Input "stack-name" has more than 100 stacks, or a name of more than 400 characters.',
    );
  if (inputs['promoted-from'] !== undefined && inputs['on-registry-error'] === 'proceed')
    throw new UserError(
      'Input "promoted-from" cannot be kept with on-registry-error: proceed, since only the registry knows what runs there; leave one of them out.',
    );
  const regions = regionsOf(inputs['aws-region'], env);
  for (const stack of inputs['stack-name']) regionOf(stack, regions);
}
