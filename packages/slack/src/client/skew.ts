/**
 * Runners keep time by themselves, and a self-hosted one may be minutes off, while a message's `ts` is Slack's time.
 * What is looked for has an id that no other message has, so a wide window costs nothing.
 */
const SKEW_SECONDS = 15 * 60;

/** Seconds since the epoch by Slack's clock: nothing sent at `at` (ours, in milliseconds) or later is older. */
export const notBefore = (at: number): number => Math.max(0, Math.floor(at / 1000) - SKEW_SECONDS);
