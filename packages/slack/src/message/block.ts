// The part of Block Kit that Signalbox writes. Text from outside only ever stands in `text` elements of
// rich_text and in plain_text, which Slack does not parse, or passes `mrkdwn()` (escape.ts).

/** What a message looks like: blocks for eyes, text for notifications and screen readers. */
export interface Rendered {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export type Block = RichText | Context;

export interface RichText {
  readonly type: 'rich_text';
  readonly elements: readonly RichPart[];
}

export type RichPart = Section | Preformatted | List;

export interface Section {
  readonly type: 'rich_text_section';
  readonly elements: readonly Inline[];
}

export interface Preformatted {
  readonly type: 'rich_text_preformatted';
  readonly elements: readonly Inline[];
}

interface List {
  readonly type: 'rich_text_list';
  readonly style: 'bullet';
  readonly elements: readonly Section[];
}

export type Inline =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold: true } }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  | { readonly type: 'emoji'; readonly name: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'broadcast'; readonly range: 'here' | 'channel' }
  | {
      readonly type: 'date';
      /** Seconds since the epoch. */
      readonly timestamp: number;
      readonly format: string;
      readonly fallback: string;
    };

export interface Context {
  readonly type: 'context';
  readonly elements: readonly (
    | { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true }
    | { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
  )[];
}
