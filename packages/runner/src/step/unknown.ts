import type { Env } from '../inputs/inputs.ts';
import { oneLine } from '../text/untrusted.ts';
import type { Step } from './step.ts';

/** For the job's later steps: what a step no longer knows the state of, as JSON with a reason by each name. */
export const UNKNOWN_VARIABLE = 'SIGNALBOX_OUTCOME_UNKNOWN';

type Reasons = Readonly<Record<string, string>>;

const REASON_LENGTH = 300;

/** Hands on what became unknown in this step; what it saw after all is unknown no more. */
export function handOnUnknown(
  { env, exportVariable }: Pick<Step, 'env' | 'exportVariable'>,
  lost: Reasons,
  seen: readonly string[],
): void {
  const before = unknownIn(env, seen);
  const after = { ...before, ...shortened(lost) };
  const had = Object.keys(unknownIn(env)).length > 0;
  if (had || Object.keys(after).length > 0) exportVariable(UNKNOWN_VARIABLE, JSON.stringify(after));
}

const shortened = (lost: Reasons): Reasons =>
  Object.fromEntries(Object.entries(lost).map(([name, reason]) => [name, oneLine(reason, REASON_LENGTH)]));

/** What earlier steps of the job no longer know the state of, but for what was `seen` since. */
export function unknownIn(env: Env, seen: readonly string[] = []): Reasons {
  const entries = Object.entries(parse(env[UNKNOWN_VARIABLE])).filter(([name]) => !seen.includes(name));
  return Object.fromEntries(entries);
}

/** In one line; undefined when nothing is unknown. */
export function unknownLine(reasons: Reasons): string | undefined {
  const lines = Object.entries(reasons).map(([name, reason]) => `${name}: ${reason}`);
  return lines.length === 0 ? undefined : oneLine(lines.join('; '), REASON_LENGTH);
}

/** Any step of the job may write the variable. */
function parse(text: string | undefined): Reasons {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([name, reason]) => [name, String(reason)]));
  } catch {}
  return { 'the deployment': text };
}
