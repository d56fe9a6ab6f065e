import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorLine } from '@signalbox/runner/errors';
import { fileOutbox } from '../files.ts';
import { openLines } from '../lines.ts';
import { type NotifierOptions, openNotifier, type Urgency } from '../notifier.ts';
import type { Carrier } from './cache.ts';
import { type Box, LINE_NAME, readBoxes, writeBoxes } from './parcel.ts';
import { seal, sealedName, unseal } from './seal.ts';
import { kindOf, take } from './taken.ts';

/** Where what a job could not deliver waits for the next run, and whose it is. */
export interface Relay {
  readonly carrier: Carrier;
  /** Whoever has it may post anyway: seals what is carried. */
  readonly secret: string;
  readonly environment: string;
  /** The cache is divided by branch, so one run of the branch hands on to the next. */
  readonly ref: string;
}

/** Slack's own budget is what is short; the cache gets a few seconds beside it: enough for the library's second try. */
const REQUEST_MS = 10_000;
/** As long as GitHub keeps an entry that nobody uses (docs.github.com/actions/reference/workflows-and-actions/dependency-caching). */
const OLDEST_MS = 7 * 86_400_000;
/** Clocks of two runners may differ by so much. */
const CLOCK_SKEW_MS = 600_000;

/** Subfolder with an empty file for each deployment that was taken over, so that the post step knows them. */
const INHERITED = '.inherited';
/** File with the key of the parcel that this job left last. */
const LEFT = '.left';

const prefixOf = ({ environment, ref, secret }: Relay): string =>
  `signalbox-outbox-${sealedName(`${environment.toLowerCase()}\n${ref}`, secret)}-`;

/** Takes what the last run of the branch could not deliver into this job's outbox; once a job. */
export async function takeOver(options: NotifierOptions, relay: Relay): Promise<readonly Box[]> {
  return isFirst(options.outboxDirectory, prefixOf(relay)) ? await collect(options, relay) : [];
}

/** Of several runs one gets it. Trouble is said and never thrown. */
async function collect(options: NotifierOptions, relay: Relay): Promise<readonly Box[]> {
  const { clock, log, outboxDirectory } = options;
  const prefix = prefixOf(relay);
  try {
    const parcel = await relay.carrier.newest(prefix, AbortSignal.timeout(REQUEST_MS));
    if (parcel === undefined || !parcel.key.startsWith(prefix)) return [];
    const kind = kindOf(parcel, relay.secret);
    if (kind === 'taken' || parcel.key === lastLeft(outboxDirectory)) return [];
    if (kind === 'strange' || !isFresh(parcel.key.slice(prefix.length), clock.now())) {
      log.warning(
        'What stands in the cache as left for Slack is damaged, old or not ours: nothing of it is told.',
        'Slack',
      );
      return [];
    }
    if (!(await take(parcel.key, relay))) return [];
    const boxes = readBoxes(unseal(parcel.bytes, relay.secret, parcel.key), clock.now());
    for (const box of boxes) unpack(box, options);
    warnOfUnserved(boxes, options);
    return boxes;
  } catch (error) {
    log.info(`Whether an earlier run left messages for Slack is not known: ${errorLine(error)}`);
    return [];
  }
}

/** `rest` of a parcel's key begins with the time at which it was left. */
function isFresh(rest: string, now: number): boolean {
  const age = now - Number(rest.split('-')[0]);
  return age <= OLDEST_MS && age >= -CLOCK_SKEW_MS;
}

/** The workflow may have changed since: what was for a channel that it no longer names reaches nobody. */
function warnOfUnserved(boxes: readonly Box[], options: NotifierOptions): void {
  const served = new Set(openLines(options).map(({ name }) => name));
  const left = boxes.flatMap(({ lines }) => lines).filter(({ name }) => !served.has(name));
  const names = new Set(left.filter(({ entries }) => entries.length > 0).map(({ name }) => name));
  for (const name of names) {
    options.log.warning(
      `What an earlier run left for ${name} is not delivered: this step's inputs no longer name that place.`,
      'Slack',
    );
  }
}

