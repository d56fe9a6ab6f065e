import type { PastDeployment } from '@signalbox/registry/past';
import { recoverySeconds } from '../figures/recovery.ts';
import type {
  EnvironmentReport,
  FailedResource,
  Figure,
  Recovery,
  SlowResourceFigures,
  StackFigures,
  Wait,
  WaitingPair,
} from '../model/report.ts';
import { table } from './table.ts';
import { count, link, moment, NO_DATA, percent, span, stranger } from './words.ts';

const section = (title: string, ...parts: readonly string[]): string => `<h3>${title}</h3>${parts.join('')}`;
const words = (text: string): string => `<p class="soft">${text}</p>`;

export function waits({ environment, waits: all }: EnvironmentReport): string {
  const { quantiles, longest, pairs, waits: list } = all;
  if (quantiles === undefined) return section('Queue', words(NO_DATA));
  const { p50, p80, p95, sample } = quantiles;
  const line = words(
    `Half of ${count(sample, 'deployment')} waited at most ${span(p50)}, 8 of 10 at most ${span(p80)}, 19 of 20 at most ${span(p95)}; the longest ${span(longest)}.`,
  );
  if (list.length === 0) return section('Queue', line);
  const whom = pairs.length === 0 ? '' : table(`Who waited for whom in ${environment}`, PAIRS, pairs);
  return section(
    'Queue',
    line,
    '<div class="columns">',
    whom,
    table(`Longest waits in ${environment}`, WAITS, list),
    '</div>',
  );
}

const PAIRS: Parameters<typeof table<WaitingPair>>[1] = [
  { title: 'Waited', cell: ({ waiter }) => stranger(waiter, 40), kind: 'w' },
  { title: 'for', cell: ({ holder }) => stranger(holder, 40), kind: 'w' },
  { title: 'Times', cell: ({ times }) => String(times), kind: 'n' },
  { title: 'In all', cell: ({ seconds }) => span(seconds), kind: 'n' },
];

const WAITS: Parameters<typeof table<Wait>>[1] = [
  { title: 'Longest waits', cell: ({ correlationId }) => stranger(correlationId, 64), kind: 'w' },
  { title: 'Waited', cell: ({ seconds }) => span(seconds), kind: 'n' },
  {
    title: 'while these deployed',
    cell: ({ holders }) =>
      holders.length === 0 ? 'nobody' : holders.map(({ actor }) => stranger(actor, 40)).join(', '),
    kind: 'w',
  },
];

export function calibration({ calibration: { p50, p80, p95 } }: EnvironmentReport): string {
  if (p50.value === undefined) return section('Forecasts', words(NO_DATA));
  const row = (name: string, target: string, { value, interval }: Figure) => ({
    name,
    target,
    value,
    interval,
  });
  type Row = ReturnType<typeof row>;
  const columns: Parameters<typeof table<Row>>[1] = [
    { title: 'Forecast', cell: ({ name }) => name },
    { title: 'should hold for', cell: ({ target }) => target, kind: 'n' },
    { title: 'held for', cell: ({ value }) => percent(value), kind: 'n' },
    {
      title: 'between',
      cell: ({ interval }) => (interval ? `${percent(interval[0])} and ${percent(interval[1])}` : NO_DATA),
      kind: 'n',
    },
  ];
  return section(
    'Forecasts',
    words(
      `How often ${count(p50.sample, 'successful deployment')} took no longer than was forecast at the start.`,
    ),
    table('Forecasts', columns, [
      row('median', '50 %', p50),
      row('p80', '80 %', p80),
      row('p95', '95 %', p95),
    ]),
  );
}

export function failedAt({ environment, resources }: EnvironmentReport): string {
  const columns: Parameters<typeof table<FailedResource>>[1] = [
    { title: 'Resource', cell: ({ resource }) => stranger(resource), kind: 'w' },
    { title: 'Failures', cell: ({ failures }) => String(failures), kind: 'n' },
    { title: 'Last', cell: ({ lastAt }) => moment(lastAt) },
  ];
  const none = words('No failed deployment names a resource.');
  const named = table(`Failed resources of ${environment}`, columns, resources.slice(0, 20));
  return section('Where it fails', resources.length === 0 ? none : named);
}

