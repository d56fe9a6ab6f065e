import { type Span, secondsOf, spanKey } from '../model/span.ts';
import { isInProgress } from '../model/status.ts';
import type { Tracker } from '../progress/tracker.ts';
import type { Limiter } from '../reader/limiter.ts';
import type { Inspect, WatchPorts } from './ports.ts';

/** Types whose own service tells of trouble long before CloudFormation does. */
const TELLING = /^AWS::ECS::(Service|ExpressGatewayService)$/;
/** Tasks need a moment to start and to die. */
const FIRST_LOOK_SECONDS = 30;
const PAUSE_SECONDS = 30;
/** What was well for long is looked at more rarely: this share of its time, up to so many seconds. */
const PAUSE_SHARE = 0.1;
const LONGEST_PAUSE_SECONDS = 120;

/**
 * Looks rarely, and at one resource at a time: evidence is worth having, not worth the account's calls. Nor does it hold
 * up the watch: what is found counts at the next look at the stack.
 */
export function openEvidence(tracker: Tracker, ports: WatchPorts & { readonly limiter: Limiter }) {
  const { inspect, limiter, notice } = ports;
  const lookedAt = new Map<string, number>();
  const told = new Map<string, string>();
  let looking = false;

  const isDue = (span: Span, now: number) => {
    const rare = Math.min(LONGEST_PAUSE_SECONDS, PAUSE_SHARE * secondsOf(span, now));
    const pause = Math.max(PAUSE_SECONDS, rare) * 1000 * limiter.strain();
    const before = lookedAt.get(spanKey(span)) ?? Number.NEGATIVE_INFINITY;
    return secondsOf(span, now) >= FIRST_LOOK_SECONDS && now - before >= pause;
  };
  const judge = async (span: Span, inspect: Inspect): Promise<void> => {
    looking = true;
    const suspicion = await inspect(span).catch(() => undefined);
    looking = false;
    const key = spanKey(span);
    if (tracker.attempt()?.decided !== undefined) return;
    if (suspicion === undefined || told.get(key) === suspicion.words) return;
    told.set(key, suspicion.words);
    if (suspicion.stalled) tracker.suspect(span, suspicion.words);
    else notice({ kind: 'early-warning', span, words: suspicion.words });
  };
  const look = (now: number): void => {
    if (inspect === undefined || looking || tracker.attempt()?.rollbackSince !== undefined) return;
    const working = tracker
      .spans()
      .filter(({ status, type, action, physicalId }) => {
        return isInProgress(status) && TELLING.test(type) && action !== 'DELETE' && physicalId !== '';
      })
      .filter((span) => isDue(span, now))
      .toSorted((a, b) => (lookedAt.get(spanKey(a)) ?? 0) - (lookedAt.get(spanKey(b)) ?? 0));
    const [span] = working;
    if (span === undefined) return;
    lookedAt.set(spanKey(span), now);
    void judge(span, inspect);
  };
  return { look };
}
