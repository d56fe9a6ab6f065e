import { randomUUID } from 'node:crypto';
import type { Reply } from '../service/http.ts';

/** What the AWS Query protocol can carry: a list becomes `<member>`s, undefined nothing. */
type Value = string | number | boolean | Date | readonly Value[] | Fields | undefined;
export interface Fields {
  readonly [name: string]: Value;
}

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string) =>
  text
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? '')
    .replace(/[^\P{Cc}\t\n]/gu, (mark) => `&#${mark.codePointAt(0)};`);

function content(value: Value): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item: Value) => element('member', item)).join('');
  if (typeof value !== 'object') return escaped(String(value));
  return Object.entries(value)
    .map(([name, one]) => element(name, one as Value))
    .join('');
}

const element = (name: string, value: Value) =>
  value === undefined ? '' : `<${name}>${content(value)}</${name}>`;

/** The answer to an action of the Query protocol. */
export function success(action: string, result: Fields): Reply {
  const requestId = randomUUID();
  const body = `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${content(result)}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return xml(200, body, requestId);
}

export interface AwsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export function failure({ status, code, message }: AwsError): Reply {
  const requestId = randomUUID();
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = element('Error', { Type: type, Code: code, Message: message });
  const body = `<ErrorResponse xmlns="${NAMESPACE}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return xml(status, body, requestId);
}

const xml = (status: number, body: string, requestId: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body,
});
