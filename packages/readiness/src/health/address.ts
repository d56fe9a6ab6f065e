import { UserError } from '@signalbox/runner/errors';

/** First and last HTTP status that count as healthy. */
export interface StatusRange {
  readonly low: number;
  readonly high: number;
}

/** `200-204, 404`: numbers and ranges. Undefined for anything else; 1xx is never the answer to a request. */
export function parseStatuses(text: string): readonly StatusRange[] | undefined {
  const ranges = text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([2-5]\d\d)(?:\s*-\s*([2-5]\d\d))?$/.exec(part);
      return { low: Number(match?.[1]), high: Number(match?.[2] ?? match?.[1]) };
    });
  return ranges.length > 0 && ranges.every(({ low, high }) => low <= high) ? ranges : undefined;
}

export const isWithin = (status: number, ranges: readonly StatusRange[]): boolean =>
  ranges.some(({ low, high }) => status >= low && status <= high);

/** Statuses that name another address to ask. https://fetch.spec.whatwg.org/#redirect-status */
export const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * A name as DNS can hold it (RFC 1035, 2.3.4; an underscore is common), or an address of IPv4 or IPv6. The URL Standard allows
 * more: what is left of `https://$HOST/` or `https://$ENV.example/` where nothing was put in.
 */
const HOST = /^(\[[\da-f:.]+\]|(?=.{1,253}\.?$)[\w-]{1,63}(\.[\w-]{1,63})*\.?)$/i;

/** Ports that no fetch talks to, and 0, on which nothing listens. https://fetch.spec.whatwg.org/#bad-port */
const BAD_PORTS = new Set(
  (
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 ' +
    '139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 ' +
    '1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
);

/**
 * Addresses, one a line, or separated by a comma before the next `http(s)://`: a comma or a space within one belongs to it.
 * What can never be asked is refused, and so are credentials: they would be sent, and shown. Nothing of an address that is
 * refused is quoted. @throws UserError
 */
export function parseAddresses(text: string, input: string): readonly string[] {
  return text
    .split(/\n|,\s*(?=https?:\/\/)|,\s*$/im)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => checked(part, `Input "${input}": address ${index + 1}`));
}

function checked(text: string, which: string): string {
  if (!/^https?:\/\//i.test(text)) throw new UserError(`${which} does not begin with http:// or https://.`);
  if (/\shttps?:\/\//i.test(text))
    throw new UserError(`${which} holds another one: separate them by newlines or commas.`);
  if (!URL.canParse(text))
    throw new UserError(`${which} is not a valid URL (it is not shown, since it may hold a secret).`);
  const url = new URL(text);
  if (!namesHost(text))
    throw new UserError(`${which} names no host that there can be: is a variable in it empty or not put in?`);
  if (url.username !== '' || url.password !== '') {
    throw new UserError(
      `${which} holds credentials (user:password@host): they would be sent with each request. Give an address that answers without.`,
    );
  }
  if (isBarred(url))
    throw new UserError(`${which} can never be asked: port ${url.port} is barred for HTTP clients.`);
  return url.href;
}

/** Whether a URL's host can be there. Of an empty one the URL Standard makes the first part of the path. */
export const namesHost = (text: string): boolean =>
  !/^https?:[/\\]{3}/i.test(text) && HOST.test(new URL(text).hostname);

export const isBarred = ({ port }: URL): boolean => BAD_PORTS.has(port);

/** Origin and path: a query may hold a token. */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return 'an address';
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}

/** How each is called where it is shown: those that differ in their queries alone are numbered. */
export function addressNames(addresses: readonly string[]): readonly string[] {
  const shown = addresses.map(shownAddress);
  return shown.map((name, index) =>
    shown.indexOf(name) === shown.lastIndexOf(name) ? name : `${name} (address ${index + 1})`,
  );
}
