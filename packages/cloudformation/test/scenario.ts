import type { HookResult, StackEvent } from '../src/model/stack-event.ts';
import { STACK_TYPE } from '../src/model/stack-event.ts';

const ACCOUNT = '123456789012';
const START = Date.UTC(2026, 0, 5, 10);

/** A stack operation written in lines, for tests that are to be read. */
export interface Scenario {
  readonly stack: { readonly name: string; readonly arn: string; readonly region: string };
  readonly events: readonly StackEvent[];
}

interface ScenarioOptions {
  /** ClientRequestToken of every event. */
  readonly token?: string;
  /** @default UUID of zeros */
  readonly id?: string;
  /** Milliseconds since the epoch of second 0. */
  readonly start?: number;
}

/**
 * Reads lines of `SECOND  PATH[:TYPE]  STATUS  [REASON]`. `*` is the stack itself, `Api/Queue` the resource Queue of
 * the nested stack Api, `Api/*` that nested stack itself, and `Api` the nested stack as its parent's resource.
 * A status with `+DETAIL` has a detailed status; `hook=STATUS` instead of one is a hook's result on the resource.
 */
export function scenario(lines: string, options: ScenarioOptions = {}): Scenario {
  const rows = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const stacks = new Set(rows.flatMap((row) => parents(row.split(/\s+/)[1] ?? '')));
  const id = options.id ?? '00000000-0000-4000-8000-000000000000';
  const arnOf = (path: string) =>
    `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/${['shop', ...path.split('/').filter(Boolean)].join('-')}/${id}`;
  const events = rows.map((row, index): StackEvent => {
    const [second = '0', where = '*', what = '', ...reason] = row.split(/\s+/);
    const [path = '', type] = splitOnce(where, ':');
    const inside = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const name = path.slice(path.lastIndexOf('/') + 1);
    const stackId = arnOf(inside);
    const stackName = stackId.split('/')[1] ?? '';
    const own = name === '*';
    const nested = stacks.has(path);
    return {
      id: `${id} ${index}`,
      time: (options.start ?? START) + Math.round(Number(second) * 1000),
      stackId,
      stackName,
      logicalId: own ? stackName : name,
      physicalId: own ? stackId : nested ? arnOf(path) : `physical-${name}`,
      type: own || nested ? STACK_TYPE : (type ?? 'AWS::SQS::Queue'),
      ...statusIn(what, reason.join(' ')),
      ...(options.token === undefined ? {} : { token: options.token }),
    };
  });
  return { stack: { name: 'shop', arn: arnOf(''), region: 'eu-west-1' }, events };
}

function parents(where: string): string[] {
  const parts = where.split(':')[0]?.split('/').slice(0, -1) ?? [];
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function statusIn(
  what: string,
  reason: string,
): Pick<StackEvent, 'status' | 'reason' | 'detailedStatus' | 'hook'> {
  if (what.startsWith('hook=')) {
    const hook: HookResult = {
      type: 'Acme::Security::Encrypted',
      status: what.slice('hook='.length),
      reason,
      failureMode: 'FAIL',
      invocationId: 'invocation-1',
    };
    return { status: 'CREATE_IN_PROGRESS', hook };
  }
  const [status = '', detailedStatus] = splitOnce(what, '+');
  return { status, ...(reason === '' ? {} : { reason }), ...(detailedStatus ? { detailedStatus } : {}) };
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
