// The part of Block Kit that Signalbox writes. Text from outside only ever stands in `text` elements of
// rich_text and in plain_text, which Slack does not parse, or passes `mrkdwn()` (escape.ts).

export type Block = RichText | Context | Actions | Divider;

export interface RichText {
  readonly type: 'rich_text';
  readonly elements: readonly RichPart[];
}

export type RichPart = Section | Preformatted | Quote | List;

export interface Section {
  readonly type: 'rich_text_section';
  readonly elements: readonly Inline[];
}

export interface Preformatted {
  readonly type: 'rich_text_preformatted';
  readonly elements: readonly Inline[];
}

export interface Quote {
  readonly type: 'rich_text_quote';
  readonly elements: readonly Inline[];
}

export interface List {
  readonly type: 'rich_text_list';
  readonly style: 'bullet' | 'ordered';
  readonly elements: readonly Section[];
}

export type Inline =
  | { readonly type: 'text'; readonly text: string; readonly style?: Style }
  | { readonly type: 'link'; readonly url: string; readonly text: string; readonly style?: Style }
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

export interface Style {
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
}

export interface Context {
  readonly type: 'context';
  readonly elements: readonly (
    | { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true }
    | { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
  )[];
}

export interface Actions {
  readonly type: 'actions';
  readonly elements: readonly Button[];
}

/** A button that only opens a page: it needs no server of ours. */
export interface Button {
  readonly type: 'button';
  readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
  readonly url: string;
  readonly action_id: string;
}

export interface Divider {
  readonly type: 'divider';
}
