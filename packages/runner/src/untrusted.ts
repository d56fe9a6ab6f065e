// Commit messages, stack reasons, Slack names and payloads are written by strangers.
// Each destination has one function here (Slack has its own in packages/slack) that makes such text inert.

// C0, DEL, C1 (ANSI escapes live here), line separators, bidirectional overrides, zero-width characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** Cuts after `limit` code points, never inside one, and says so with an ellipsis. */
export function truncate(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, Math.max(0, limit - 1)).join('')}…`;
}

/**
 * GitHub's tokens, by their prefixes (docs: about authentication to GitHub); `ghs_` ones have dots, dashes and some 520
 * characters (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
 * The runner masks a whole token in the log only: cut by a limit it would no longer be found, and nothing masks what
 * goes elsewhere.
 */
const TOKEN = /\b(gh[pousr]_|github_pat_)[A-Za-z0-9._-]{30,}/g;

/** Text on a single line without control, bidirectional or zero-width characters, nor a token of GitHub's. */
export function oneLine(text: string, limit = 500): string {
  return truncate(text.replace(TOKEN, '$1***').replace(INVISIBLE, ' ').trim(), limit);
}

/**
 * A log line that the runner cannot read as a workflow command.
 * `::command::` is read at the start of a line, `##[command]` anywhere in it
 * (actions/runner src/Runner.Common/ActionCommand.cs).
 */
export function logLine(text: string): string {
  const line = text.replace(TOKEN, '$1***').replace(INVISIBLE, ' ').trimEnd().replaceAll('##[', '# #[');
  return /^\s*::/.test(line) ? `. ${line.trimStart()}` : line;
}

/** Text inside a Markdown paragraph or table cell: letters stay, all structure becomes entities. */
export function markdownText(text: string, limit = 500): string {
  return oneLine(text, limit).replace(
    /[^\p{L}\p{N}\p{M}\p{S} .,()/;…·–—-]|[|<>`^~$+=]/gu,
    (mark) => `&#${mark.codePointAt(0)};`,
  );
}

/** Text inside a Mermaid label: its grammar reads `:`, `;`, `#`, `,` and quotes, so they go. */
export function mermaidText(text: string, limit = 60): string {
  return oneLine(text, limit).replace(/[^\p{L}\p{N} ._()/-]/gu, ' ') || '-';
}

/** An http(s) address fit for a Markdown or HTML link, or undefined. */
export function safeUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return url.href
    .replace(/[|<>()[\]`'"\s]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
}