/** Leaves what could not be delivered to the next run, in place of what this job left before. Never throws. */
export async function handOver(
  pending: Readonly<Record<string, number>>,
  options: NotifierOptions,
  relay: Relay | undefined,
): Promise<void> {
  const { log } = options;
  const total = Object.values(pending).reduce((sum, count) => sum + count, 0);
  const what = total === 1 ? '1 message' : `${total} messages`;
  const lost = (why: string) => log.warning(`${what} for Slack will not be delivered: ${why}.`, 'Slack');
  if (relay === undefined) return total === 0 ? undefined : lost('this runner has no cache to keep them in');
  try {
    const before = lastLeft(options.outboxDirectory);
    if (total > 0) {
      await leave(pending, options, relay);
      const { ref, environment } = relay;
      log.warning(`${what} for Slack left to the next run of ${ref} that tells of ${environment}.`, 'Slack');
    } else if (before !== undefined) await take(before, relay);
  } catch (error) {
    lost(errorLine(error));
  }
}

async function leave(
  pending: Readonly<Record<string, number>>,
  options: NotifierOptions,
  relay: Relay,
): Promise<void> {
  const { clock, random, outboxDirectory } = options;
  // The newest parcel hides the others, so it has theirs in it.
  const found = await collect(options, relay);
  const own = Object.keys(pending).filter((id) => (pending[id] ?? 0) > 0);
  const ids = new Set([...own, ...found.map(({ correlationId }) => correlationId)]);
  const boxes = [...ids].map((id) => pack(id, outboxDirectory, clock.now));
  const key = `${prefixOf(relay)}${clock.now()}-${Math.floor(random() * 36 ** 6).toString(36)}`;
  const sealed = seal(writeBoxes(boxes), relay.secret, key);
  if (!(await relay.carrier.put(key, sealed, AbortSignal.timeout(REQUEST_MS))))
    throw new Error('the actions cache did not take them');
  writeFileSync(join(outboxDirectory, LEFT), key);
}

/** Another deployment whose messages are this job's to deliver, or else to leave. */
export function adoptDeployment(correlationId: string, directory: string): void {
  mkdirSync(join(directory, INHERITED), { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, INHERITED, correlationId), '');
}

/** Delivers the deployments that were adopted, within the budget in all. Gives what is pending of each. */
export async function drainInherited(
  options: NotifierOptions,
  { budgetSeconds, last }: Required<Urgency>,
): Promise<Readonly<Record<string, number>>> {
  const pending: Record<string, number> = {};
  const deadline = options.clock.now() + budgetSeconds * 1000;
  for (const correlationId of inherited(options.outboxDirectory)) {
    if (correlationId === options.correlationId) continue;
    const { threadTs, inherit, environment, ...shared } = options;
    const left = { budgetSeconds: (deadline - options.clock.now()) / 1000, last };
    const receipt = await openNotifier({ ...shared, correlationId }).drain(left);
    pending[correlationId] = receipt.pending;
  }
  return pending;
}

function isFirst(directory: string, prefix: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(directory, `.asked-${prefix.slice(-20, -1)}`), '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function unpack({ correlationId, lines }: Box, { outboxDirectory, clock }: NotifierOptions): void {
  adoptDeployment(correlationId, outboxDirectory);
  for (const { name, entries, state } of lines) {
    const outbox = fileOutbox(join(outboxDirectory, correlationId, name), clock.now);
    // The pauses were that job's: by now it may be tried anew. And the head may show more than that job saw of it.
    const { looked, ...kept } = Object(state) as Record<string, unknown>;
    if (outbox.load() === undefined)
      outbox.save({ ...kept, inherited: true, pausedUntil: 0, failures: 0, pauses: {} });
    for (const entry of entries) outbox.add(entry);
  }
}

function pack(correlationId: string, directory: string, now: () => number): Box {
  const names = readdirSync(join(directory, correlationId)).filter((name) => LINE_NAME.test(name));
  const lines = names.map((name) => {
    const outbox = fileOutbox(join(directory, correlationId, name), now);
    return { name, entries: outbox.entries(), state: outbox.load() };
  });
  return { correlationId, lines };
}

function inherited(directory: string): readonly string[] {
  try {
    return readdirSync(join(directory, INHERITED));
  } catch {
    return [];
  }
}

function lastLeft(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, LEFT), 'utf8');
  } catch {
    return undefined;
  }
}
