import type { LogStream } from './container-logs.ts';
import type { SignedCall } from './signed-call.ts';

/** The newest lines of a stream, oldest first. @throws CallError when they may not or cannot be read */
export type ReadTail = (stream: LogStream) => Promise<readonly string[]>;

const LINES = 10;

/** CloudWatch Logs (GetLogEvents), as far as a failed container needs it. */
export function tailReader(call: SignedCall): ReadTail {
  return async ({ group, stream, region }) => {
    const input = { logGroupName: group, logStreamName: stream, limit: LINES, startFromHead: false };
    const answer = (await call({ service: 'logs', action: 'GetLogEvents', input, region })) as Answer;
    return (answer.events ?? []).map(({ message = '' }) => message.trimEnd());
  };
}

interface Answer {
  readonly events?: readonly { readonly message?: string }[];
}
