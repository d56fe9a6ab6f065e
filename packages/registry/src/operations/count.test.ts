import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '@signalbox/simulator/random';
import { lifeOf, type Registration, type State, type Status } from '../model/registration.ts';
import { END_STATES, formatDistributions } from '../words/distributions.ts';
import { withTotals } from '../words/totals.ts';
import { deletable } from './cleanup.ts';
import { anyTotals, distributionsOf, distributionsWith, totalsOf, totalsWith } from './count.ts';

interface Row {
  readonly id: number;
  readonly createdAt: number;
  readonly statuses: Status[];
}

/** A registry as a list, on a clock of whole seconds, as GitHub's is. */
function startHistory(seed: number) {
  const random = seededRandom(seed);
  const rows: Row[] = [];
  let [now, ids] = [Date.UTC(2026, 2, 1), 0];
  /** What was, whatever the registry still shows. */
  const truth = { all: 0, failures: 0, errors: 0, released: 0, rollbacks: 0 };
  const over = new Set<number>();

  const below = (limit: number) => Math.floor(random() * limit);
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  const shown = new Map<Row, { readonly statuses: number; readonly registration: Registration }>();
  const show = (row: Row): Registration => {
    const { id, createdAt, statuses } = row;
    const known = shown.get(row);
    if (known?.statuses === statuses.length) return known.registration;
    const registration: Registration = {
      ...{ id, createdAt, sha: 'a'.repeat(40), creator: 'github-actions[bot]', environment: 'production' },
      payload: {
        ...{ nonce: `n${id}`, correlationId: `c${id}`, repository: 'octo/shop', runId: id, runAttempt: 1 },
        ...{ workflow: '', actor: '', priority: 0, scope: 'job' as const, stacks: [] },
      },
      ...lifeOf(statuses),
    };
    shown.set(row, { statuses: statuses.length, registration });
    return registration;
  };
  const read = (): readonly Registration[] => rows.map(show).reverse();
  const write = (row: Row, state: State, description: string) =>
    void row.statuses.push({ state, description, createdAt: now });
  const register = () => {
    const row: Row = { id: ++ids, createdAt: now, statuses: [] };
    rows.push(row);
    return row;
  };
  const hold = (row: Row) => {
    pass(2 + below(5));
    write(row, 'in_progress', 'deploying');
    pass(1 + below(900));
  };
  /** Somebody wrote the first end of a registration that held. */
  const ended = (row: Row, state: State, rollback = false) => {
    if (over.has(row.id)) return;
    over.add(row.id);
    truth.all += 1;
    truth.failures += Number(state === 'failure');
    truth.errors += Number(state === 'error');
    truth.released += Number(state === 'inactive');
    truth.rollbacks += Number(rollback);
  };
  /** As the post step does: read, count, write. */
  const release = (row: Row, between: () => void = () => {}) => {
    const state = (['success', 'success', 'failure', 'error', 'inactive'] as const)[below(5)] ?? 'success';
    const rollback = state === 'failure' && random() < 0.5;
    const totals = totalsWith(read(), { nonce: `n${row.id}`, state, marks: { rollback }, now });
    between();
    const words = withTotals('deployed in 3 min', totals, 140);
    write(row, state, words);
    ended(row, state, rollback);
    // The answer is lost, and the same is written again; or GitHub makes a success inactive when a newer one comes.
    if (random() < 0.1) write(row, state, words);
    if (random() < 0.1) write(row, 'inactive', '');
    return totals;
  };
  const crash = (row: Row) => {
    pass(60 + below(600));
    write(row, 'error', 'ended by another run: its job ended (cancelled) without releasing');
    ended(row, 'error');
  };
  const clean = () => {
    // The count begins with the first ending that counts: what was deleted before is not in it.
    if (!anyTotals(read())) return;
    const limits = { keep: below(6), olderThanSeconds: below(3600) };
    for (const { id } of deletable(read(), limits, now))
      rows.splice(
        rows.findIndex((row) => row.id === id),
        1,
      );
  };
  const moment = (row: Row) => {
    const { heldSince = now, ...own } = show(row);
    return { now, own: { ...own, heldSince } };
  };
  return { random, below, moment, pass, read, register, hold, release, crash, clean, write, ended, truth };
}

