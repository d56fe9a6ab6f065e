// How programs write a character when they repeat a text: percent encoding (RFC 3986 and forms), JSON (RFC 8259), HTML
// (https://html.spec.whatwg.org/multipage/named-characters.html). Each program picks other characters for it (mustache
// writes `/` and `=` as entities and leaves `.`), and one may write again what another wrote.

/** What a piece of a text may stand for: from where it was asked for to `end`, which is behind it. */
interface Reading {
  readonly text: string;
  readonly end: number;
}

/** All that may stand at a place of a text: the character itself first. Nothing behind its end. */
export type Readings = (from: number) => readonly Reading[];

/** Runs of backslashes can be read in as many ways as they are long. */
const MOST_READINGS = 16;
/** Of an entity, leading zeros included. */
const LONGEST_ENTITY = 14;

/** Every way to read a text, to any depth of encodings, in time that grows with its length only. */
export function readingsOf(text: string): Readings {
  const several = new Map<number, readonly Reading[]>();
  const at: Readings = (from) => {
    if (from >= text.length) return [];
    return several.get(from) ?? [{ text: text.charAt(from), end: from + 1 }];
  };
  // From the end: what an encoding consists of may be encoded itself, and has been read then.
  for (let from = text.length - 1; from >= 0; from--) {
    if (DECODERS.has(text.charAt(from))) several.set(from, allReadings(at(from), at));
  }
  return at;
}

function allReadings(plain: readonly Reading[], at: Readings): readonly Reading[] {
  const found = [...plain];
  // It grows while it is read: what was decoded may begin the next encoding.
  for (const lead of found) {
    for (const { text, end } of DECODERS.get(lead.text)?.(lead.end, at) ?? []) {
      if (found.length === MOST_READINGS) return found;
      if (!found.some((known) => known.end === end && known.text === text)) found.push({ text, end });
    }
  }
  return found;
}

/** What may follow its key, and what both stand for. */
const DECODERS: ReadonlyMap<string, (from: number, at: Readings) => readonly Reading[]> = new Map([
  ['%', percentEncoded],
  ['&', entity],
  ['\\', escaped],
  ['+', (from) => [{ text: ' ', end: from }]],
  // Base64 and headers are folded.
  ['\n', (from) => [{ text: '', end: from }]],
  ['\r', (from) => [{ text: '', end: from }]],
]);

/** The readings of what comes next, added to what was read before, as far as it may go on so. */
const further = (before: readonly Reading[], at: Readings, allowed: RegExp): readonly Reading[] =>
  before.flatMap((so) =>
    at(so.end)
      .filter(({ text }) => allowed.test(text))
      .map(({ text, end }) => ({ text: so.text + text, end })),
  );

const HEX = /^[0-9A-Fa-f]$/;

function hexDigits(before: readonly Reading[], at: Readings, count: number): readonly Reading[] {
  let found = before;
  for (let read = 0; read < count; read++) found = further(found, at, HEX);
  return found;
}

/** The bytes of UTF-8, each with its sign. */
function percentEncoded(from: number, at: Readings): readonly Reading[] {
  return hexDigits([{ text: '', end: from }], at, 2).flatMap((first) => {
    let found: readonly Reading[] = [first];
    for (let missing = bytesAfter(Number.parseInt(first.text, 16)); missing > 0; missing--)
      found = hexDigits(further(found, at, /^%$/), at, 2);
    return found.flatMap(({ text, end }) => {
      const bytes = Buffer.from(text.replaceAll('%', ''), 'hex');
      const read = bytes.toString();
      // Bytes that are no UTF-8 are read as U+FFFD, which is written in bytes of its own.
      return Buffer.from(read).equals(bytes) ? [{ text: read, end }] : [];
    });
  });
}

/** How many more bytes a character of UTF-8 has that begins so. */
const bytesAfter = (byte: number): number => (byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3);

function entity(from: number, at: Readings): readonly Reading[] {
  let open: readonly Reading[] = [{ text: '', end: from }];
  const whole: Reading[] = [];
  for (let read = 0; read < LONGEST_ENTITY && open.length > 0; read++) {
    const next = further(open, at, /^[#;A-Za-z0-9]$/);
    whole.push(...next.filter(({ text }) => text.endsWith(';')));
    open = next.filter(({ text }) => !text.endsWith(';'));
  }
  return whole.flatMap(({ text, end }) => {
    const read = characterOf(text.slice(0, -1));
    return read === undefined ? [] : [{ text: read, end }];
  });
}

/** Those of ASCII: no program writes letters of others by name where it keeps their text. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ Tab: '\t', NewLine: '\n', excl: '!', quot: '"', QUOT: '"', num: '#', dollar: '$', percnt: '%' },
  ...{ amp: '&', AMP: '&', apos: "'", lpar: '(', rpar: ')', ast: '*', midast: '*', plus: '+', comma: ',' },
  ...{ period: '.', sol: '/', colon: ':', semi: ';', lt: '<', LT: '<', equals: '=', gt: '>', GT: '>' },
  ...{ quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']', Hat: '^' },
  ...{ lowbar: '_', UnderBar: '_', grave: '`', DiacriticalGrave: '`', lcub: '{', lbrace: '{' },
  ...{ verbar: '|', vert: '|', VerticalLine: '|', rcub: '}', rbrace: '}' },
};

function characterOf(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:[xX]([0-9A-Fa-f]+)|([0-9]+))$/.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const CODES: Readonly<Record<string, number>> = { u: 4, x: 2 };

/** JSON's, and what other languages add: each sign may stand behind a backslash. */
function escaped(from: number, at: Readings): readonly Reading[] {
  return at(from).flatMap(({ text, end }) => {
    const digits = CODES[text];
    const codes = digits === undefined ? [] : hexDigits([{ text: '', end }], at, digits);
    const read = CONTROLS[text] ?? (/^[A-Za-z0-9]?$/.test(text) ? undefined : text);
    return [
      ...(read === undefined ? [] : [{ text: read, end }]),
      ...codes.map((code) => ({ text: String.fromCharCode(Number.parseInt(code.text, 16)), end: code.end })),
    ];
  });
}

/** The last place where `wanted` may end when it begins here, in any mixture of encodings; else undefined. */
export function endOf(wanted: string, from: number, at: Readings): number | undefined {
  const open: [index: number, from: number][] = [[0, from]];
  const seen = new Set<number>();
  let last: number | undefined;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [index, position] = next;
    if (index === wanted.length) last = Math.max(last ?? position, position);
    const readings = at(position);
    // Only where ways part can they meet again.
    if (readings.length > 1) {
      const key = position * (wanted.length + 1) + index;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    for (const { text, end } of readings)
      if (index < wanted.length && wanted.startsWith(text, index)) open.push([index + text.length, end]);
  }
  return last;
}
