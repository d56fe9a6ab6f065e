import { registryFor } from '@signalbox/registry/for-step';
import type { Ports } from './main.ts';

/** The real world. */
export const connections: Ports = { connect: registryFor };
