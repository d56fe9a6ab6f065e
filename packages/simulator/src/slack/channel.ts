/** A message as people see it. */
export interface SeenMessage {
  readonly ts: string;
  /** Its blocks' texts, one a line; its plain text when it has no blocks. */
  readonly text: string;
  /** As they were sent. */
  readonly blocks: readonly unknown[];
  readonly edits: number;
}

/** A head message with its replies, oldest first. */
export interface Thread extends SeenMessage {
  readonly replies: readonly SeenMessage[];
}

/** The threads of a channel, oldest first. */
export interface Channel {
  readonly threads: readonly Thread[];
}

type Ask = (
  method: string,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

interface Message {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly text?: string;
  readonly blocks?: readonly Element[];
}

/** A block, or any part of one. */
interface Element {
  readonly type?: string;
  readonly text?: Element | string;
  readonly fields?: readonly Element[];
  readonly elements?: readonly Element[];
  readonly name?: string;
  readonly user_id?: string;
  readonly usergroup_id?: string;
  readonly range?: string;
  readonly fallback?: string;
}

/** Reads past the proxy's faults and limits; `edits` counts by `channel ts`. */
export async function readChannel(
  id: string,
  { ask, edits }: { readonly ask: Ask; readonly edits: ReadonlyMap<string, number> },
): Promise<Channel> {
  const seen = (message: Message): SeenMessage => ({
    ts: message.ts,
    text: readable(message),
    blocks: message.blocks ?? [],
    edits: edits.get(`${id} ${message.ts}`) ?? 0,
  });
  const history = await ask('conversations.history', { channel: id, limit: 1000 });
  const heads = ((history['messages'] ?? []) as Message[]).filter(
    ({ ts, thread_ts: thread }) => thread === undefined || thread === ts,
  );
  const threads = heads.toReversed().map(async (head) => {
    const { messages = [] } = await ask('conversations.replies', { channel: id, ts: head.ts });
    const replies = (messages as Message[]).filter(({ ts }) => ts !== head.ts);
    return { ...seen(head), replies: replies.map(seen) };
  });
  return { threads: await Promise.all(threads) };
}

function readable({ blocks = [], text = '' }: Message): string {
  return blocks.length === 0 ? text : blocks.flatMap(lines).join('\n');
}

/** Parts of a rich text line stand side by side; everything else has lines of its own. */
const LINES = ['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'];

function lines(element: Element): string[] {
  const { type = '', text, elements = [], fields = [] } = element;
  if (LINES.includes(type)) return [elements.map(inline).join('')];
  const items = elements.flatMap(lines);
  if (type === 'rich_text_list') return items.map((item) => `• ${item}`);
  const own = typeof text === 'string' ? [text] : text ? lines(text) : [];
  const shown = type === 'button' ? own.map((label) => `[${label}]`) : own;
  return [...shown, ...fields.flatMap(lines), ...items];
}

function inline(element: Element): string {
  const { name, user_id: user, usergroup_id: group, range, fallback } = element;
  if (typeof element.text === 'string') return element.text;
  if (name !== undefined) return `:${name}:`;
  if (user !== undefined) return `@${user}`;
  if (group !== undefined) return `@${group}`;
  return range === undefined ? (fallback ?? '') : `@${range}`;
}
