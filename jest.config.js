import { availableParallelism } from 'node:os';

/** Tests are ESM TypeScript, which Node itself loads, Node 20 too: see test/jest. */
export default {
  roots: ['<rootDir>/packages', '<rootDir>/actions', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  runtime: '<rootDir>/test/jest/runtime.cjs',
  testEnvironment: '<rootDir>/test/jest/environment.cjs',
  injectGlobals: false,
  transform: {},
  // The bundle tests mostly wait for real processes, so that four workers keep a core busy; each takes some 600 MB at its end.
  maxWorkers: Math.min(4 * availableParallelism(), 16),
  // Only a hang is to fail by time: processes start slowly on a busy machine.
  testTimeout: 120_000,
};
