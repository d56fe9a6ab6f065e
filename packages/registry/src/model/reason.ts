/** Why the turn is, or is not, ours: the words of the contract. */
export type ReasonCode =
  | 'free'
  | 'held'
  | 'queued-behind'
  | 'frozen'
  | 'stack-busy'
  | 'stack-broken'
  | 'outdated'
  | 'not-promoted'
  | 'registry-unavailable';

export interface Reason {
  readonly code: ReasonCode;
  readonly details: string;
}

/** `code: details`, as the output `reason` has it. */
export const formatReason = ({ code, details }: Reason) => (details === '' ? code : `${code}: ${details}`);

/** What is in the way although the queue is free. */
export interface Obstacle {
  readonly reason: Reason;
  readonly act: 'wait' | 'fail' | 'skip' | 'warn';
  /** Said when it is deployed all the same. */
  readonly warning?: string;
}
