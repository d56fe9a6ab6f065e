import { type Span, secondsOf, spanKey } from '../model/span.ts';
import { isInProgress } from '../model/status.ts';
import { isRollingBack, suspected } from '../progress/tracker.ts';
import type { FollowPorts, Inspect, Watched } from './ports.ts';

/** Types whose own service tells of trouble long before CloudFormation does. */
const TELLING = /^AWS::ECS::(Service|ExpressGatewayService)$/;
/** Tasks need a moment to start and to die. */
const FIRST_INSPECTION_SECONDS = 30;
const PAUSE_SECONDS = 30;
/** What was well for long is inspected more rarely: this share of its time, up to so many seconds. */
const PAUSE_SHARE = 0.1;
const LONGEST_PAUSE_SECONDS = 120;

/**
 * Inspects rarely, and one resource at a time: evidence is worth having, not worth the account's calls. Nor does it hold
 * up the watch: what is found counts at the next poll of the stack.
 */
export function openEvidence(watched: Watched, { inspect, limiter, notice }: FollowPorts) {
  const inspectedAt = new Map<string, number>();
  const told = new Map<string, string>();
  let inspecting = false;

  const isDue = (span: Span, now: number) => {
    const rare = Math.min(LONGEST_PAUSE_SECONDS, PAUSE_SHARE * secondsOf(span, now));
    const pause = Math.max(PAUSE_SECONDS, rare) * 1000 * limiter.backpressure();
    const before = inspectedAt.get(spanKey(span)) ?? Number.NEGATIVE_INFINITY;
    return secondsOf(span, now) >= FIRST_INSPECTION_SECONDS && now - before >= pause;
  };
  const judge = async (span: Span, inspect: Inspect): Promise<void> => {
    inspecting = true;
    const suspicion = await inspect(span).catch(() => undefined);
    inspecting = false;
    const key = spanKey(span);
    if (watched.tracker.attempt?.decided !== undefined) return;
    if (suspicion === undefined || told.get(key) === suspicion.words) return;
    told.set(key, suspicion.words);
    if (suspicion.stalled) watched.tracker = suspected(watched.tracker, span, suspicion.words);
    else notice({ kind: 'early-warning', span, words: suspicion.words });
  };
  /** Begins to inspect the resource that was not inspected for longest, where one is due. */
  const inspectNext = (now: number): void => {
    if (inspect === undefined || inspecting || isRollingBack(watched.tracker)) return;
    const [span] = watched.tracker.record.spans
      .filter(isTelling)
      .filter((span) => isDue(span, now))
      .toSorted((a, b) => (inspectedAt.get(spanKey(a)) ?? 0) - (inspectedAt.get(spanKey(b)) ?? 0));
    if (span === undefined) return;
    inspectedAt.set(spanKey(span), now);
    void judge(span, inspect);
  };
  return { inspectNext };
}

const isTelling = ({ status, type, action, physicalId }: Span) =>
  isInProgress(status) && TELLING.test(type) && action !== 'DELETE' && physicalId !== '';
