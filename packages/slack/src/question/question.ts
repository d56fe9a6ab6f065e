import type { Message } from '../ports.ts';

/** Asked of people in Slack, with a default that counts whenever there is no clear answer. */
export interface Question {
  readonly text: string;
  readonly options: readonly Option[];
  /** Slack ids of those whose answer counts. */
  readonly allowed: readonly string[];
  /** Ids of those who asked for the deployment: they may hold or stop it, but not approve it. */
  readonly requesters?: readonly string[];
  /** How many of them must give the same answer. */
  readonly required: number;
  readonly defaultAnswer: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

interface Option {
  readonly word: string;
  /** The reaction that means it. */
  readonly emoji: string;
}

export interface Answer {
  readonly answer: string;
  /** Slack ids; empty for the default. */
  readonly by: readonly string[];
  /** Why it is the default. */
  readonly why?: string;
}

/** What people said so far, by option. */
type Votes = Readonly<Record<string, readonly string[]>>;

const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  white_check_mark: ['proceed', 'approve', 'yes', 'deploy', 'ok', 'go', 'continue'],
  x: ['cancel', 'reject', 'deny', 'no', 'abort', 'stop'],
  hourglass_flowing_sand: ['wait', 'later', 'hold'],
  rewind: ['rollback', 'roll-back', 'revert'],
};
const DIGITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'keycap_ten'];

/** Whether the option keeps something from happening. Any other lets it happen, and needs somebody else's consent. */
export const holdsBack = ({ emoji }: Pick<Option, 'emoji'>): boolean =>
  ['x', 'hourglass_flowing_sand', 'rewind'].includes(emoji);

/** As many as there are digits. */
export const MOST_OPTIONS = DIGITS.length;

/** Words with a reaction each: one that means the word where there is, else a digit. */
export function optionsOf(words: readonly string[]): Option[] {
  const taken = new Set<string>();
  return words.map((word, index) => {
    const meaning = Object.entries(MEANINGS).find(([, synonyms]) =>
      synonyms.includes(word.toLowerCase()),
    )?.[0];
    const emoji = meaning !== undefined && !taken.has(meaning) ? meaning : (DIGITS[index] ?? 'question');
    taken.add(emoji);
    return { word, emoji };
  });
}

/** Only authorised people count, and no requester towards an approval; of several replies of one person the last counts. */
export function votesOf(
  { options, allowed, requesters = [] }: Question,
  said: {
    readonly reactions: Readonly<Record<string, readonly string[]>>;
    readonly replies: readonly Message[];
  },
): Votes {
  const replied = new Map<string, string>();
  for (const { user, bot, text } of said.replies) {
    const word = options.find((option) => isWord(option.word, text))?.word;
    if (user !== undefined && !bot && word !== undefined) replied.set(user, word);
  }
  return Object.fromEntries(
    options.map(({ word, emoji }) => {
      const reacted = said.reactions[emoji] ?? [];
      const wrote = [...replied].filter(([, answer]) => answer === word).map(([user]) => user);
      const counts = (user: string) =>
        allowed.includes(user) && (holdsBack({ emoji }) || !requesters.includes(user));
      return [word, [...new Set([...reacted, ...wrote])].filter(counts)];
    }),
  );
}

/** The reply is the option's word and nothing else, apart from punctuation and case: "Proceed!" but not "do not proceed". */
const isWord = (word: string, text: string): boolean => normal(text) === normal(word);
const normal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The one option enough people agree on while nobody wants another; else undefined, and it is waited on. */
export function agreed({ required }: Question, votes: Votes): Answer | undefined {
  const wanted = Object.entries(votes).filter(([, users]) => users.length > 0);
  const [only] = wanted;
  if (only === undefined || wanted.length > 1) return undefined;
  const [answer, by] = only;
  return by.length >= required ? { answer, by } : undefined;
}

/** Why the default counts. */
export function undecided({ required }: Question, votes: Votes): string {
  const wanted = Object.values(votes).filter((users) => users.length > 0);
  if (wanted.length === 0) return 'nobody who may answer did so in time';
  if (wanted.length > 1) return 'the answers contradict each other';
  return `only ${wanted[0]?.length} of ${required} answered`;
}
