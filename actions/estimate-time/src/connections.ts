import { awsFor } from '@signalbox/cloudformation/for-step';
import { registryFor } from '@signalbox/registry/for-step';
import type { Ports } from './main.ts';

/** The real world. */
export const connections: Ports = {
  connect: registryFor,
  connectStacks: (inputs, step) => {
    const { 'aws-region': region, 'correlation-id': correlationId } = inputs;
    return awsFor({ region, correlationId }, step).readerOf(inputs['stack-name'] ?? '');
  },
};
