import { parseArgs } from 'node:util';

/** What goes wrong on the way of the first deployment. */
export type Ending = 'as-recorded' | 'cancel' | 'crash' | 'breach';

export interface Options {
  /** A timeline file; absent: one that the project synthesizes. */
  readonly timeline: string | undefined;
  /** Which of the synthesized ones. */
  readonly failing: boolean;
  readonly ending: Ending;
  /** The job's own step deploys, between the guard's main and post steps; otherwise the guard runs it as its command. */
  readonly bracket: boolean;
  /** How much faster than recorded; absent: so that it takes about 10 s. */
  readonly speed: number | undefined;
  /** Folder for pictures of what people see. */
  readonly pictures: string | undefined;
}

export const USAGE = `npm start -- [--timeline FILE] [--speed N] [--fail | --cancel | --crash | --breach] [--bracket] [--pictures DIR]
  --timeline FILE  replay this operation of a CloudFormation stack (form: packages/simulator/REFERENCE.md)
  --speed N        so much faster than recorded
  --fail           the stack's update fails in a nested stack and rolls back
  --cancel         somebody cancels the first deployment's workflow
  --crash          the first deployment's runner is lost: no post step ever runs
  --breach         an alarm goes off while the first deployment bakes: it is rolled back
  --bracket        a step of the job deploys; otherwise the guard runs the command itself
  --pictures DIR   draw summary, Deployments page and Slack thread into this folder (SVG)
  -h, --help       say this`;

/** Undefined: help was asked for. @throws Error naming the option that is wrong */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      timeline: { type: 'string' },
      speed: { type: 'string' },
      pictures: { type: 'string' },
      fail: { type: 'boolean', default: false },
      cancel: { type: 'boolean', default: false },
      crash: { type: 'boolean', default: false },
      breach: { type: 'boolean', default: false },
      bracket: { type: 'boolean', default: false },
    },
  });
  const { fail, cancel, crash, breach, bracket, timeline, pictures } = values;
  if (values.help) return undefined;
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if ([fail, cancel, crash, breach].filter(Boolean).length > 1) {
    throw new Error('--fail, --cancel, --crash and --breach exclude each other');
  }
  if (breach && bracket) throw new Error('only a command can be rolled back: drop --bracket or --breach');
  if (fail && timeline !== undefined) throw new Error('a --timeline fails or not by itself: drop --fail');
  if (speed !== undefined && !(speed >= 1)) throw new Error('--speed must be a number of at least 1');
  const ending = cancel ? 'cancel' : crash ? 'crash' : breach ? 'breach' : 'as-recorded';
  return { timeline, failing: fail, ending, bracket, speed, pictures };
}
