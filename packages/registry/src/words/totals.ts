/**
 * How many deployments of an environment have ended, and how: exact, since each is ended by the one that holds. It is at
 * the end of the words of its last status, and the next ending adds one to it.
 */
export interface Totals {
  /** Deployments that held, and ended. */
  readonly all: number;
  readonly failures: number;
  /** Ended as `error`: cancelled, lost, or nobody knows how. */
  readonly errors: number;
  /** Ended as `inactive`: released without a result. */
  readonly released: number;
  readonly rollbacks: number;
  readonly breaches: number;
  /** The day (UTC) of the first ending that is counted, such as 2026-03-01. */
  readonly since: string;
}

/** What is omitted when it is 0, so that the words keep the room. */
const OPTIONAL = { e: 'errors', i: 'released', r: 'rollbacks', b: 'breaches' } as const;

/** `n=41 f=3 s=2026-03-01`, and e= i= r= b= where there are any. */
export function formatTotals(totals: Totals): string {
  const more = Object.entries(OPTIONAL).flatMap(([key, name]) =>
    totals[name] === 0 ? [] : [` ${key}=${totals[name]}`],
  );
  return `n=${totals.all} f=${totals.failures}${more.join('')} s=${totals.since}`;
}

const TAIL = /(?:^|; )n=(\d{1,9}) f=(\d{1,9})((?: [eirb]=\d{1,9}){0,4}) s=(\d{4}-\d\d-\d\d)$/;

/** Words with totals behind them, cut so that both fit into `limit` characters. */
export function withTotals(words: string, totals: Totals, limit: number): string {
  const tail = `; ${formatTotals(totals)}`;
  const room = limit - tail.length;
  return `${words.length <= room ? words : `${words.slice(0, room - 1)}…`}${tail}`;
}

/** The words and the totals apart. Totals that do not add up are a stranger's words. */
export function splitTotals(description: string): { readonly words: string; readonly totals?: Totals } {
  const match = TAIL.exec(description);
  if (match === null) return { words: description };
  const [tail, all = '', failures = '', more = '', since = ''] = match;
  const number = (key: keyof typeof OPTIONAL) => Number(new RegExp(` ${key}=(\\d+)`).exec(more)?.[1] ?? 0);
  const totals: Totals = {
    all: Number(all),
    failures: Number(failures),
    errors: number('e'),
    released: number('i'),
    rollbacks: number('r'),
    breaches: number('b'),
    since,
  };
  return { words: description.slice(0, -tail.length), ...(addsUp(totals) ? { totals } : {}) };
}

function addsUp({ all, failures, errors, released, rollbacks, breaches, since }: Totals): boolean {
  const within = failures + errors + released <= all && rollbacks <= all && breaches <= all;
  return all > 0 && within && !Number.isNaN(Date.parse(since));
}
