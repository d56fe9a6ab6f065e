/** A GitHub deployment that is none: it remembers something in its payload, which nobody can change afterwards. */
export interface StoredRecord {
  readonly id: number;
  /** Who made it, by GitHub's word; empty when the account is gone. */
  readonly creator: string;
  readonly createdAt: number;
  /** Undefined when it is no object. */
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

export interface RecordDraft {
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** For people on GitHub's deployments page. */
  readonly description: string;
}
