import { connectCloudFormation } from '@signalbox/cloudformation/aws';
import { registryFor } from '@signalbox/registry/for-step';
import type { Ports } from './main.ts';

/** The real world. */
export const connections: Ports = {
  connect: registryFor,
  connectStacks: (inputs, { clock }) =>
    connectCloudFormation({ clock, region: inputs['aws-region'], correlationId: inputs['correlation-id'] }),
};
