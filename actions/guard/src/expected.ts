import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import type { Finish } from '@signalbox/slack/event';
import { connections } from '../../estimate-time/src/connections.ts';
import { inputs as fields } from '../../estimate-time/src/inputs.ts';
import { run as estimate } from '../../estimate-time/src/main.ts';
import { heard } from './heard.ts';

/** Estimates the environment as the `estimate-time` action does; undefined without history. */
export async function expectedSeconds(step: Step): Promise<Expected | undefined> {
  // The whole deployment is estimated, not one of its stacks.
  const env = { ...step.env, [inputVariable('stack-name')]: '' };
  const listening = heard(step);
  await estimate(parseInputs(fields, env), listening.step, connections);
  const [p50, p80] = ['estimated-seconds', 'estimated-seconds-p80'].map((name) => listening.output(name));
  return p50 && p80 ? { p50: Number(p50), p80: Number(p80) } : undefined;
}

export interface Expected {
  readonly p50: number;
  readonly p80: number;
}

/** When a deployment that starts at `now` should be over. */
export const finishOf = ({ p50, p80 }: Expected, now: number): Finish => ({
  expected: now + p50 * 1000,
  latest: now + p80 * 1000,
});
