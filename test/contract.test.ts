// What action.yml promises and what the code reads are the same: keys, defaults, required, outputs, bundles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Field } from '@signalbox/runner/inputs';
import { parse } from 'yaml';
import {
  inputs as coordinateInputs,
  outputs as coordinateOutputs,
  statusOutputs,
} from '../actions/coordinate/src/inputs.ts';
import { inputs as estimateInputs, outputs as estimateOutputs } from '../actions/estimate-time/src/inputs.ts';
import { inputs as guardInputs, outputs as guardOutputs } from '../actions/guard/src/inputs.ts';
import { inputs as monitorInputs, outputs as monitorOutputs } from '../actions/monitor/src/inputs.ts';
import { inputs as notifyInputs, outputs as notifyOutputs } from '../actions/notify/src/inputs.ts';
import { inputs as reportInputs, outputs as reportOutputs } from '../actions/report/src/inputs.ts';

const root = join(import.meta.dirname, '..');

interface Promised {
  readonly required?: boolean;
  readonly default?: string;
}

const actions = [
  { name: 'guard', folder: '.', inputs: guardInputs, outputs: guardOutputs },
  {
    name: 'coordinate',
    folder: 'actions/coordinate',
    inputs: coordinateInputs,
    outputs: [...coordinateOutputs, ...statusOutputs],
  },
  { name: 'monitor', folder: 'actions/monitor', inputs: monitorInputs, outputs: monitorOutputs },
  { name: 'notify', folder: 'actions/notify', inputs: notifyInputs, outputs: notifyOutputs },
  {
    name: 'estimate-time',
    folder: 'actions/estimate-time',
    inputs: estimateInputs,
    outputs: estimateOutputs,
  },
  { name: 'report', folder: 'actions/report', inputs: reportInputs, outputs: reportOutputs },
] as const;

describe.each(actions)('$folder/action.yml', ({ name, folder, inputs, outputs }) => {
  const action = parse(readFileSync(join(root, folder, 'action.yml'), 'utf8'));
  const promised: Record<string, Promised> = action.inputs;
  const fields: Record<string, Field<unknown>> = inputs;

  test('has the inputs that the code reads, and no other', () => {
    expect(Object.keys(promised).sort()).toEqual(Object.keys(fields).sort());
  });

  test.each(Object.entries(fields))('%s has the same default', (key, field) => {
    const input = promised[key];
    expect(input?.default === undefined ? '' : String(input.default)).toBe(field.default ?? '');
    // The runner only warns about a missing required input, and a default would hide it: say required where we refuse.
    expect(input?.required ?? false).toBe(field.required === true && field.default === undefined);
  });

  test('has the outputs that the code sets', () => {
    expect(Object.keys(action.outputs ?? {}).sort()).toEqual([...outputs].sort());
  });

  test('runs the committed bundle on Node 24', () => {
    const bundle = join(folder === '.' ? '' : '../..', `dist/${name}/index.js`);
    expect(action.runs.using).toBe('node24');
    expect(action.runs.main).toBe(bundle);
    expect(action.runs.post ?? bundle).toBe(bundle);
  });
});