export function slow({ environment, stacks, slowResources }: EnvironmentReport): string {
  const columns: Parameters<typeof table<StackFigures>>[1] = [
    { title: 'Stack', cell: ({ stack }) => stranger(stack), kind: 'w' },
    { title: 'Deployments', cell: ({ deployments }) => String(deployments), kind: 'n' },
    { title: 'Failed', cell: ({ failed }) => String(failed), kind: 'n' },
    { title: 'Median', cell: ({ duration }) => span(duration?.p50), kind: 'n' },
    { title: 'p95', cell: ({ duration }) => span(duration?.p95), kind: 'n' },
  ];
  const shown = table(`Stacks of ${environment}`, columns, stacks.slice(0, 20));
  const resources =
    slowResources.length === 0
      ? words('No monitor wrote down which resources took longest.')
      : table(`Slow resources of ${environment}`, SLOW, slowResources.slice(0, 20));
  return section('What is slow', stacks.length === 0 ? words(NO_DATA) : shown, resources);
}

const SLOW: Parameters<typeof table<SlowResourceFigures>>[1] = [
  { title: 'Resource', cell: ({ resource }) => stranger(resource), kind: 'w' },
  { title: 'Type', cell: ({ type }) => stranger(type), kind: 'w' },
  { title: 'Among the slowest', cell: ({ deployments }) => String(deployments), kind: 'n' },
  { title: 'Median', cell: ({ median }) => span(median), kind: 'n' },
  { title: 'Longest', cell: ({ longest }) => span(longest), kind: 'n' },
];

export function recoveries({ environment, recoveries: all }: EnvironmentReport): string {
  const columns: Parameters<typeof table<Recovery>>[1] = [
    { title: 'Failed (UTC)', cell: ({ failedAt }) => moment(failedAt) },
    { title: 'Deployment', cell: ({ correlationId }) => stranger(correlationId, 64), kind: 'w' },
    { title: 'Failures', cell: ({ failures }) => String(failures), kind: 'n' },
    {
      title: 'Recovered after',
      cell: (one) => (one.recovered ? span(recoverySeconds(one)) : '<b>not yet</b>'),
      kind: 'n',
    },
    { title: 'by', cell: ({ recovered }) => (recovered ? stranger(recovered.actor, 40) : '–') },
  ];
  const newest = all.toReversed().slice(0, 10);
  return section(
    'Recoveries',
    all.length === 0
      ? words('Nothing to recover from.')
      : table(`Recoveries of ${environment}`, columns, newest),
  );
}

export function freezesAndBakes({ environment, freezes, ledger }: EnvironmentReport): string {
  const closed: Parameters<typeof table<EnvironmentReport['freezes'][number]>>[1] = [
    { title: 'Closed (UTC)', cell: ({ since }) => moment(since) },
    {
      title: 'for',
      cell: ({ since, until }) =>
        until === undefined ? '<b>still closed</b>' : span((until - since) / 1000),
      kind: 'n',
    },
    { title: 'by', cell: ({ by }) => stranger(by, 40), kind: 'w' },
    { title: 'because', cell: ({ reason }) => stranger(reason, 200), kind: 'w' },
  ];
  const breached = ledger.filter(({ outcome }) => outcome === 'breached');
  const baked: Parameters<typeof table<PastDeployment>>[1] = [
    { title: 'Ended (UTC)', cell: ({ endedAt }) => moment(endedAt) },
    { title: 'Run', cell: ({ runUrl, runId }) => link(runUrl, String(runId)) },
    { title: 'Breach', cell: ({ reason = '' }) => stranger(reason, 200), kind: 'w' },
  ];
  return (
    section(
      'Freezes',
      freezes.length === 0
        ? words('The environment was not closed.')
        : table(`Freezes of ${environment}`, closed, freezes.slice(0, 50)),
    ) +
    section(
      'Bakes',
      breached.length === 0
        ? words('No bake was breached.')
        : table(`Breached bakes of ${environment}`, baked, breached.slice(0, 20)),
    )
  );
}
