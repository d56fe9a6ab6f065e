import { ReadError } from '@signalbox/cloudformation/reader';
import { formatDuration } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { retry } from '@signalbox/runner/retry';
import { oneLine } from '@signalbox/runner/untrusted';
import { askQuery } from './evaluate.ts';
import { type AlarmPattern, type BakeInputs, parseAlarm } from './inputs.ts';
import type { AlarmReader, AlarmState, BakePorts } from './ports.ts';
import type { Query, WatchedAlarm } from './subject.ts';

/** What is watched, and what of it was bad before anything was deployed. Plain JSON: another process may bake. */
export interface BakeBaseline {
  readonly alarms: readonly (WatchedAlarm & { readonly label: string; readonly preExisting: boolean })[];
  /** Names of the queries that were true already. */
  readonly preExistingQueries: readonly string[];
  /** What to say of it. */
  readonly notes: readonly string[];
}

type BaselinePorts = Pick<BakePorts, 'alarms' | 'queries' | 'region' | 'clock' | 'random' | 'signal'>;

/** How long one poll before the deployment may try. */
const LIMIT_SECONDS = 60;

/**
 * Looks before anything is deployed. What began to be bad after `since` (milliseconds since the epoch) is not taken for
 * older than the deployment: a monitor may start late.
 * @throws UserError for an alarm that is not there, a query that cannot be right, a permission that is missing
 */
export async function bakeBaseline(
  inputs: BakeInputs,
  since: number,
  ports: BaselinePorts,
): Promise<BakeBaseline> {
  const { bake, 'bake-alarms': given, 'bake-query': queries } = inputs;
  if (bake <= 0) return { alarms: [], preExistingQueries: [], notes: [] };
  const alarms = await findAlarms(given, ports);
  const before = await Promise.all(queries.map((query) => queryBefore(query, since, ports)));
  const known = alarms.map(({ label, region, alarm }) => ({
    ...{ label, region, name: alarm.name, kind: alarm.kind },
    preExisting: alarm.state === 'ALARM' && alarm.since < since,
    alarm,
  }));
  return {
    alarms: known.map(({ alarm: _, ...rest }) => rest),
    preExistingQueries: before.filter(({ bad }) => bad).map(({ name }) => name),
    notes: [
      ...known
        .filter(({ preExisting }) => preExisting)
        .map(
          ({ label, alarm }) =>
            `alarm ${label} was in ALARM before the deployment, and is not counted: ${alarm.reason}`,
        ),
      ...known.flatMap(({ label, alarm }) => slowNote(label, alarm, bake)),
      ...before.flatMap(({ note }) => note ?? []),
    ],
  };
}

function slowNote(label: string, { slowSeconds }: AlarmState, bake: number): string[] {
  if (slowSeconds === undefined || slowSeconds <= bake) return [];
  return [
    `alarm ${label} goes off only after ${formatDuration(slowSeconds)} of bad datapoints, and the bake takes ${formatDuration(bake)}: it may miss what goes wrong in it`,
  ];
}

interface Found {
  /** What it is called: with its region, where that is not the job's. */
  readonly label: string;
  readonly region: string | undefined;
  readonly alarm: AlarmState;
}

/** Every alarm that is meant, each once. @throws UserError */
async function findAlarms(given: readonly string[], ports: BaselinePorts): Promise<readonly Found[]> {
  const patterns = given.flatMap((text) => parseAlarm(text) ?? []);
  const elsewhere = (pattern: AlarmPattern) => {
    const region = pattern.kind === 'name' ? pattern.region : undefined;
    return region === ports.region ? undefined : region;
  };
  const regions = [...new Set(patterns.map(elsewhere))];
  const found = await Promise.all(
    regions.map(async (region) => {
      const inRegion = patterns.filter((pattern) => elsewhere(pattern) === region);
      return (await read(ports, region, (reader) => alarmsOf(inRegion, reader))).map((alarm) => ({
        ...{ region, alarm, label: region === undefined ? alarm.name : `${alarm.name} (${region})` },
      }));
    }),
  );
  const all = found.flat();
  return all.filter(({ alarm }, index) => all.findIndex((other) => other.alarm.arn === alarm.arn) === index);
}

async function alarmsOf(patterns: readonly AlarmPattern[], reader: AlarmReader): Promise<AlarmState[]> {
  const named = patterns.flatMap((pattern) => (pattern.kind === 'name' ? [pattern] : []));
  const prefixes = patterns.flatMap((pattern) => (pattern.kind === 'prefix' ? [pattern.prefix] : []));
  const byName = named.length === 0 ? [] : await reader.byName(named.map(({ name }) => name));
  const missing = named.filter(
    ({ name, arn }) => !byName.some((alarm) => (arn === undefined ? alarm.name === name : alarm.arn === arn)),
  );
  if (missing.length > 0) {
    const names = missing.map(({ arn, name }) => `"${oneLine(arn ?? name, 300)}"`).join(', ');
    const verb = missing.length > 1 ? 'are no such alarms' : 'is no such alarm';
    throw new UserError(
      `Input "bake-alarms": ${names} ${verb} in this account and region: correct the name, give an alarm of another region by its ARN, or create it before.`,
    );
  }
  const found: AlarmState[] = [...byName];
  for (const prefix of prefixes) {
    const some = await reader.byPrefix(prefix);
    if (some.length === 0)
      throw new UserError(
        `Input "bake-alarms": no alarm's name begins with "${oneLine(prefix, 300)}" in this account and region.`,
      );
    found.push(...some);
  }
  const now = reader.now();
  // A permission that is missing at the end of the bake would leave its verdict open.
  await reader.wentOff(found.slice(0, 1), { from: now - 1000, to: now });
  return found;
}

/** An outage is waited out for a while. @throws UserError naming what cannot be read */
async function read<T>(
  { alarms, clock, random, signal }: BaselinePorts,
  region: string | undefined,
  ask: (reader: AlarmReader) => Promise<T>,
): Promise<T> {
  const reader = await alarms(region);
  try {
    return await retry(() => ask(reader), {
      ...{
        clock,
        random,
        signal,
        attempts: 6,
        firstDelayMs: 2000,
        deadline: clock.now() + LIMIT_SECONDS * 1000,
      },
      classify: (error) => ({
        retry:
          error instanceof ReadError && (error.trouble === 'throttled' || error.trouble === 'unavailable'),
      }),
    });
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    throw new UserError(
      `Input "bake-alarms": the alarms cannot be read before deploying: ${errorLine(error)}.`,
    );
  }
}

/**
 * A query that is refused is a typing error. A server that does not answer now may do so later: that is said, and not
 * refused. @throws UserError
 */
async function queryBefore(
  query: Query,
  since: number,
  { queries, clock }: BaselinePorts,
): Promise<{ readonly name: string; readonly bad: boolean; readonly note?: string }> {
  const { name } = query;
  try {
    const reader = await queries();
    const { state, words } = await askQuery(query, reader, Math.min(since, clock.now()));
    if (state !== 'bad') return { name, bad: false };
    const note = `query "${name}" was true before the deployment, and is not counted: ${words}`;
    return { name, bad: true, note };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    if (error.trouble === 'denied' || error.trouble === 'other' || error.trouble === 'expired')
      throw new UserError(
        `Input "bake-query": query "${oneLine(name, 60)}" cannot be asked: ${errorLine(error)}.`,
      );
    return {
      name,
      bad: false,
      note: `query "${name}" could not be asked before the deployment: ${errorLine(error)}`,
    };
  }
}
