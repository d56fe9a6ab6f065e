// What this process must tell nobody. The runner masks secrets in the log and in summaries; it masks no file, no message to
// Slack, no page of GitHub, and nothing of a secret that was cut. So the suite takes its own secrets out of every text first.
import { endOf, type Readings, readingsOf } from './encodings.ts';

/** Variables that hold a secret, no matter who set them. */
export const SECRET_VARIABLES = [
  ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'],
  ...['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'],
];

const HIDDEN = '***';
/** Shorter than any token, and longer than the words that it would otherwise tear out of every line. */
const SHORTEST = 6;

/**
 * GitHub's tokens, whosever they are, by their prefixes (docs: about authentication to GitHub); those of Actions and apps
 * have dots, dashes and some 520 characters
 * (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
 */
const GITHUB_TOKEN = /\b(gh[pousr]_|github_pat_)[A-Za-z0-9._-]{30,}/g;

/** By their first character, the longest first: one may be the beginning of another. */
const known = new Map<string, string[]>();

/** From here on `redact` takes it out: whole, each of its lines, and as a part of base64. */
export function rememberSecret(secret: string): void {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  for (const part of [secret, ...lines]) {
    if (part.length < SHORTEST) continue;
    for (const form of [part, ...base64Forms(part), ...base64Forms(encodeURIComponent(part))]) remember(form);
  }
}

function remember(form: string): void {
  const same = known.get(form.charAt(0)) ?? [];
  if (!same.includes(form))
    known.set(
      form.charAt(0),
      [...same, form].toSorted((a, b) => b.length - a.length),
    );
}

/**
 * The text with `***` for each known secret, however its characters are encoded: others repeat it so. Before anything is cut:
 * a part of a secret is found no more. Time grows with the length of the text.
 */
export function redact(text: string): string {
  const readings = readingsOf(text);
  const kept: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const end = secretEnd(at, readings);
    if (end === undefined) continue;
    kept.push(text.slice(copied, at), HIDDEN);
    copied = end;
    at = end - 1;
  }
  return [...kept, text.slice(copied)].join('').replace(GITHUB_TOKEN, '$1***');
}

/** Where a secret ends that begins here. */
function secretEnd(from: number, readings: Readings): number | undefined {
  for (const { text } of readings(from)) {
    for (const secret of known.get(text.charAt(0)) ?? []) {
      const end = endOf(secret, from, readings);
      if (end !== undefined) return end;
    }
  }
  return undefined;
}

/** How it looks inside longer base64 text, by where it begins there: `x-access-token:<secret>` is Basic authorization. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last letters also hold bits of what stands next to it.
    const whole = text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
    return whole.length >= SHORTEST ? [whole, whole.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
}
