// Draws each kind of message into docs/images: npx tsx packages/slack/gallery/main.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gallery } from './messages.ts';
import { drawMessages, messagesInDark } from './svg.ts';

const folder = join(import.meta.dirname, '../../../docs/images');
mkdirSync(folder, { recursive: true });
for (const [name, messages] of Object.entries(gallery)) {
  const svg = drawMessages(`Slack message: ${name}`, messages);
  writeFileSync(join(folder, `slack-${name}.svg`), svg);
  writeFileSync(join(folder, `slack-${name}-dark.svg`), messagesInDark(svg));
}
