import type { Slack } from './port.ts';

export interface ConnectOptions {
  readonly token: string;
  /** Another one for GovSlack, a proxy or a test server. */
  readonly apiUrl: string;
}

/** Loads the SDK. Sends nothing. */
export async function connectSlack(_options: ConnectOptions): Promise<Slack> {
  throw new Error('not yet');
}
