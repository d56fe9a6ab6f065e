import { expect, test } from '@jest/globals';
import { liveness, type OwnerState } from './liveness.ts';
import type { Status } from './registration.ts';

const NOW = 1_000_000_000;
const options = { now: NOW, maxHoldSeconds: 3600 };
const at = (secondsAgo: number) => NOW - secondsAgo * 1000;
const holding = (secondsAgo: number): { latest: Status; createdAt: number } => ({
  latest: { state: 'in_progress', description: 'deploying', createdAt: at(secondsAgo) },
  createdAt: at(secondsAgo + 10),
});
const waiting = (secondsAgo: number) => ({ createdAt: at(secondsAgo) });
const ended = (endedForSeconds: number): OwnerState => ({
  alive: false,
  conclusion: 'failure',
  endedForSeconds,
});
const unknown: OwnerState = { alive: 'unknown', why: 'deleted' };

test.each([
  {
    name: 'a job that runs holds for ever',
    given: holding(999_999),
    owner: { alive: true, by: 'job' } as const,
    expected: 'alive',
  },
  {
    name: 'a run that runs holds within its lease',
    given: holding(3000),
    owner: { alive: true, by: 'run' } as const,
    expected: 'alive',
  },
  {
    name: 'a zombie run loses its lease',
    given: holding(4000),
    owner: { alive: true, by: 'run' } as const,
    expected: 'dead',
  },
  {
    name: 'a run that runs may wait for long',
    given: waiting(4000),
    owner: { alive: true, by: 'run' } as const,
    expected: 'alive',
  },
  { name: 'what a job just ended has a grace', given: holding(60), owner: ended(359), expected: 'ending' },
  { name: 'after the grace it is dead', given: holding(60), owner: ended(360), expected: 'dead' },
  {
    name: 'who only waits loses its position at once',
    given: waiting(60),
    owner: ended(0),
    expected: 'idle',
  },
  { name: 'and is written off after the grace', given: waiting(60), owner: ended(360), expected: 'dead' },
  { name: 'nobody knows, within the lease', given: holding(3599), owner: unknown, expected: 'alive' },
  { name: 'nobody knows, after the lease', given: holding(3601), owner: unknown, expected: 'dead' },
])('$name: $expected', ({ given, owner, expected }) =>
  expect(liveness(given, owner, options)).toBe(expected),
);
