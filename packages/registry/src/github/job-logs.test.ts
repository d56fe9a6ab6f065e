import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lastBytes } from './job-logs.ts';

function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / size);
  return ReadableStream.from(
    Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)),
  );
}

test('what fits is whole, of what does not the last whole lines stay, however it arrives', async () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      lines,
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 50 }),
      async (...given) => {
        const [texts, limit, size] = given;
        const text = texts.map((line) => `${line.replaceAll('\n', ' ')}\n`).join('');
        const tail = await lastBytes(streamOf(text, size), limit);
        expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(limit);
        expect(text.endsWith(tail)).toBe(true);
        if (Buffer.byteLength(text) <= limit) expect(tail).toBe(text);
        else expect(text.at(-tail.length - 1)).toBe('\n');
      },
    ),
  );
});
