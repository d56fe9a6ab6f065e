import { describe, expect, test } from '@jest/globals';
import type { PastDeployment } from '@signalbox/registry/past';
import { handWorked } from '../../test/ledger.ts';
import type { EnvironmentReport } from '../model/report.ts';
import { baselineOf } from './baseline.ts';
import { reportOf } from './report.ts';
import { chanceOfAtLeast } from './statistics.ts';

const sources = handWorked();
const production = (): EnvironmentReport => {
  const [one] = reportOf(sources).environments;
  if (one === undefined) throw new Error('no environment');
  return one;
};

describe('the ledger of docs/report.md, as it is worked there', () => {
  const { counts, dora, durations, waits, calibration, resources, stacks, recoveries, verdict } =
    production();

  test('has sixty deployments', () => expect(sources.deployments).toHaveLength(60));

  test('what counts', () => expect(counts).toEqual({ succeeded: 35, failed: 5, neither: 6, unknown: 2 }));

  test('deployment frequency', () => {
    expect(dora.deploymentFrequency).toMatchObject({ value: 3, sample: 36 });
    expect(dora.deploymentFrequency.before.value).toBeCloseTo(10 / 6, 9);
  });

  test('lead time', () => {
    expect(dora.leadTime).toMatchObject({
      value: 5400,
      interval: [3600, 14_400],
      sample: 35,
      trend: 'steady',
    });
    expect(dora.leadTime.before).toMatchObject({ value: 5400, sample: 10 });
    expect(dora.firstCommitLeadTime).toEqual({ sample: 0 });
  });

  test('change failure rate', () => {
    expect(dora.changeFailureRate).toMatchObject({ value: 0.125, sample: 40 });
    expect(dora.changeFailureRate.interval?.map((end) => end.toFixed(4))).toEqual(['0.0546', '0.2611']);
    expect(dora.changeFailureRate.before.value).toBeCloseTo(2 / 12, 9);
  });

  test('recovery time', () => {
    expect(dora.recoveryTime).toMatchObject({ value: 12_600, sample: 4 });
    expect(dora.recoveryTime.before).toMatchObject({ value: 3.5 * 86_400, sample: 2 });
    expect(dora.recoveryTime.interval).toBeUndefined();
    expect(
      recoveries.map(({ failedId, failures, recovered }) => [failedId, failures, recovered?.deploymentId]),
    ).toEqual([
      [18, 1, 19],
      [25, 2, 27],
      [33, 1, 34],
      [41, 1, 42],
    ]);
  });

  test('rework rate', () => {
    expect(dora.reworkRate).toMatchObject({ value: 0.15, sample: 40 });
    expect(dora.reworkRate.before).toMatchObject({ value: 0, sample: 12 });
  });

  test('durations and their change point', () => {
    expect(durations.quantiles).toEqual({ p50: 350, p80: 400, p95: 420, sample: 36 });
    expect(durations.normal).toMatchObject({ p50: 400, p80: 416, p95: 420, sample: 18 });
    expect(durations.now).toBe(400);
    expect(durations.changePoints).toMatchObject([{ deploymentId: 39, before: 300, after: 400 }]);
  });

  test('waits', () => {
    expect(waits.quantiles).toMatchObject({ p50: 3, p80: 3, p95: 3, sample: 46 });
    expect(waits.longest).toBe(400);
    expect(waits.pairs).toEqual([
      { waiter: 'lena', holder: 'hubot', seconds: 400, times: 1 },
      { waiter: 'mona', holder: 'hubot', seconds: 220, times: 1 },
    ]);
  });

  test('forecasts, resources and stacks', () => {
    expect(calibration.p95).toMatchObject({ value: 1, sample: 20 });
    expect(calibration).toMatchObject({ p50: { value: 0.5, sample: 20 }, p80: { value: 0.8, sample: 20 } });
    expect(resources).toMatchObject([
      { resource: 'Database', failures: 2 },
      { resource: 'Service', failures: 1 },
    ]);
    expect(stacks).toMatchObject([{ stack: 'shop', deployments: 40, failed: 5 }]);
  });

  test('slow resources, of successful deployments in the window', () => {
    const deployments = sources.deployments.map((one, nth) => ({
      ...one,
      slowest: [
        { resource: 'Database', type: 'AWS::RDS::DBInstance', seconds: 100 + nth },
        ...(nth >= 50 ? [{ resource: 'Cache', type: 'AWS::ElastiCache::CacheCluster', seconds: 900 }] : []),
      ],
    }));
    const [production] = reportOf({ ...sources, deployments }).environments;
    // Rows 13 to 60 are in the window, 36 of them successes; of the last ten, 52, 54 to 56 and 58 to 60.
    expect(production?.slowResources).toEqual([
      {
        resource: 'Cache',
        type: 'AWS::ElastiCache::CacheCluster',
        ...{ deployments: 7, median: 900, longest: 900 },
      },
      expect.objectContaining({ resource: 'Database', deployments: 36, longest: 159 }),
    ]);
    expect(reportOf(sources).environments[0]?.slowResources).toEqual([]);
  });

  test('in one sentence', () =>
    expect(verdict).toBe(
      '42 deployments in 84 days, 5 failed, 2 with an unknown end, normal 6 min 40 s, now 6 min 40 s, +33 % since 39c0ffe',
    ));

  test('the baseline counts from the shift on', () => {
    expect(baselineOf('Production', sources.deployments)).toMatchObject({
      environment: 'production',
      duration: { p50: 400, sample: 18 },
      wait: { p50: 3 },
      failureRate: { value: 7 / 52, sample: 52 },
      since: { deploymentId: 39 },
    });
  });
});

