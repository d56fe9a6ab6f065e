import type { BakeReport, MonitorReport } from '@signalbox/cloudformation/report';
import { bake } from '@signalbox/readiness/bake';
import { bakeBaseline } from '@signalbox/readiness/bake-baseline';
import { bakeInputs } from '@signalbox/readiness/bake-inputs';
import { type CloudWatch, connectCloudWatch } from '@signalbox/readiness/cloudwatch';
import { prometheusReader } from '@signalbox/readiness/prometheus';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { virtualClock } from '@signalbox/simulator/clock';
import type { AlarmMoment, SimulatedAlarm } from '@signalbox/simulator/cloudwatch/alarm';
import type { SeriesMoment } from '@signalbox/simulator/cloudwatch/series';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { seededRandom } from '@signalbox/simulator/random';
import {
  type Deployment,
  endOf,
  nextPhase,
  type Outcome,
  type Phase,
} from '../../actions/guard/src/command/phases.ts';
import { withBake } from '../../actions/monitor/src/verdict.ts';
import type { BakeScript, Span } from './scripts.ts';

/** What a script came to. */
export interface BakeRun {
  readonly script: BakeScript;
  readonly report: BakeReport;
  /** Seconds from when it broke to the end of the bake, which is when a rollback begins. */
  readonly toldAfter: number | undefined;
  /** What the guarded command ends as, its rollback command included. */
  readonly outcome: Outcome;
  /** Requests to AWS, and minutes of bake. */
  readonly calls: number;
  readonly minutes: number;
}

const ERRORS = 'sum(rate(errors[1m])) / sum(rate(requests[1m]))';
const COUNT = 'sum(increase(requests[1m]))';
const ADDRESS = 'https://shop.example/';
const DEPLOYED_SECONDS = 120;

/** Deploys for two minutes, then bakes. */
export async function runBake(script: BakeScript): Promise<BakeRun> {
  const clock = virtualClock(undefined, { timeouts: 'virtual' });
  const startsAt = clock.now() + DEPLOYED_SECONDS * 1000;
  const cloudwatch = await startCloudWatch({ clock, sockets: false });
  fill(cloudwatch, script, startsAt);
  const stop = new AbortController();
  const ports = await portsOf(cloudwatch, clock, script, stop.signal);
  const inputs = inputsOf(script, cloudwatch);
  const baseline = await bakeBaseline(inputs, clock.now(), ports);
  await clock.sleep(startsAt - clock.now());
  cloudwatch.log.length = 0;
  if (script.cancelledAt !== undefined) void clock.sleep(script.cancelledAt * 1000).then(() => stop.abort());
  const report = await bake(
    {
      queriesAskAws: script.asked === 'cloudwatch',
      ...{ seconds: inputs.bake, baseline, queries: inputs['bake-query'], deadline: startsAt + 3_600_000 },
      addresses: script.address ? [{ url: ADDRESS, name: ADDRESS }] : [],
    },
    ports,
  );
  const ended = (clock.now() - startsAt) / 1000;
  await cloudwatch.close();
  return {
    script,
    report,
    toldAfter:
      script.breaksAt === undefined || report.status !== 'breached' ? undefined : ended - script.breaksAt,
    outcome: outcomeOf(report, script),
    ...{ calls: report.awsCalls, minutes: ended / 60 },
  };
}

/** The guard's own phases after the bake, from what it came to. */
function outcomeOf(bake: BakeReport, { rollbackCode, cancelledAt }: BakeScript): Outcome {
  const seen = (of: Partial<MonitorReport>) => ({
    summary: '',
    report: {
      ...({
        version: 1,
        correlationId: 'c',
        status: 'succeeded',
        endedAt: '',
        durationSeconds: 120,
      } as const),
      ...{ progress: 100, apiCalls: 9, stacks: [{ name: 'shop', status: 'succeeded' }], checks: [] },
      ...of,
    } as unknown as MonitorReport,
  });
  const watched = seen(withBake(seen({}).report, bake, { onBreach: 'fail' }));
  const plan = { watches: true, smokes: false, bakes: true, rollsBack: true, failOn: ['failed'] };
  let at: Deployment = {
    ...{ plan, deploy: { kind: 'exited', code: 0 }, watched, baked: true },
    cancelled: cancelledAt !== undefined,
  };
  const rolling: Partial<Record<Phase, Partial<Deployment>>> = {
    earlier: { earlier: { kind: 'none' } },
    rest: { rested: true },
    files: { files: '' },
    rollback: { rollback: { kind: 'exited', code: rollbackCode } },
    'rollback-watch': { rollbackWatched: seen({}) },
  };
  for (let phase = nextPhase(at); phase !== 'over'; phase = nextPhase(at)) at = { ...at, ...rolling[phase] };
  return endOf(at).outcome;
}

/** Which alarms are in the second region. */
const ELSEWHERE = 'us-east-1';
const isElsewhere = (index: number, { regions }: BakeScript) => regions === 2 && index % 2 === 1;

