// The inputs of the bake, for every action that takes them.
import { awsRegion } from '@signalbox/cloudformation/names';
import { UserError } from '@signalbox/runner/errors';
import { duration, type Field, list, oneOf, secret, text, withDefault } from '@signalbox/runner/inputs';
import { oneLine } from '@signalbox/runner/untrusted';
import { isBarred, namesHost } from '../health/address.ts';
import type { Condition, Operator, Query } from './subject.ts';

/** An alarm by name or ARN, or all that begin so. */
export type AlarmPattern =
  | { readonly kind: 'name'; readonly name: string; readonly region?: string; readonly arn?: string }
  | { readonly kind: 'prefix'; readonly prefix: string };

/** Where queries are asked. */
type QueryTarget =
  | { readonly kind: 'prometheus'; readonly url: string }
  | { readonly kind: 'cloudwatch'; readonly region?: string };

const ALARM_ARN = /^arn:[\w-]+:cloudwatch:([a-z0-9-]+):\d{12}:alarm:(.{1,255})$/;

/** Names have up to 255 characters (API_PutMetricAlarm). */
export function parseAlarm(text: string): AlarmPattern | undefined {
  const [, region, name] = ALARM_ARN.exec(text) ?? [];
  if (region !== undefined && name !== undefined) return { kind: 'name', name, region, arn: text };
  if (text.startsWith('arn:')) return undefined;
  if (text.endsWith('*')) {
    const prefix = text.slice(0, -1);
    return prefix === '' || prefix.includes('*') ? undefined : { kind: 'prefix', prefix };
  }
  return text.length <= 255 && !text.includes('*') ? { kind: 'name', name: text } : undefined;
}

/** A number is asked for at the end: what is before it is sent, and compared here, so that no data is not taken for quiet. */
const CONDITION = /^(.+?)\s*(>=|<=|==|!=|>|<)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/s;

function parseCondition(text: string): Condition | undefined {
  const [, promql, operator, threshold] = CONDITION.exec(text.trim()) ?? [];
  if (promql === undefined || threshold === undefined) return undefined;
  return { promql, operator: operator as Operator, threshold: Number(threshold) };
}

/** `name: promql > 0.01 [min: promql >= 20]`; the blank after the colon tells a name from a recording rule's. */
export function parseQuery(line: string): Query | undefined {
  const [, name, rest = ''] = /^([^\s:][^:]*):\s+(.+)$/.exec(line) ?? [];
  const [, main = rest, minText] = /^(.+?)\s*\[\s*min:\s*(.+)\]$/.exec(rest) ?? [];
  const condition = parseCondition(main);
  const min = minText === undefined ? undefined : parseCondition(minText);
  if (name === undefined || condition === undefined || (minText !== undefined && min === undefined))
    return undefined;
  return { name: name.trim(), ...condition, ...(min === undefined ? {} : { min }) };
}

const queries: Field<readonly Query[]> = {
  accepts: 'lines of the form "name: promql > 0.01 [min: promql >= 20]"',
  default: '',
  parse: (raw) => {
    const lines = raw
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    const found = lines.map((line) => {
      const query = parseQuery(line);
      if (query !== undefined) return query;
      throw new UserError(
        `Input "bake-query": "${oneLine(line, 200)}" is not of the form "name: promql > 0.01 [min: promql >= 20]": it needs a name, a colon and a blank, and a comparison with a number at its end.`,
      );
    });
    const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) < index);
    if (twice !== undefined)
      throw new UserError(`Input "bake-query" has two queries named "${oneLine(twice.name, 60)}".`);
    return found;
  },
};

/** A user and password may stand in an https:// address only: nobody else on the way may read them. */
function parseTarget(raw: string): QueryTarget | undefined {
  if (raw === 'cloudwatch') return { kind: 'cloudwatch' };
  const region = raw.startsWith('cloudwatch:') ? awsRegion.parse(raw.slice('cloudwatch:'.length)) : undefined;
  if (region !== undefined) return { kind: 'cloudwatch', region };
  if (!URL.canParse(raw) || !namesHost(raw) || isBarred(new URL(raw))) return undefined;
  const { protocol, username, password } = new URL(raw);
  const open = protocol === 'http:' && username === '' && password === '';
  return protocol === 'https:' || open ? { kind: 'prometheus', url: raw } : undefined;
}

const target: Field<QueryTarget | undefined> = {
  accepts:
    'the http(s) address of a Prometheus (a password only with https), cloudwatch, or cloudwatch:REGION',
  parse: parseTarget,
};

const alarms: Field<readonly string[]> = {
  ...list('names or ARNs of CloudWatch alarms, or prefix*', /./),
  parse: (raw) => {
    const names = [
      ...new Set(
        raw
          .split(/[\n,]/)
          .map((each) => each.trim())
          .filter((each) => each !== ''),
      ),
    ];
    const wrong = names.find((name) => parseAlarm(name) === undefined);
    if (wrong !== undefined)
      throw new UserError(
        `Input "bake-alarms": "${oneLine(wrong, 300)}" is no name (up to 255 characters), ARN of an alarm or prefix*.`,
      );
    return names;
  },
};

export const bakeInputs = {
  bake: withDefault(duration(0), '0'),
  'bake-alarms': alarms,
  'bake-query': queries,
  'bake-query-url': target,
  'bake-query-token': secret(text('a bearer token')),
  'bake-on-breach': withDefault(oneOf('fail', 'warn'), 'fail'),
};

export interface BakeInputs {
  /** Seconds. */
  readonly bake: number;
  readonly 'bake-alarms': readonly string[];
  readonly 'bake-query': readonly Query[];
  readonly 'bake-query-url'?: QueryTarget | undefined;
  readonly 'bake-query-token'?: string | undefined;
}

/** How long a success will be baked: not at all where nothing is to be watched. */
export const bakeSeconds = (inputs: BakeInputs & { readonly 'health-url': readonly string[] }): number =>
  [inputs['bake-alarms'], inputs['bake-query'], inputs['health-url']].some(({ length }) => length > 0)
    ? inputs.bake
    : 0;

/** @throws UserError for what no single input shows by itself */
export function checkBake(inputs: BakeInputs & { readonly timeout?: number }): void {
  const { bake, 'bake-query': queries, 'bake-query-url': url, timeout } = inputs;
  checkToken(inputs);
  if (queries.length > 0 && url === undefined) {
    throw new UserError(
      'Input "bake-query" needs "bake-query-url": the address of a Prometheus, or cloudwatch[:region].',
    );
  }
  if (timeout !== undefined && bake >= timeout) {
    throw new UserError(
      `Input "bake" (${bake} s) must be shorter than "timeout" (${timeout} s), which limits the whole watch.`,
    );
  }
}

/** Nobody else on the way may read it, and it is for one server. @throws UserError */
function checkToken({ 'bake-query-url': target, 'bake-query-token': token }: BakeInputs): void {
  if (token === undefined) return;
  const { protocol, username, password } = new URL(target?.kind === 'prometheus' ? target.url : 'none:');
  const fault =
    protocol === 'none:'
      ? 'is for a Prometheus: give its address as "bake-query-url", or leave the token out'
      : protocol !== 'https:'
        ? 'is sent over https only: give an https:// address as "bake-query-url"'
        : username !== '' || password !== ''
          ? 'and a user or password in "bake-query-url" are two ways to sign in: give one of them'
          : /[^\x21-\x7e]/.test(token)
            ? 'has a blank or another character that no header can carry: give the token alone'
            : undefined;
  if (fault !== undefined) throw new UserError(`Input "bake-query-token" ${fault}.`);
}
