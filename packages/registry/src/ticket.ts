/** What a step must remember to end its registration whatever happens: small, and without secrets. */
export interface Ticket {
  readonly environment: string;
  readonly nonce: string;
  /** Absent until the answer to the creation has arrived. */
  readonly deploymentId?: number;
  /** Id of the status that made it hold: the fencing token. Absent until then. */
  readonly holdId?: number;
  /** When that was, by the server's clock. */
  readonly heldSince?: number;
}

export const formatTicket = (ticket: Ticket): string => JSON.stringify(ticket);

/** The ticket a main step saved, or undefined when there is none. */
export function parseTicket(saved: string): Ticket | undefined {
  if (saved === '') return undefined;
  return JSON.parse(saved) as Ticket;
}
