import { escapeXml } from '@signalbox/drawing/text';
import { formatDuration } from '@signalbox/runner/duration';
import { oneLine, safeUrl } from '@signalbox/runner/untrusted';
import { DAY_MS } from '../model/window.ts';

export const NO_DATA = 'no data';

/** Text of strangers in HTML: one line, cut, inert, and of a direction of its own. */
export const stranger = (text: string, limit = 80): string => `<bdi>${strangerCell(text, limit)}</bdi>`;

/** The same where it has a table cell for itself, which keeps its direction apart already. */
export const strangerCell = (text: string, limit = 80): string => escapeXml(oneLine(text, limit)) || '–';

/** A link to a page of strangers; its bare words where it is no address. `words` is HTML. */
export function link(url: string | undefined, words: string): string {
  const safe = url === undefined ? undefined : safeUrl(url);
  return safe === undefined ? words : `<a href="${escapeXml(safe)}">${words}</a>`;
}

const LONG = 2 * DAY_MS;

/** `42 s`, `6 min 5 s`, `2 h 3 min`, `3.5 days`. */
export const span = (seconds: number | undefined): string =>
  seconds === undefined
    ? NO_DATA
    : seconds * 1000 < LONG
      ? formatDuration(seconds)
      : `${digits((seconds * 1000) / DAY_MS)} days`;

export const percent = (share: number | undefined): string =>
  share === undefined ? NO_DATA : `${digits(share * 100)} %`;

/** Two digits at the least, none that nobody needs. */
export const digits = (value: number): string =>
  value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(value >= 10 ? 0 : 1);

const iso = (at: number) => new Date(at).toISOString();

/** `2026-11-28`. */
export const day = (at: number): string => iso(at).slice(0, 10);

/** `2026-11-28 05:37`, in UTC as the page says once. */
export const moment = (at: number): string => iso(at).slice(0, 16).replace('T', ' ');

/** `3 deployments`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
