import { formatDuration } from '@signalbox/runner/duration';
import { UserError } from '@signalbox/runner/errors';
import { formatReason, type Reason, type ReasonCode } from '../../model/reason.ts';
import type { Inspection } from './inspect.ts';

/** The turn was not taken. */
export interface Refusal {
  readonly acquired: false;
  readonly reason: Reason;
  readonly waitedSeconds: number;
  /** The last look, where there was one. */
  readonly seen?: Inspection;
}

/** A refusal that fails the step. */
export class RefusedError extends UserError {
  readonly refusal: Refusal;

  constructor(message: string, refusal: Refusal) {
    super(message);
    this.refusal = refusal;
  }
}

/** Why there is no turn, and whether that is to be an error. */
export interface Refused {
  readonly reason: Reason;
  readonly act: 'fail' | 'skip';
}

const WAY_OUT: Readonly<Record<ReasonCode, string>> = {
  free: '',
  held: 'Set on-busy: wait to queue for it, or try again later.',
  'queued-behind': 'Set on-busy: wait to queue for it, or try again later.',
  frozen: 'Open it again with operation: unfreeze.',
  'stack-busy': 'Wait until the stack is at rest.',
  'stack-broken': 'Then deploy again.',
  outdated: 'Deploy a newer commit, or set on-outdated: warn to deploy this one all the same.',
  'not-promoted': 'Deploy it there first.',
  'registry-unavailable':
    'Try again later, or set on-registry-error: proceed to deploy without the registry.',
};

const INSTEAD: Partial<Record<ReasonCode, string>> = {
  frozen: 'open the environment (operation: unfreeze)',
  'stack-busy': 'run again when the stack is at rest',
  'registry-unavailable': 'run again when GitHub shows what was written',
};

/** The turn did not come in time. */
export function tooLate(environment: string, waitedSeconds: number, reason: Reason): RefusedError {
  const { code, details } = reason;
  const why = code === 'held' || code === 'queued-behind' ? details : formatReason(reason);
  const instead = INSTEAD[code] ?? 'end what is in front (operation: release)';
  return new RefusedError(
    `Waited ${formatDuration(waitedSeconds)} for ${environment}: ${why}. Raise wait-timeout, or ${instead}.`,
    { acquired: false, reason, waitedSeconds },
  );
}

/** The error of a wait that was given up, with what was seen last. Every other error stays what it is. */
export function withView(error: unknown, seen: Inspection | undefined, waitedSeconds: number): unknown {
  if (seen === undefined || !(error instanceof UserError)) return error;
  const { reason } = error instanceof RefusedError ? error.refusal : seen;
  return new RefusedError(error.message, { acquired: false, reason, waitedSeconds, seen });
}

/** @throws RefusedError when the refusal is to be an error */
export function refuse(
  { reason, act }: Refused,
  environment: string,
  waitedSeconds: number,
  seen?: Inspection,
): Refusal {
  const refusal: Refusal = { acquired: false, reason, waitedSeconds, ...(seen && { seen }) };
  if (act === 'skip') return refusal;
  throw new RefusedError(
    `${environment} cannot be deployed now: ${formatReason(reason)}. ${WAY_OUT[reason.code]}`,
    refusal,
  );
}
