import { type Incoming, type Reply, type Service, startService } from './service/http.ts';

/** An event as a pager took it. */
interface PagedEvent {
  readonly routing_key: string;
  readonly dedup_key: string;
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly payload?: Readonly<Record<string, unknown>>;
}

export interface PagerSimulator extends Service {
  /** For the input `pager-url`. */
  readonly pagerUrl: string;
  /** For the input `pager-key`. */
  readonly key: string;
  readonly events: readonly PagedEvent[];
}

const ACTIONS = ['trigger', 'acknowledge', 'resolve'];

/**
 * PagerDuty's Events API v2: 202 and `success` for an event that is taken, 400 and the faults for one that is none
 * (v2.developer.pagerduty.com/docs/send-an-event-events-api-v2).
 */
export async function startPager(): Promise<PagerSimulator> {
  const events: PagedEvent[] = [];
  const service = await startService({
    handler: (request) => take(events, request),
    faultAnswers: {
      error: (status) => ({ status, headers: { 'content-type': 'text/html' }, body: '<html>Error</html>' }),
      rateLimit: ({ retryAfterSeconds }) => ({
        status: 429,
        headers: { 'retry-after': String(retryAfterSeconds) },
        body: '',
      }),
    },
  });
  return { ...service, events, key: 'R0'.padEnd(32, '0'), pagerUrl: `${service.url}/v2/enqueue` };
}

function take(events: PagedEvent[], { path, body }: Incoming): Reply {
  if (path !== '/v2/enqueue') return json(404, {});
  const event = JSON.parse(body) as Partial<PagedEvent>;
  const faults = [
    event.routing_key?.length === 32 ? '' : "Length of 'routing_key' is incorrect (should be 32 characters)",
    ACTIONS.includes(event.event_action ?? '') ? '' : "'event_action' is missing or invalid",
    event.event_action === 'trigger' && event.payload === undefined ? "'payload' is missing" : '',
  ].filter((fault) => fault !== '');
  if (faults.length > 0) {
    return json(400, { status: 'invalid event', message: 'Event object is invalid', errors: faults });
  }
  events.push(event as PagedEvent);
  return json(202, { status: 'success', message: 'Event processed', dedup_key: event.dedup_key });
}

const json = (status: number, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
