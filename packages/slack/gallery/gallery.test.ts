import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gallery } from './messages.ts';
import { drawMessages, messagesInDark } from './svg.ts';

const images = join(import.meta.dirname, '../../../docs/images');

test.each(Object.entries(gallery))('the picture of %s shows what is sent', (name, messages) => {
  const committed = (file: string) => readFileSync(join(images, `slack-${file}.svg`), 'utf8');
  const svg = drawMessages(`Slack message: ${name}`, messages);
  // When this fails: npx tsx packages/slack/gallery/main.ts
  expect(svg).toBe(committed(name));
  expect(messagesInDark(svg)).toBe(committed(`${name}-dark`));
});
