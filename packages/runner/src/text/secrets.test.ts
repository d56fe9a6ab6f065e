import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redact, rememberSecret } from './secrets.ts';
import { oneLine } from './untrusted.ts';

/** As GitHub's tokens become: a signed claim of some 520 characters. */
const TOKEN = `ghs_${'eyJhbGciOi'.repeat(20)}.${'aB3-_x'.repeat(40)}.${'Sig+9/'.repeat(10)}`;
const PEM = '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----';
rememberSecret(TOKEN);
rememberSecret(PEM);

test.each([
  ['as it is', `bearer ${TOKEN}!`, 'bearer ***!'],
  ['in an address', `https://x/?t=${encodeURIComponent(TOKEN)}`, 'https://x/?t=***'],
  ['in JSON', JSON.stringify({ token: TOKEN }), '{"token":"***"}'],
  [
    'in an address, in small letters',
    encodeURIComponent(TOKEN).replaceAll('%2F', '%2f').replaceAll('%2B', '%2b'),
    '***',
  ],
  ['with escaped slashes', `{"t":"${TOKEN.replaceAll('/', '\\/')}"}`, '{"t":"***"}'],
  [
    'in a page',
    `<p>${TOKEN.replace(/[^A-Za-z0-9]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`)}</p>`,
    '<p>***</p>',
  ],
  ['in a page, by numbers', TOKEN.replace(/[^A-Za-z0-9]/g, (mark) => `&#${mark.charCodeAt(0)};`), '***'],
  [
    'as mustache writes it',
    TOKEN.replace(/[/=]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`),
    '***',
  ],
  ['in JSON in an address', encodeURIComponent(TOKEN.replaceAll('/', '\\/')), '***'],
  ['in an address in a page', encodeURIComponent(TOKEN).replaceAll('%', '&#37;'), '***'],
  ['folded', TOKEN.replace(/.{76}/g, '$&\r\n'), '***'],
  ['twice', `${TOKEN} and ${encodeURIComponent(TOKEN)}`, '*** and ***'],
  ['a line of several', 'found kqhkiG9w0BAQEF here', 'found *** here'],
  ['nothing', 'nothing of it', 'nothing of it'],
  ['what is encoded and no secret', '{"a":"\\/b%2Fc &amp;#x2f;"}', '{"a":"\\/b%2Fc &amp;#x2f;"}'],
])('%s', (_, text, expected) => expect(redact(text)).toBe(expected));

test('in base64, wherever it begins', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(before + TOKEN + after).toString(encoding);
        expect(redact(text).length).toBeLessThan(40);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('before the text is cut, and behind what nobody sees', () => {
  for (const limit of [10, 50, 300]) expect(oneLine(`a proxy said: ${TOKEN}`, limit)).not.toContain('ghs_');
  expect(oneLine(`it is ${TOKEN.slice(0, 40)}\u200b${TOKEN.slice(40)}`)).toBe('it is ***');
});
