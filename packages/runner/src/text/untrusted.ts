// Commit messages, stack reasons, Slack names and payloads are written by strangers.
// Each destination has one function here (Slack has its own in packages/slack) that makes such text inert.
import { redact } from './secrets.ts';
import { visible } from './visible.ts';

/** Cuts after `limit` code points, never inside one, and says so with an ellipsis. Secrets are taken out before. */
export function truncate(text: string, limit: number): string {
  const safe = redact(text);
  const points = Array.from(safe);
  if (points.length <= limit) return safe;
  const kept = points.slice(0, Math.max(0, limit - 1)).join('');
  // A joiner joins nothing any more.
  return `${kept.replace(/\p{DI}+$/u, '')}…`;
}

/** Text on a single line, as people see it. */
export function oneLine(text: string, limit = 500): string {
  return truncate(visible(text).trim(), limit);
}

/**
 * A log line that the runner cannot read as a workflow command.
 * `::command::` is read at the start of a line, `##[command]` anywhere in it
 * (actions/runner src/Runner.Common/ActionCommand.cs).
 */
export function logLine(text: string): string {
  const line = redact(visible(text)).trimEnd().replaceAll('##[', '# #[');
  return /^\s*::/.test(line) ? `. ${line.trimStart()}` : line;
}

/** Text inside a Markdown paragraph or table cell: letters stay, all structure becomes entities. */
export function markdownText(text: string, limit = 500): string {
  return oneLine(text, limit).replace(
    /[^\p{L}\p{N}\p{M}\p{S} .,()/;…·–—-]|[|<>`^~$+=]/gu,
    (mark) => `&#${mark.codePointAt(0)};`,
  );
}

/**
 * Text inside the Markdown of an issue, where GitHub also looks for people and issues to tell, in what the entities stand
 * for: a zero-width space after the mark keeps it from finding any (dependabot/dependabot-core#3157 and #12685,
 * renovatebot/renovate#1083).
 */
export function issueText(text: string, limit = 500): string {
  return markdownText(text, limit)
    .replace(/&#(64|35);/g, '$&&#8203;')
    .replace(/\b(gh)-(?=\d)/gi, '$1&#8203;-');
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
