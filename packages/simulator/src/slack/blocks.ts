/** Slack's documented limits (docs.slack.dev, reference/block-kit), those that a message can break. */
const BLOCKS = 50;
const HEADER_TEXT = 150;
const SECTION_TEXT = 3000;
const FIELDS = 10;
const FIELD_TEXT = 2000;
const CONTEXT_ELEMENTS = 10;
const ACTION_ELEMENTS = 25;
const BUTTON_TEXT = 75;
const BUTTON_VALUE = 2000;
const BLOCK_ID = 255;
const MARKDOWN_TEXT = 12_000;

type Item = Readonly<Record<string, unknown>>;
type Check = (block: Item, at: string) => string[];

/** What Slack would say against these blocks; empty when it takes them. */
export function blockFaults(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ['blocks must be an array'];
  if (blocks.length > BLOCKS) return [`no more than ${BLOCKS} items allowed [json-pointer:/blocks]`];
  return blocks.flatMap((block: unknown, index) => {
    const at = `/blocks/${index}`;
    if (!isItem(block)) return [`must be an object [json-pointer:${at}]`];
    const check = CHECKS[String(block['type'])];
    if (!check) return [`unsupported type: ${String(block['type'])} [json-pointer:${at}/type]`];
    const { block_id: id } = block;
    const idFault =
      typeof id === 'string' && id.length > BLOCK_ID ? [tooLong(`${at}/block_id`, BLOCK_ID)] : [];
    return [...idFault, ...check(block, at)];
  });
}

const CHECKS: Readonly<Record<string, Check>> = {
  header: ({ text }, at) => textFaults(text, { at: `${at}/text`, limit: HEADER_TEXT, plain: true }),
  section: ({ text, fields }, at) => [
    ...(text === undefined && fields === undefined ? [`missing text or fields [json-pointer:${at}]`] : []),
    ...(text === undefined ? [] : textFaults(text, { at: `${at}/text`, limit: SECTION_TEXT })),
    ...listFaults(fields ?? [], { at: `${at}/fields`, limit: FIELDS }, (field, where) =>
      textFaults(field, { at: where, limit: FIELD_TEXT }),
    ),
  ],
  context: ({ elements }, at) =>
    listFaults(elements, { at: `${at}/elements`, limit: CONTEXT_ELEMENTS }, (element, where) =>
      isItem(element) && element['type'] === 'image'
        ? []
        : textFaults(element, { at: where, limit: SECTION_TEXT }),
    ),
  actions: ({ elements }, at) =>
    listFaults(elements, { at: `${at}/elements`, limit: ACTION_ELEMENTS }, buttonFaults),
  markdown: ({ text }, at) =>
    typeof text !== 'string' || text.length > MARKDOWN_TEXT ? [tooLong(`${at}/text`, MARKDOWN_TEXT)] : [],
  divider: () => [],
  image: ({ image_url: url, slack_file: file }, at) =>
    url === undefined && file === undefined ? [`missing image_url [json-pointer:${at}]`] : [],
  rich_text: () => [],
};

function buttonFaults(element: unknown, at: string): string[] {
  if (!isItem(element)) return [`must be an object [json-pointer:${at}]`];
  if (element['type'] !== 'button') return [];
  const { value = '' } = element;
  return [
    ...textFaults(element['text'], { at: `${at}/text`, limit: BUTTON_TEXT, plain: true }),
    ...(String(value).length > BUTTON_VALUE ? [tooLong(`${at}/value`, BUTTON_VALUE)] : []),
  ];
}

function listFaults(
  list: unknown,
  { at, limit }: { readonly at: string; readonly limit: number },
  check: (item: unknown, at: string) => string[],
): string[] {
  if (!Array.isArray(list)) return [`must be an array [json-pointer:${at}]`];
  if (list.length > limit) return [`no more than ${limit} items allowed [json-pointer:${at}]`];
  return list.flatMap((item: unknown, index) => check(item, `${at}/${index}`));
}

function textFaults(
  text: unknown,
  { at, limit, plain }: { readonly at: string; readonly limit: number; readonly plain?: boolean },
): string[] {
  if (!isItem(text)) return [`must be a text object [json-pointer:${at}]`];
  const types = plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!types.includes(String(text['type']))) return [`unsupported type [json-pointer:${at}/type]`];
  const value = text['text'];
  if (typeof value !== 'string' || value.length === 0)
    return [`must be more than 0 characters [json-pointer:${at}/text]`];
  return value.length > limit ? [tooLong(`${at}/text`, limit)] : [];
}

const tooLong = (at: string, limit: number) =>
  `must be less than ${limit + 1} characters [json-pointer:${at}]`;
const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;
