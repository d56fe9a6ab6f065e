import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// What is kept where others can write is sealed with a key made from the Slack secret itself: only jobs that could
// post anyway can make an entry, and nobody else can read one. The name that it is kept under is sealed in, too
// (additional authenticated data, NIST SP 800-38D): a copy under another name is refused.

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `signalbox ${purpose}`, 32));

/** nonce · tag · ciphertext */
export function seal(value: unknown, secret: string, name: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, derive(secret, 'outbox'), nonce);
  cipher.setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Undefined for anything that was not sealed with the same secret for the same name, or was damaged since. */
export function unseal(sealed: Buffer, secret: string, name: string): unknown {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, derive(secret, 'outbox'), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
    return JSON.parse(Buffer.concat([text, decipher.final()]).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A name from which nothing can be learned, the same for everybody with the same secret. */
export const sealedName = (text: string, secret: string): string =>
  derive(secret, `name ${text}`).toString('hex').slice(0, 32);