describe('what is not known', () => {
  const of = (deployments: readonly PastDeployment[]) => {
    const [one] = reportOf({ ...sources, deployments }).environments;
    return one;
  };
  const [first] = sources.deployments;
  if (first === undefined) throw new Error('no deployment');

  test('an environment without records has no figure, and says so', () => {
    const one = of([]);
    expect(one).toMatchObject({ verdict: 'no data', knownDays: 0 });
    for (const figure of Object.values(one?.dora ?? {})) expect(figure.value).toBeUndefined();
    expect(one?.durations).toEqual({ changePoints: [], regimes: [] });
    expect(baselineOf('production', [])).toEqual({ environment: 'production' });
  });

  test('one whose last deployment is long ago has a true 0 and nothing else', () => {
    const one = of([first]);
    expect(one?.verdict).toBe('no deployment in 84 days');
    expect(one?.dora.deploymentFrequency.value).toBe(0);
    for (const name of ['leadTime', 'changeFailureRate', 'recoveryTime', 'reworkRate'] as const)
      expect(one?.dora[name].value).toBeUndefined();
  });

  test('an unknown end is neither success nor failure, nor does it end an episode', () => {
    const failed = {
      ...first,
      id: 1,
      outcome: 'failed',
      heldSince: sources.now - 9000,
      endedAt: sources.now - 8000,
    } as const;
    const unknown = { ...failed, id: 2, outcome: 'error', endedAt: sources.now - 5000 } as const;
    const one = of([failed, unknown]);
    expect(one?.dora.changeFailureRate).toMatchObject({ value: 1, sample: 1 });
    expect(one?.recoveries).toMatchObject([{ failedId: 1 }]);
    expect(one?.recoveries[0]?.recovered).toBeUndefined();
    expect(one?.dora.recoveryTime.value).toBeUndefined();
  });

  test('ten deployments on the first day are not seventy a week', () => {
    const young = Array.from({ length: 10 }, (_, index) => {
      const endedAt = sources.now - (index + 1) * 3_600_000;
      return { ...first, id: index, queuedAt: endedAt - 9000, heldSince: endedAt - 5000, endedAt };
    });
    expect(of(young)?.dora.deploymentFrequency.value).toBeCloseTo(10, 9);
  });
});

test.each([
  [3, 10, 0.1, 0.0702],
  [1, 10, 0.1, 0.6513],
  [3, 10, 0, 0],
  [0, 10, 0, 1],
  [10, 10, 1, 1],
])('%s or more of %s at a rate of %s are probable to %s', (hits, trials, rate, chance) => {
  expect(chanceOfAtLeast(hits, trials, rate)).toBeCloseTo(chance, 3);
});
