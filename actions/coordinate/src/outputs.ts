import type { Active } from '@signalbox/registry/inspect';
import type { Step } from '@signalbox/runner/step';
import type { ShownGroup } from './groups.ts';
import type { Output } from './inputs.ts';

/** What an operation found out, under the contract's names of outputs. */
export interface Values extends Readonly<Partial<Record<Output, unknown>>> {
  readonly 'correlation-id'?: string | undefined;
  readonly acquired?: boolean;
  readonly 'can-deploy'?: boolean;
  readonly reason?: string;
  readonly 'deployment-id'?: number | undefined;
  readonly active?: Active | undefined;
  readonly 'concurrency-group'?: ShownGroup | undefined;
}

/** How an operation ended: what it found, and why it is red although it found something. */
export interface Result {
  readonly values: Values;
  readonly failure?: unknown;
}

/** Sets the outputs; objects as JSON, what is absent as the empty string. @throws the result's failure */
export function conclude({ values, failure }: Result, step: Pick<Step, 'output'>): void {
  for (const [name, value] of Object.entries(values)) {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    step.output(name, text);
  }
  if (failure !== undefined) throw failure;
}
