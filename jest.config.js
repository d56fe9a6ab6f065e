import { availableParallelism } from 'node:os';

/** Tests are ESM TypeScript; swc strips the types so that Node 20 runs them too. */
export default {
  roots: ['<rootDir>/packages', '<rootDir>/actions', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // The bundle tests mostly wait for real processes, with a core a third busy: two workers for each.
  maxWorkers: 2 * availableParallelism(),
  // Only a hang is to fail by time: processes start slowly on a busy machine.
  testTimeout: 120_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