/** One deployment after the other, with all that goes wrong. Returns what the newest export that arrived said. */
function live(seed: number) {
  const history = startHistory(seed);
  const { random, below, pass, register, hold, release, crash, clean, write, ended, truth } = history;
  let newest: { readonly counted: object; readonly truth: object } | undefined;
  const exported = (totals: object) => {
    if (random() < 0.3) return; // It is lost on its way.
    newest = { counted: totals, truth: { ...truth } };
  };
  for (let deployments = 10 + below(40); deployments > 0; deployments -= 1) {
    pass(below(7200));
    const [row, chance] = [register(), random()];
    if (chance < 0.1) {
      // Its claim met another one, or it was cancelled: it leaves the queue.
      write(row, 'in_progress', 'claim: checking');
      write(row, 'queued', 'waiting');
      write(row, 'inactive', 'left the queue: refused');
    } else if (chance < 0.25) {
      hold(row);
      crash(row);
    } else if (chance < 0.3) {
      hold(row);
      write(row, 'inactive', 'ended by a person');
      ended(row, 'inactive');
    } else if (chance < 0.35) {
      // The registry lagged beyond all limits: two hold at once, and end in any order.
      const other = register();
      hold(row);
      hold(other);
      const [first, second] = random() < 0.5 ? [row, other] : [other, row];
      exported(release(first));
      pass(1 + below(60));
      if (random() < 0.5) exported(release(second));
      else crash(second);
    } else {
      hold(row);
      exported(release(row));
    }
    if (random() < 0.2) clean();
  }
  return { newest, history };
}

describe('the count is exact', () => {
  test('the newest export of 1,000 histories with crashes, overlaps, cleanups and lost exports is the truth', () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= 1000; seed += 1) {
      const { newest } = live(seed);
      const counted = JSON.stringify({ ...newest?.counted, breaches: undefined, since: undefined });
      const truth = JSON.stringify(newest?.truth);
      if (!sameNumbers(counted, truth)) wrong.push(`seed ${seed}: counted ${counted}, was ${truth}`);
    }
    expect(wrong).toEqual([]);
  });

  test('what was ended since the newest export is in the registry, and in the next', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { history } = live(seed);
      history.clean();
      const { all } = totalsOf(history.read()) ?? { all: 0 };
      expect({ seed, all }).toEqual({ seed, all: history.truth.all });
    }
  });

  test('times are apart by how deployments ended, and no cleanup loses one that was counted', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const history = startHistory(seed);
      const truth = Object.fromEntries(END_STATES.map((of) => [of, 0]));
      for (let deployments = 5 + history.below(30); deployments > 0; deployments -= 1) {
        const row = history.register();
        history.hold(row);
        const of = END_STATES[history.below(4)] ?? 'success';
        const { now, own } = history.moment(row);
        const all = distributionsWith(history.read(), own, { of, now });
        for (const one of all.filter((each) => each.of === of))
          history.write(row, 'in_progress', formatDistributions(one));
        const totals = totalsWith(history.read(), { nonce: own.payload.nonce, state: of, now });
        history.write(row, of, withTotals('over', totals, 140));
        truth[of] = (truth[of] ?? 0) + 1;
        if (history.random() < 0.3) history.clean();
      }
      const counted = distributionsOf(history.read()).map(({ of, durations }) => [
        of,
        durations.counts.reduce((sum, count) => sum + count, 0),
      ]);
      expect({ seed, ...Object.fromEntries(counted) }).toEqual({
        seed,
        ...Object.fromEntries(Object.entries(truth).filter(([, count]) => count > 0)),
      });
    }
  });

  test('the day it began stays', () => {
    const history = startHistory(7);
    const days = Array.from({ length: 30 }, () => {
      const row = history.register();
      history.pass(86_400);
      history.hold(row);
      const { since } = history.release(row);
      history.clean();
      return since;
    });
    expect(new Set(days).size).toBe(1);
  });
});

function sameNumbers(a: string, b: string): boolean {
  const sorted = (text: string) => JSON.stringify(Object.entries(JSON.parse(text || '{}')).sort());
  return sorted(a) === sorted(b);
}
