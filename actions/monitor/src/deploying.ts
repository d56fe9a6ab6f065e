import type { BakeBaseline } from '@signalbox/readiness/bake-baseline';
import type { ServiceBaseline } from '@signalbox/readiness/baseline';
import { DETACHED_VARIABLE, detachedSince, stepsEnded } from '@signalbox/runner/background';
import type { Env } from '@signalbox/runner/inputs';
import { type BakeUnderWay, keepUnderWay, savedBakeBaseline, savedUnderWay } from './bake.ts';
import { savedBaseline } from './baseline.ts';
import { type Notified, openNotified } from './reporting/notified.ts';

/** What a watch knows of the deploying steps, or the deploying command, that run meanwhile. */
export interface Deploying {
  /** From when an operation counts as theirs, in milliseconds by the step's clock. The watch's time limit begins then, too. */
  readonly since: number;
  /** True once they will begin nothing more. */
  readonly over: () => boolean;
  /** Aborts when they failed: what they began is still watched to its end, but nothing is checked any more. */
  readonly failed?: AbortSignal;
  /** What the services ran before. */
  readonly baseline: readonly ServiceBaseline[];
  /** The deploying process has it baked later, by `bakeLater`: after a smoke test. */
  readonly bakesLater?: boolean;
  /** What was bad before, where a bake is to follow. */
  readonly bake?: BakeBaseline | undefined;
  /** A bake that one before this has begun, and how this one's is kept. */
  readonly baking?: {
    readonly begun: BakeUnderWay | undefined;
    readonly keep: (baking: BakeUnderWay) => void;
  };
  /** What people heard already from a watch that this one goes on for. */
  readonly notified: Notified;
}

/** In a detached process: the job's own steps, as its starter left them in its directory. Undefined in any other process. */
export function deployingSteps(env: Env, now: number): Deploying | undefined {
  const directory = env[DETACHED_VARIABLE] ?? '';
  if (directory === '') return undefined;
  return {
    since: detachedSince(env) ?? now,
    over: () => stepsEnded(env),
    baseline: savedBaseline(directory),
    bake: savedBakeBaseline(directory),
    baking: {
      begun: savedUnderWay(directory),
      keep: (baking) => keepUnderWay(directory, baking),
    },
    notified: openNotified(directory),
  };
}
