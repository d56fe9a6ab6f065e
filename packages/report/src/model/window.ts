/** A span of time: after its beginning, up to and with its end. Milliseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

export const DAY_MS = 24 * 3600 * 1000;
export const WEEK_MS = 7 * DAY_MS;

/** The last `seconds` until `now`, and the `compareSeconds` before that. */
export function windowsOf(
  now: number,
  seconds: number,
  compareSeconds = seconds,
): { readonly window: Window; readonly before: Window } {
  const from = now - seconds * 1000;
  return { window: { from, until: now }, before: { from: from - compareSeconds * 1000, until: from } };
}

export const isWithin = (at: number, { from, until }: Window): boolean => at > from && at <= until;

/** The same window without the time before anything is known; undefined where nothing of it is known. */
export function knownPart(window: Window, knownSince: number): Window | undefined {
  if (knownSince >= window.until) return undefined;
  return { from: Math.max(window.from, knownSince), until: window.until };
}

/** Weeks, counted back from the window's end, the oldest first; the oldest may be cut by the window's beginning. */
export function weeksOf({ from, until }: Window): readonly Window[] {
  const weeks: Window[] = [];
  for (let end = until; end > from && weeks.length < MOST_WEEKS; end -= WEEK_MS)
    weeks.push({ from: Math.max(from, end - WEEK_MS), until: end });
  return weeks.reverse();
}

/** Ten years. */
const MOST_WEEKS = 520;
