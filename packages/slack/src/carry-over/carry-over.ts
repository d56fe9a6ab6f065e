import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import { nonce } from '@signalbox/runner/values';
import { openDestinations } from '../destinations/destination.ts';
import { openNotifier, type Urgency } from '../destinations/notifier.ts';
import type { NotifierOptions } from '../destinations/options.ts';
import { fileOutbox } from '../outbox/files.ts';
import type { CacheStore } from '../ports.ts';
import { claim, kindOf } from './claim.ts';
import { seal, sealedName, unseal } from './seal.ts';
import { DESTINATION_NAME, type OutboxSnapshot, parseSnapshots, toStored } from './snapshot.ts';

/** Where what a job could not deliver is kept for the next run, and for which. */
export interface CarryOver {
  readonly store: CacheStore;
  /** Seals what is kept: who has it may post anyway. */
  readonly secret: string;
  readonly environment: string;
  /** The cache is divided by branch, so what a run keeps is for the next run of that branch. */
  readonly ref: string;
}

/** Comes on top of the budget, which is for Slack: long enough for the library's second try. */
const REQUEST_MS = 10_000;
/** As long as GitHub keeps an entry that nobody uses (docs.github.com/actions/reference/workflows-and-actions/dependency-caching). */
const OLDEST_MS = 7 * 86_400_000;
/** Clocks of two runners may differ by so much. */
const CLOCK_SKEW_MS = 600_000;

/** Subfolder with an empty file for each deployment that was added, so that the post step knows them. */
const INHERITED = '.inherited';
/** File with the key of the entry that this job wrote last. */
const LAST_KEY_FILE = '.left';

const prefixOf = ({ environment, ref, secret }: CarryOver): string =>
  `signalbox-outbox-${sealedName(`${environment.toLowerCase()}\n${ref}`, secret)}-`;

/** Adds what the last run of the branch could not deliver to this job's outbox; once a job. */
export async function takeCarryOver(
  options: NotifierOptions,
  carryOver: CarryOver,
): Promise<readonly OutboxSnapshot[]> {
  return isFirst(options.outboxDirectory, prefixOf(carryOver)) ? await collect(options, carryOver) : [];
}

/** Of several runs one gets it. Trouble is logged and never thrown. */
async function collect(options: NotifierOptions, carryOver: CarryOver): Promise<readonly OutboxSnapshot[]> {
  const { clock, log, outboxDirectory } = options;
  const prefix = prefixOf(carryOver);
  try {
    const entry = await carryOver.store.newest(prefix, withTimeout(REQUEST_MS, clock));
    if (entry === undefined || !entry.key.startsWith(prefix)) return [];
    const kind = kindOf(entry, carryOver.secret);
    if (kind === 'claim' || entry.key === lastKey(outboxDirectory)) return [];
    if (kind === 'foreign' || !isFresh(entry.key.slice(prefix.length), clock.now())) {
      log.warning(
        'What stands in the cache as left for Slack is damaged, old or not ours: nothing of it is told.',
        'Slack',
      );
      return [];
    }
    if (!(await claim(entry.key, { ...carryOver, clock }))) return [];
    const snapshots = parseSnapshots(unseal(entry.bytes, carryOver.secret, entry.key), clock.now());
    for (const snapshot of snapshots) restore(snapshot, options);
    warnOfUnserved(snapshots, options);
    return snapshots;
  } catch (error) {
    log.info(`Whether an earlier run left messages for Slack is not known: ${errorLine(error)}`);
    return [];
  }
}

/** `rest` of an entry's key begins with the time at which it was written. */
function isFresh(rest: string, now: number): boolean {
  const age = now - Number(rest.split('-')[0]);
  return age <= OLDEST_MS && age >= -CLOCK_SKEW_MS;
}

/** The workflow may have changed since: messages for a channel that it no longer names reach nobody. */
function warnOfUnserved(snapshots: readonly OutboxSnapshot[], options: NotifierOptions): void {
  const served = new Set(openDestinations(options).map(({ name }) => name));
  const remaining = snapshots
    .flatMap(({ destinations }) => destinations)
    .filter(({ name }) => !served.has(name));
  const names = new Set(remaining.filter(({ entries }) => entries.length > 0).map(({ name }) => name));
  for (const name of names) {
    options.log.warning(
      `What an earlier run left for ${name} is not delivered: this step's inputs no longer name that place.`,
      'Slack',
    );
  }
}

