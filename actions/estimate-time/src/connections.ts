import { connectCloudFormation } from '@signalbox/cloudformation/aws';
import { regionOf, regionsOf } from '@signalbox/cloudformation/names';
import { registryFor } from '@signalbox/registry/for-step';
import type { Ports } from './main.ts';

/** The real world. */
export const connections: Ports = {
  connect: registryFor,
  connectStacks: async (inputs, { clock, env }) => {
    const stack = inputs['stack-name'] ?? '';
    const region = regionOf(stack, regionsOf(inputs['aws-region'], env));
    return connectCloudFormation({ clock, region, correlationId: inputs['correlation-id'] });
  },
};
