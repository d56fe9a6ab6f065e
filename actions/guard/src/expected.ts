import { bakeSeconds } from '@signalbox/readiness/bake-inputs';
import type { Step } from '@signalbox/runner/step';
import type { Finish } from '@signalbox/slack/event';
import { connections } from '../../estimate-time/src/connections.ts';
import { run as estimate } from '../../estimate-time/src/main.ts';
import { setOutputs } from '../../estimate-time/src/outputs.ts';
import type { GuardInputs } from './inputs.ts';

/** Of the whole deployment, not of one of its stacks, and of one that has not begun. */
const NOT_OF_ONE_STACK = {
  'stack-name': undefined,
  'change-set': undefined,
  template: undefined,
  'started-at': undefined,
  'elapsed-seconds': undefined,
};

/** Estimates the environment as the `estimate-time` action does; undefined without history. */
export async function expectedSeconds(inputs: GuardInputs, step: Step): Promise<Expected | undefined> {
  const answer = await estimate(
    { ...inputs, ...NOT_OF_ONE_STACK, bake: bakeSeconds(inputs) },
    step,
    connections,
  );
  setOutputs(answer, step);
  if (answer.times === undefined) return undefined;
  const [p50, p80] = answer.times.total;
  return { p50, p80 };
}

interface Expected {
  readonly p50: number;
  readonly p80: number;
}

/** When a deployment that starts at `now` should be over. */
export const finishOf = ({ p50, p80 }: Expected, now: number): Finish => ({
  expected: now + p50 * 1000,
  latest: now + p80 * 1000,
});