/** Keeps what could not be delivered for the next run, in place of what this job kept before. Never throws. */
export async function saveCarryOver(
  pending: Readonly<Record<string, number>>,
  options: NotifierOptions,
  carryOver: CarryOver | undefined,
): Promise<void> {
  const { log, clock } = options;
  const total = Object.values(pending).reduce((sum, count) => sum + count, 0);
  const what = total === 1 ? '1 message' : `${total} messages`;
  const lost = (why: string) => log.warning(`${what} for Slack will not be delivered: ${why}.`, 'Slack');
  if (carryOver === undefined)
    return total === 0 ? undefined : lost('this runner has no cache to keep them in');
  try {
    const before = lastKey(options.outboxDirectory);
    if (total > 0) {
      await write(pending, options, carryOver);
      const { ref, environment } = carryOver;
      log.warning(`${what} for Slack left to the next run of ${ref} that tells of ${environment}.`, 'Slack');
    } else if (before !== undefined) await claim(before, { ...carryOver, clock });
  } catch (error) {
    lost(errorLine(error));
  }
}

async function write(
  pending: Readonly<Record<string, number>>,
  options: NotifierOptions,
  carryOver: CarryOver,
): Promise<void> {
  const { clock, random, outboxDirectory } = options;
  // The newest entry hides the others, so it includes what they have.
  const found = await collect(options, carryOver);
  const own = Object.keys(pending).filter((id) => (pending[id] ?? 0) > 0);
  const ids = new Set([...own, ...found.map(({ correlationId }) => correlationId)]);
  const snapshots = [...ids].map((id) => snapshotOf(id, outboxDirectory, clock.now));
  const key = `${prefixOf(carryOver)}${clock.now()}-${nonce(random, 6)}`;
  const sealed = seal(toStored(snapshots), carryOver.secret, key);
  if (!(await carryOver.store.put(key, sealed, withTimeout(REQUEST_MS, clock)))) {
    throw new Error('the actions cache did not take them');
  }
  writeFileSync(join(outboxDirectory, LAST_KEY_FILE), key);
}

/** Notes another deployment whose messages this job delivers, or else keeps for the next run. */
export function addDeployment(correlationId: string, directory: string): void {
  mkdirSync(join(directory, INHERITED), { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, INHERITED, correlationId), '');
}

/** Delivers to the deployments that were added, within the budget in all. Returns how many messages of each are pending. */
export async function deliverCarryOver(
  options: NotifierOptions,
  { budgetSeconds, last }: Required<Urgency>,
): Promise<Readonly<Record<string, number>>> {
  const pending: Record<string, number> = {};
  const deadline = options.clock.now() + budgetSeconds * 1000;
  for (const correlationId of added(options.outboxDirectory)) {
    if (correlationId === options.correlationId) continue;
    const { threadTs, inherit, environment, ...shared } = options;
    const limits = { budgetSeconds: (deadline - options.clock.now()) / 1000, last };
    const receipt = await openNotifier({ ...shared, correlationId }).drain(limits);
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

function restore(
  { correlationId, destinations }: OutboxSnapshot,
  { outboxDirectory, clock }: NotifierOptions,
): void {
  addDeployment(correlationId, outboxDirectory);
  for (const { name, entries, state } of destinations) {
    const outbox = fileOutbox(join(outboxDirectory, correlationId, name), clock.now);
    // The pauses were that job's and are over. And the head may show more than that job saw of it: it is searched again.
    const { looked, ...kept } = Object(state) as Record<string, unknown>;
    if (outbox.load() === undefined)
      outbox.save({ ...kept, inherited: true, pausedUntil: 0, failures: 0, pauses: {} });
    for (const entry of entries) outbox.add(entry);
  }
}

function snapshotOf(correlationId: string, directory: string, now: () => number): OutboxSnapshot {
  const names = readdirSync(join(directory, correlationId)).filter((name) => DESTINATION_NAME.test(name));
  const destinations = names.map((name) => {
    const outbox = fileOutbox(join(directory, correlationId, name), now);
    return { name, entries: outbox.entries(), state: outbox.load() };
  });
  return { correlationId, destinations };
}

function added(directory: string): readonly string[] {
  try {
    return readdirSync(join(directory, INHERITED));
  } catch {
    return [];
  }
}

function lastKey(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, LAST_KEY_FILE), 'utf8');
  } catch {
    return undefined;
  }
}
