export const SIGNALS = ['traces', 'metrics', 'logs'] as const;
export type Signal = (typeof SIGNALS)[number];

/** Where one signal goes, and how. */
export interface Destination {
  readonly signal: Signal;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly gzip: boolean;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Its requests are signed for this service and region. */
  readonly aws?: { readonly service: string; readonly region: string };
}
