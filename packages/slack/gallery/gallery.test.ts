import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gallery } from './messages.ts';
import { drawMessages } from './svg.ts';

const images = join(import.meta.dirname, '../../../docs/images');

test.each(Object.entries(gallery))('the picture of %s shows what is sent', (name, messages) => {
  const committed = readFileSync(join(images, `slack-${name}.svg`), 'utf8');
  // When this fails: npx tsx packages/slack/gallery/main.ts
  expect(drawMessages(`Slack message: ${name}`, messages)).toBe(committed);
});
