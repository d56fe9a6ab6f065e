// What this process must tell nobody. The runner masks secrets in the log and in summaries; it masks no file, no message to
// Slack, no page of GitHub, and nothing of a secret that was cut. So the suite takes its own secrets out of every text first.

/** Variables that hold a secret, whoever set them. */
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

const known = new Set<string>();

/** From here on `redact` takes it out: each of its lines, and in the forms that libraries and proxies repeat it in. */
export function rememberSecret(secret: string): void {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  for (const part of [secret, ...lines]) {
    if (part.length >= SHORTEST) for (const form of formsOf(part)) known.add(form);
  }
}

/** The text with `***` for each known secret, in whatever form. Before anything is cut: a part of a secret is found no more. */
export function redact(text: string): string {
  let redacted = text;
  for (const secret of known) if (redacted.includes(secret)) redacted = redacted.replaceAll(secret, HIDDEN);
  return redacted.replace(GITHUB_TOKEN, '$1***');
}

/** As JSON, addresses, web pages and PHP (which escapes slashes) write it. Longest first: one may be a part of another. */
function formsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const marked = (write: (code: number) => string) =>
    secret.replace(/[^A-Za-z0-9]/g, (mark) => write(mark.charCodeAt(0)));
  return [
    ...[secret, escaped, escaped.replaceAll('/', '\\/'), ...base64Forms(secret)],
    ...[percent, percent.replace(/%../g, (code) => code.toLowerCase())],
    ...[marked((code) => `&#${code};`), marked((code) => `&#x${code.toString(16)};`)],
    ...[secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
  ].toSorted((a, b) => b.length - a.length);
}

/** How it looks inside longer base64 text, by where it begins there: `x-access-token:<secret>` is Basic authorization. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last letters also hold bits of what stands beside it.
    const whole = text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
    return whole.length >= SHORTEST ? [whole, whole.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
}
