import { type Field, integer, matching, url } from '@signalbox/runner/inputs';
import { oneLine } from '@signalbox/runner/untrusted';
import type { ActiveDeployment, Facts } from '@signalbox/slack/event';

/** What was given for a fact and cannot be shown. */
const UNREADABLE = Symbol('unreadable');

/**
 * A fact for a message. It never fails the step: steps that report a failure pass outputs that are then empty or odd.
 * What cannot be shown is left out, with a sign.
 */
const fact = <T>(inner: Field<T | undefined>): Field<T | typeof UNREADABLE | undefined> => ({
  ...inner,
  parse: (raw) => inner.parse(raw) ?? UNREADABLE,
});

const LABEL = 60;
const EMPTY = '(empty)';

/**
 * One fact a line, so that values may have commas. A line that is indented, or has no label, goes on with the value
 * before it: outputs of steps have as many lines as they like.
 */
const fields: Field<Readonly<Record<string, string>> | undefined> = {
  accepts: 'lines such as "Version: 1.2.3"',
  parse: (raw) => {
    const facts = new Map<string, string[]>();
    let value: string[] | undefined;
    for (const line of raw.split(/\r\n|[\n\r]/)) {
      const [, label, rest] = /^(\S[^:=]*?)\s*[:=](?!\/\/)(.*)$/.exec(line) ?? [];
      if (label !== undefined && rest !== undefined && label.length <= LABEL) {
        // A label that is given twice has both values.
        value = facts.get(label) ?? [];
        facts.set(label, value);
        value.push(rest.trim());
      } else if (value !== undefined) value.push(line.trimEnd());
      else if (line.trim() !== '') {
        value = [];
        facts.set(oneLine(line, LABEL), value);
      }
    }
    const entries = [...facts].map(([label, lines]) => [label, lines.join('\n').trim() || EMPTY]);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  },
};

const json = <T>(accepts: string, read: (value: unknown) => T | undefined): Field<T | undefined> => ({
  accepts,
  parse: (raw) => {
    try {
      return read(JSON.parse(raw));
    } catch {
      return undefined;
    }
  },
});

const active = json('the JSON of coordinate\'s output "active"', (value): ActiveDeployment | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Record<string, unknown>;
  const since = typeof raw['since'] === 'number' ? raw['since'] : Date.parse(String(raw['since'] ?? ''));
  const texts = {
    sha: raw['sha'],
    actor: raw['actor'],
    runUrl: raw['run-url'] ?? raw['run_url'] ?? raw['runUrl'],
  };
  const known = Object.entries(texts).filter(([, text]) => typeof text === 'string');
  return { ...Object.fromEntries(known), ...(Number.isNaN(since) ? {} : { since }) };
});

/** monitor's `root-cause` in its own form, or lines of text. */
const rootCause: Field<readonly string[] | undefined> = {
  accepts: 'the JSON of monitor\'s output "root-cause", or lines of text',
  parse: (raw) => causeOfJson(raw) ?? raw.split('\n').filter((line) => line.trim() !== ''),
};

function causeOfJson(raw: string): string[] | undefined {
  try {
    const { logicalId, reason, advice, evidence } = Object(JSON.parse(raw)) as Record<string, unknown>;
    if (typeof reason !== 'string') return undefined;
    const more = Array.isArray(evidence) ? evidence.map(String) : [];
    const first = typeof logicalId === 'string' ? `${logicalId}: ${reason}` : reason;
    return [first, ...(typeof advice === 'string' ? [advice] : []), ...more];
  } catch {
    return undefined;
  }
}

const percent: Field<number | undefined> = {
  accepts: 'a number from 0 to 100',
  parse: (raw) =>
    /^\d+(\.\d+)?%?$/.test(raw) && Number.parseFloat(raw) <= 100 ? Number.parseFloat(raw) : undefined,
};

/** Facts that are more than text. */
export const factInputs = {
  progress: fact(percent),
  'elapsed-seconds': fact(integer(0)),
  'estimated-seconds': fact(integer(0)),
  'estimated-seconds-p80': fact(integer(0)),
  url: fact(url()),
  'console-url': fact(url()),
  'environment-url': fact(url()),
  active: fact(active),
  'root-cause': fact(rootCause),
  fields: fact(fields),
};

export const deployedRef = fact(matching(/^[0-9a-f]{7,64}$/i, 'the SHA that is deployed'));

type Readable<T> = { readonly [K in keyof T]: Exclude<T[K], typeof UNREADABLE> };

/** The inputs without what cannot be shown, and the names of that. */
export function readable<T extends object>(
  inputs: T,
): { readonly inputs: Readable<T>; readonly unread: string[] } {
  const unread = Object.entries(inputs).flatMap(([name, value]) => (value === UNREADABLE ? [name] : []));
  const shown = Object.entries(inputs).map(([name, value]) => [
    name,
    value === UNREADABLE ? undefined : value,
  ]);
  return { inputs: Object.fromEntries(shown) as Readable<T>, unread };
}

/** One line for each fact that could not be read. */
export const unreadLines = (unread: readonly string[]): string[] =>
  Object.entries({ ...factInputs, ref: deployedRef })
    .filter(([name]) => unread.includes(name))
    .map(([name, { accepts }]) => `Input "${name}" is not shown: expected ${accepts}.`);

/** What could not be read is named in the message, too. */
export const withSign = (facts: Facts, unread: readonly string[]): Facts =>
  unread.length === 0 ? facts : { ...facts, fields: { 'Not shown': unread.join(', '), ...facts.fields } };
