import { bakeBaseline } from '@signalbox/readiness/bake-baseline';
import { type BakeInputs, checkBake } from '@signalbox/readiness/bake-inputs';
import { type CloudWatch, connectCloudWatch } from '@signalbox/readiness/cloudwatch';
import { prometheusReader } from '@signalbox/readiness/prometheus';
import type { Step } from '@signalbox/runner/step';
import { awsOf } from './aws.ts';
import { ok, type Row, rowsOf, warning } from './row.ts';

type Given = Omit<BakeInputs, 'bake'> & {
  readonly 'aws-region'?: string | undefined;
  readonly 'role-to-assume'?: string | undefined;
};

/** However long the bake is to be: which alarms are too slow for it is not asked here. */
const ANY_BAKE = Number.MAX_SAFE_INTEGER;

/** What a bake would watch: whether each alarm is there and may be read, with its history, and each query may be asked. */
export async function checkAlarms(inputs: Given, step: Step): Promise<readonly Row[]> {
  const { 'bake-alarms': alarms, 'bake-query': queries } = inputs;
  const { clock } = step;
  checkBake({ ...inputs, bake: 0 });
  const ports = alarmPorts(inputs, step);
  const probe = async (subject: string, asked: Partial<Given>, words: (found: number) => string) => {
    const nothing = { 'bake-alarms': [], 'bake-query': [] };
    const found = await bakeBaseline({ bake: ANY_BAKE, ...nothing, ...asked }, clock.now(), ports);
    return [ok(subject, words(found.alarms.length)), ...found.notes.map((note) => warning(subject, note))];
  };
  const rows = [
    ...(alarms.length === 0
      ? []
      : [
          rowsOf('alarms', clock, () =>
            probe('alarms', { 'bake-alarms': alarms }, (count) => `${count} found, with their history`),
          ),
        ]),
    ...queries.map((query) => {
      const subject = `query ${query.name}`;
      return rowsOf(subject, clock, () => probe(subject, { 'bake-query': [query] }, () => 'it is answered'));
    }),
  ];
  return (await Promise.all(rows)).flat();
}

/** What asks CloudWatch, and where the queries are answered. */
export function alarmPorts(inputs: Given, step: Step) {
  const { clock, random, cancelled: signal, env } = step;
  const { region, connection } = awsOf(inputs, step);
  const connected = new Map<string | undefined, Promise<CloudWatch>>();
  const cloudwatch = (elsewhere: string | undefined) => {
    const at = elsewhere ?? region;
    const reader = connected.get(at) ?? connectCloudWatch({ ...connection, region: at });
    connected.set(at, reader);
    return reader;
  };
  const target = inputs['bake-query-url'];
  return {
    ...{ clock, random, signal, region, alarms: cloudwatch },
    queries: async () =>
      target?.kind === 'prometheus'
        ? prometheusReader({ url: target.url, fetch, clock, signal, token: inputs['bake-query-token'] })
        : (await cloudwatch(target?.region)).queries({ env, fetch, signal }),
  };
}
