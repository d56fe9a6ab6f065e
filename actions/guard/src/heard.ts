import type { Step } from '@signalbox/runner/step';

/** A step whose outputs can be read back: one action's answer is the next one's question. */
export function heard(step: Step): { readonly step: Step; output(name: string): string } {
  const outputs = new Map<string, string>();
  const output: Step['output'] = (name, value) => {
    outputs.set(name, String(value));
    step.output(name, value);
  };
  return { step: { ...step, output }, output: (name) => outputs.get(name) ?? '' };
}
