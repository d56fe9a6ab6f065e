import type { GitHubSimulator } from '@signalbox/simulator/github/server';

const MINUTE_MS = 60_000;

/** What the busiest registry used of what GitHub allows it in an hour (writes in a minute, too), and all together. */
export interface Used {
  readonly rest: number;
  readonly points: number;
  readonly writes: number;
  readonly writesAMinute: number;
  /** Of all registries: what GitHub counts, and what its limits refused. */
  readonly all: {
    readonly rest: number;
    readonly graphql: number;
    readonly unchanged: number;
    readonly writes: number;
  };
  readonly limited: number;
}

/** Watches the answers: GitHub itself says what it counted. */
export function requestMeter(github: GitHubSimulator) {
  const most = { rest: 0, points: 0, writes: 0, writesAMinute: 0 };
  const all = { rest: 0, graphql: 0, unchanged: 0, writes: 0 };
  let limited = 0;

  function saw(budget: string, method: string, { headers, status }: Response): void {
    const graphql = headers.get('x-ratelimit-resource') === 'graphql';
    const used = Number(headers.get('x-ratelimit-used') ?? 0);
    if (status === 403) limited += 1;
    else if (status === 304) all.unchanged += 1;
    else all[graphql ? 'graphql' : 'rest'] += 1;
    if (graphql) most.points = Math.max(most.points, used);
    else most.rest = Math.max(most.rest, used);
    if (method === 'GET' || graphql || status >= 300) return;
    all.writes += 1;
    const { writesOfHour } = github.usage(budget);
    const lastMinute = writesOfHour.filter((at) => at > github.state.clock.now() - MINUTE_MS);
    most.writes = Math.max(most.writes, writesOfHour.length);
    most.writesAMinute = Math.max(most.writesAMinute, lastMinute.length);
  }

  return {
    fetch:
      (budget: string): typeof fetch =>
      async (input, init) => {
        const answer = await github.fetch(input, init);
        saw(budget, init?.method ?? 'GET', answer);
        return answer;
      },
    used: (): Used => ({ ...most, all: { ...all }, limited }),
  };
}
