import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type OperationPlan, operationPlan, templatePlan } from '@signalbox/cloudformation/operation-plan';
import { ReadError, type StackReader } from '@signalbox/cloudformation/reader';
import { readTemplate } from '@signalbox/cloudformation/template';
import type { FinishedRun, Forecast } from '@signalbox/estimate/forecast';
import { planned } from '@signalbox/estimate/plan';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import type { EstimateInputs } from './inputs.ts';

export interface StackPorts {
  /** CloudFormation, connected when it is needed. */
  connectStacks(inputs: EstimateInputs, step: Step): Promise<StackReader>;
}

/** What the deployment is going to do, and how long that takes by itself. */
interface Plan {
  readonly forecast: Forecast | undefined;
  /** The same before it began. */
  readonly atStart: Forecast | undefined;
  readonly shape?: string;
  /** It is more than what could be counted. */
  readonly atLeast?: boolean;
  /** Earlier operations of the same stack. */
  readonly runs: readonly FinishedRun[];
}

/**
 * The plan, where a change set or a template shows it; undefined without both. `elapsed` seconds of the deployment
 * are gone: of a change set under way only what is left counts.
 */
export async function plan(
  inputs: EstimateInputs,
  elapsed: number | undefined,
  step: Step,
  ports: StackPorts,
): Promise<Plan | undefined> {
  const { 'stack-name': stack, 'change-set': changeSet, template } = inputs;
  if (changeSet !== undefined && template !== undefined) {
    throw new UserError(
      'Inputs "change-set" and "template" both say what is going to be done: give only one of them.',
    );
  }
  if (template !== undefined) {
    const ahead = await fromFile(template, step);
    const atStart = planned(ahead.tasks);
    return { ...ahead, forecast: atStart, atStart };
  }
  if (changeSet === undefined) return undefined;
  if (stack === undefined)
    throw new UserError('Input "change-set": needs the stack it is of as "stack-name".');
  try {
    const ahead = await operationPlan(await ports.connectStacks(inputs, step), { stack, changeSet });
    if (ahead === undefined) throw new UserError(`Input "stack-name": there is no stack ${stack}.`);
    return { ...ahead, forecast: planned(ahead.tasks, elapsed), atStart: planned(ahead.atStart) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    step.log.warning(`Estimating without the change set, because it could not be read: ${errorLine(error)}`);
    return undefined;
  }
}

async function fromFile(path: string, step: Step): Promise<OperationPlan> {
  let body: string;
  try {
    body = readFileSync(resolve(step.env['GITHUB_WORKSPACE'] ?? '.', path), 'utf8');
  } catch (error) {
    throw new UserError(`Input "template": ${path} could not be read (${errorLine(error)}).`);
  }
  const template = await readTemplate(body);
  if (template === undefined) {
    throw new UserError(`Input "template": ${path} is no CloudFormation template in JSON or YAML.`);
  }
  return templatePlan(template);
}
