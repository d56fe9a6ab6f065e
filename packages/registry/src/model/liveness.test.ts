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
    verdict: 'alive',
  },
  {
    name: 'a run that runs holds within its lease',
    given: holding(3000),
    owner: { alive: true, by: 'run' } as const,
    verdict: 'alive',
  },
  {
    name: 'a zombie run loses its lease',
    given: holding(4000),
    owner: { alive: true, by: 'run' } as const,
    verdict: 'dead',
  },
  {
    name: 'a run that runs may wait for long',
    given: waiting(4000),
    owner: { alive: true, by: 'run' } as const,
    verdict: 'alive',
  },
  { name: 'what a job just ended has a grace', given: holding(60), owner: ended(359), verdict: 'ending' },
  { name: 'after the grace it is dead', given: holding(60), owner: ended(360), verdict: 'dead' },
  { name: 'who only waits loses its place at once', given: waiting(60), owner: ended(0), verdict: 'idle' },
  { name: 'and is written off after the grace', given: waiting(60), owner: ended(360), verdict: 'dead' },
  { name: 'nobody knows, within the lease', given: holding(3599), owner: unknown, verdict: 'alive' },
  { name: 'nobody knows, after the lease', given: holding(3601), owner: unknown, verdict: 'dead' },
])('$name: $verdict', ({ given, owner, verdict }) => expect(liveness(given, owner, options)).toBe(verdict));
