import { availableParallelism } from 'node:os';

/** Tests are ESM TypeScript; swc strips the types so that Node 20 runs them too. */
export default {
  roots: ['<rootDir>/packages', '<rootDir>/actions', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // The bundle tests mostly wait for real processes, so that four workers keep a core busy; each takes some 600 MB at its end.
  maxWorkers: Math.min(4 * availableParallelism(), 16),
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