function inputsOf(script: BakeScript, { prometheus }: CloudWatchSimulator) {
  const { bakeSeconds, alarms, queries, regions, asked } = script;
  const given = {
    bake: `${bakeSeconds}s`,
    // Some by name, some by ARN, the rest by prefix.
    'bake-alarms': [
      'alarm-0',
      ...(alarms > 1 && regions === 1 ? ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:alarm-1'] : []),
      ...Array.from({ length: alarms }, (_, index) => index)
        .filter((index) => isElsewhere(index, script))
        .map((index) => `arn:aws:cloudwatch:${ELSEWHERE}:123456789012:alarm:alarm-${index}`),
      ...(alarms > 2 ? ['alarm-*'] : []),
    ].join('\n'),
    'bake-query': queries ? `errors: ${ERRORS} > 0.01 [min: ${COUNT} >= 20]` : '',
    'bake-query-url': queries ? (asked === 'cloudwatch' ? 'cloudwatch' : prometheus) : '',
  };
  return parseInputs(
    bakeInputs,
    Object.fromEntries(Object.entries(given).map(([name, value]) => [inputVariable(name), value])),
  );
}

const within = (spans: readonly Span[], second: number) =>
  spans.some(({ from, to }) => second >= from && second < to);

function fill(cloudwatch: CloudWatchSimulator, script: BakeScript, startsAt: number): void {
  const { alarms, composites, bad, dark, queryBad, queryDark, fewSamples, throttled, gone } = script;
  const moments: AlarmMoment[] = [
    ...bad.flatMap(({ from, to }) => [
      { second: from, state: 'ALARM' as const },
      { second: to, state: 'OK' as const },
    ]),
    ...dark.map(({ from }) => ({ second: from, state: 'INSUFFICIENT_DATA' as const })),
  ].sort((a, b) => a.second - b.second);
  const scripted: SimulatedAlarm[] = Array.from({ length: alarms }, (_, index) => ({
    ...{ name: `alarm-${index}`, startsAt, kind: index > 0 && index <= composites ? 'composite' : 'metric' },
    ...(index === 0 ? { moments } : {}),
    ...(isElsewhere(index, script) ? { region: ELSEWHERE } : {}),
  }));
  cloudwatch.alarms.push(...scripted);
  const values = (spans: readonly Span[], during: number | undefined): SeriesMoment[] =>
    spans.flatMap(({ from, to }) => [
      { second: from, value: during },
      { second: to, value: 0.001 },
    ]);
  cloudwatch.series.push(
    { promql: ERRORS, startsAt, moments: [...values(queryBad, 0.25), ...values(queryDark, undefined)] },
    { promql: COUNT, startsAt, moments: [{ second: -1e6, value: fewSamples ? 3 : 500 }] },
  );
  const second = () => (cloudwatch.log.at(-1)?.at ?? 0) / 1000 - startsAt / 1000;
  cloudwatch.faults.add({
    match: ({ headers }) => headers['x-amz-target'] !== undefined && within(throttled, second()),
    fault: { kind: 'rate-limit', retryAfterSeconds: 0 },
  });
  cloudwatch.faults.add({
    match: ({ path }) => path.startsWith('/prometheus') && within(gone, second()),
    fault: { kind: 'reset-before' },
  });
}

type VirtualClock = ReturnType<typeof virtualClock>;

async function portsOf(
  cloudwatch: CloudWatchSimulator,
  clock: VirtualClock,
  { seed, sick, asked }: BakeScript,
  signal: AbortSignal,
) {
  let calls = 0;
  const called = () => calls++;
  const connect = async (region: string): Promise<CloudWatch> =>
    connectCloudWatch({
      ...{ clock, region, called, requestHandler: handlerOf(cloudwatch) },
      credentials: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' }),
    });
  const [home, elsewhere] = await clock.stopped(Promise.all(['eu-west-1', ELSEWHERE].map(connect)));
  if (home === undefined || elsewhere === undefined) throw new Error('no reader');
  // A signature takes node many turns, in which no time passes.
  const still =
    <A extends readonly unknown[], T>(ask: (...given: A) => Promise<T>) =>
    (...given: A) =>
      clock.stopped(ask(...given));
  const alarmsOf = (reader: CloudWatch) => ({
    ...reader,
    byName: still(reader.byName),
    byPrefix: still(reader.byPrefix),
    wentOff: still(reader.wentOff),
  });
  const env = { AWS_ENDPOINT_URL_CLOUDWATCH: 'http://simulator.invalid' };
  const queries =
    asked === 'cloudwatch'
      ? { ask: still(home.queries({ env, fetch: cloudwatch.fetch, signal }).ask) }
      : prometheusReader({ url: cloudwatch.prometheus, fetch: cloudwatch.fetch, clock, signal });
  const startsAt = cloudwatch.alarms[0]?.startsAt ?? 0;
  return {
    ...{ clock, signal, random: seededRandom(seed), say: () => {}, region: 'eu-west-1' },
    alarms: async (region?: string) => alarmsOf(region === ELSEWHERE ? elsewhere : home),
    queries: async () => queries,
    health: async () => {
      const ok = !within(sick, (clock.now() - startsAt) / 1000);
      return { ok, words: ok ? 'HTTP 200' : 'HTTP 500' };
    },
    calls: () => calls,
  };
}

interface HttpRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
  readonly path: string;
}

/** What the SDK sends, answered without a socket. */
const handlerOf = (cloudwatch: CloudWatchSimulator) => ({
  handle: async ({ method, headers, body, path }: HttpRequest) => {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const { host: _, 'content-length': __, ...sent } = headers;
    const answer = await cloudwatch.fetch(`http://simulator.invalid${path}`, {
      method,
      headers: sent,
      body: text,
    });
    const answered = Object.fromEntries(answer.headers);
    return {
      response: { statusCode: answer.status, headers: answered, body: Buffer.from(await answer.text()) },
    };
  },
});

/** The smallest value that `share` of all do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
