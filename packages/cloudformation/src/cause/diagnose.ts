import { type Entry, GENERAL_REASONS } from './catalogue.ts';
import { SERVICE_REASONS } from './catalogue-services.ts';
import { STACK_REASONS } from './catalogue-stack.ts';

/** The more specific first: a service's own words, then CloudFormation's, then those of error codes. */
const CATALOGUE: readonly Entry[] = [...STACK_REASONS, ...SERVICE_REASONS, ...GENERAL_REASONS];

/** All kinds of mistakes that are known. */
export const KINDS: readonly string[] = [...new Set(CATALOGUE.map(({ kind }) => kind))];

const UNKNOWN = { kind: 'unknown', advice: 'Look at the resource’s events in the console.' };

/** The kind of mistake that a reason tells of, and what to do next. */
export function diagnose(reason: string): { readonly kind: string; readonly advice: string } {
  const entry = CATALOGUE.find(({ reads }) => reads.test(reason));
  return entry === undefined ? UNKNOWN : { kind: entry.kind, advice: entry.advice };
}
