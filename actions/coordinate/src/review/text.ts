import { formatDuration } from '@signalbox/runner/duration';
import { issueText, safeUrl } from '@signalbox/runner/untrusted';

/** What a review says, before it is Markdown. Lines are Markdown already. */
interface Sections {
  /** One paragraph. */
  readonly lead: string;
  /** Name, value, what is normal. */
  readonly numbers: readonly (readonly [name: string, value: string, normal: string])[];
  readonly well: readonly string[];
  readonly improve: readonly string[];
  readonly questions: Readonly<Record<'operations' | 'users' | 'engineering', readonly string[]>>;
}

export const NO_DATA = 'no data';

export const span = (seconds: number | undefined): string =>
  seconds === undefined ? NO_DATA : formatDuration(seconds);

export const percent = (share: number | undefined): string =>
  share === undefined ? NO_DATA : `${Math.round(share * 100)} %`;

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `2026-11-28 13:42 UTC`. */
export const moment = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const link = (words: string, url: string | undefined): string => {
  const safe = url === undefined ? undefined : safeUrl(url);
  return safe === undefined ? issueText(words, 100) : `[${issueText(words, 100)}](${safe})`;
};

/** The Markdown between our marks. A section without a line says so: silence would seem to be praise. */
export function markdownOf({ lead, numbers, well, improve, questions }: Sections): string {
  const list = (lines: readonly string[], none: string) =>
    lines.length === 0 ? [`- ${none}`] : lines.map((line) => `- ${line}`);
  const asked = Object.entries(questions).flatMap(([who, lines]) => [
    `**${who.charAt(0).toUpperCase()}${who.slice(1)}**`,
    '',
    ...lines.map((line) => `- [ ] ${line}`),
    '',
  ]);
  return [
    lead,
    '',
    '### Numbers',
    '',
    '| | | normal |',
    '| --- | --- | --- |',
    ...numbers.map((row) => `| ${row.join(' | ')} |`),
    '',
    '### Went well',
    '',
    ...list(well, 'Nothing that the registry could tell.'),
    '',
    '### To improve',
    '',
    ...list(improve, 'Nothing that the registry could tell.'),
    '',
    '### Questions',
    '',
    ...asked,
  ].join('\n');
}
