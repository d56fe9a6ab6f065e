import type { Issue, Issues } from '@signalbox/registry/ports';
import { AmbiguousWriteError } from '@signalbox/registry/snapshot';
import type { Clock } from '@signalbox/runner/clock';

/** One review: what it is about, and what is to be said of it now. */
export interface Review {
  /** The same for every run that reviews this: `production/4442074271`, `production/2026-W48`. */
  readonly key: string;
  readonly title: string;
  /** How far it has come: never written over by a run that knows less. */
  readonly step: number;
  /** Markdown, with nothing in it that could end a comment. */
  readonly text: string;
}

const BEGIN = '<!-- signalbox-review:begin -->';
const END = '<!-- signalbox-review:end -->';

/** It cannot contain `-->`. */
const marker = (key: string): string => `<!-- signalbox-review ${encodeURIComponent(key)} -->`;
const stepLine = (step: number): string => `<!-- signalbox-review-step ${step} -->`;

const written = ({ step, text }: Review): string =>
  [BEGIN, stepLine(step), '', text.trim(), '', END].join('\n');

/** The body of a new issue: our part, and below it room for people. */
const newBody = (review: Review): string =>
  [
    marker(review.key),
    written(review),
    '',
    'Write your answers here or as comments: only what stands above is written anew.',
    '',
  ].join('\n');

/** The body with our part of it as it is now; what people wrote around it stays. */
function changedBody(body: string, review: Review): string {
  const [from, until] = [body.indexOf(BEGIN), body.indexOf(END)];
  // Somebody took our marks out: what is there is theirs.
  if (from < 0 || until < from) return body;
  return body.slice(0, from) + written(review) + body.slice(until + END.length);
}

/** How far the review in this body has come. */
export const stepOf = (body: string): number =>
  Number(/<!-- signalbox-review-step (\d{1,15}) -->/.exec(body)?.[1] ?? 0);

/** GitHub hands line ends back as it was given them, and a browser sends CRLF. */
const plain = (body: string) => body.replaceAll('\r\n', '\n').trimEnd();

/** The issues about it; the first is the review, the others were made at the same moment. */
export const about = (key: string, issues: readonly Issue[]): readonly Issue[] =>
  issues.filter(({ body }) => plain(body).startsWith(marker(key)));

export interface Published {
  readonly issue: Issue;
  readonly what: 'opened' | 'changed' | 'unchanged';
}

interface IssueContext {
  readonly repository: string;
  readonly issues: Issues;
  readonly clock: Clock;
  readonly cancelled: AbortSignal;
}

/** So long a list may lag behind what others have made at the same moment. */
const SETTLE_MS = 4000;

/**
 * Writes the review to its issue, and makes that if there is none. However many runs do so at once, one issue stays: the
 * lowest number; those that only our token's identity has made in the same moment are closed. Nothing else is ever closed.
 * `own`: the issues as just read, those since `since`.
 */
export async function publish(
  review: Review,
  own: readonly Issue[],
  { repository, issues, clock, cancelled }: IssueContext,
  since: number,
): Promise<Published> {
  let found = about(review.key, own);
  let made: Issue | undefined;
  if (found.length === 0) {
    made = await create(review, repository, issues);
    await clock.sleep(SETTLE_MS, cancelled);
    const seen = about(review.key, await issues.own(repository, since));
    const missed = made !== undefined && seen.every(({ number }) => number !== made?.number);
    found = [...seen, ...(missed && made ? [made] : [])].sort((a, b) => a.number - b.number);
  }
  const [kept, ...others] = found;
  if (kept === undefined) throw new AmbiguousWriteError('GitHub did not say whether it opened an issue');
  for (const { number } of others.filter(({ open }) => open))
    await issues.update(repository, number, { duplicate: true });
  const body = changedBody(plain(kept.body), review);
  const changed = stepOf(kept.body) < review.step && body !== plain(kept.body);
  if (changed) await issues.update(repository, kept.number, { body });
  const opened = kept.number === made?.number;
  return { issue: kept, what: opened ? 'opened' : changed ? 'changed' : 'unchanged' };
}

/** Undefined when it is not known whether there is one now. */
async function create(review: Review, repository: string, issues: Issues): Promise<Issue | undefined> {
  try {
    return await issues.create(repository, { title: review.title, body: newBody(review) });
  } catch (error) {
    if (!(error instanceof AmbiguousWriteError)) throw error;
    return undefined;
  }
}
