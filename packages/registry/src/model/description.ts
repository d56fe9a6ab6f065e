import { oneLine } from '@signalbox/runner/untrusted';

/** docs: rest/deployments/statuses, `description`: a longer one is refused. */
const LIMIT = 140;

/**
 * Text fit for the description of a deployment or a status: one line of at most 140 characters, none above U+FFFF,
 * which GitHub refuses in descriptions (wip/app#138, ouzi-dev/commit-status-updater#526).
 */
export const description = (text: string): string =>
  oneLine(text.replace(/[\u{10000}-\u{10ffff}]/gu, '\u25a1'), LIMIT);
