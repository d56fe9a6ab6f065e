import { UserError } from '../text/errors.ts';
import type { Env } from '../values.ts';

/** True for an address on this machine: what is sent there passes no network. */
function isLoopback({ hostname }: URL): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** An address that a secret may be sent to: https, or http on this machine, and without a user or password in it. */
export function isSecure(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** Says of an address, in words for "expected ...", what `isSecure` asks. */
export const SECURE = 'an https:// address without a user or password (http:// only on this machine)';

/** Variables of the ecosystem that say where tokens and credentials are sent. */
const ENDPOINT =
  /^(GITHUB_(API|GRAPHQL)_URL|ACTIONS_RESULTS_URL|ACTIONS_ID_TOKEN_REQUEST_URL|AWS_ENDPOINT_URL(_\w+)?)$/;

/** @throws UserError naming the variable that would send secrets in the clear */
export function refuseCleartext(env: Env): void {
  for (const [name, value] of Object.entries(env)) {
    if (ENDPOINT.test(name) && value && !isSecure(value))
      throw new UserError(`Variable ${name} would send secrets in the clear: expected ${SECURE}.`);
  }
}
