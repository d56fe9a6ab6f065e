// Which inputs a user meets first. The tables of the READMEs and each action.yml list inputs in this order (scripts/docs.ts).
// An input has one place, whichever actions have it; a new one belongs here, too (test/docs-tables.test.ts).

export interface Tier {
  readonly title: string;
  readonly inputs: readonly string[];
}

/** The most inputs of one action that a first look may show. */
export const MOST_TO_START_WITH = 8;

const START: Tier = {
  title: 'Start with these',
  inputs: [
    ...[
      'operation',
      'event',
      'environment',
      'environments',
      'window',
      'deploy-command',
      'stack-name',
      'aws-region',
    ],
    ...['ecs-service', 'health-url', 'slack-token', 'updates-channel'],
  ],
};

export const TIERS: readonly Tier[] = [
  START,
  {
    title: 'Commands',
    inputs: ['smoke-command', 'rollback-command', 'shell', 'working-directory', 'command-timeout'],
  },
  {
    title: 'Queue',
    inputs: [
      ...['wait-timeout', 'on-busy', 'priority', 'on-outdated', 'promoted-from', 'ref'],
      ...[
        'reason',
        'state',
        'deployment-id',
        'older-than',
        'keep',
        'review-issue',
        'environment-url',
        'description',
      ],
    ],
  },
  {
    title: 'Watch',
    inputs: [
      ...['mode', 'fail-on', 'on-cancel', 'role-to-assume', 'timeout', 'start-timeout', 'stall-after'],
      ...['health-timeout', 'health-status', 'health-successes', 'health-follow-redirects'],
    ],
  },
  {
    title: 'Bake',
    inputs: ['bake', 'bake-alarms', 'bake-query', 'bake-query-url', 'bake-query-token', 'bake-on-breach'],
  },
  {
    title: 'Slack and pager',
    inputs: [
      ...[
        'message',
        'interact-channel',
        'mentions',
        'slack-webhook-url',
        'fields',
        'url',
        'thread-ts',
        'severity',
      ],
      ...['on-duty', 'pager-url', 'pager-key', 'root-cause', 'active', 'progress', 'console-url'],
    ],
  },
  {
    title: 'Questions',
    inputs: [
      ...['question', 'options', 'allowed-users', 'required-answers', 'self-approval'],
      ...['answer-timeout', 'default-answer'],
    ],
  },
  {
    title: 'Estimate',
    inputs: [
      ...['started-at', 'elapsed-seconds', 'estimated-seconds', 'estimated-seconds-p80'],
      ...['change-set', 'template', 'history-limit', 'foreign-history'],
    ],
  },
  {
    title: 'Report',
    inputs: ['compare-window', 'formats', 'path'],
  },
  {
    title: 'Telemetry',
    inputs: ['otlp-endpoint', 'otlp-headers', 'metrics-path', 'log-path'],
  },
  {
    title: 'Rarely needed',
    inputs: [
      ...['github-token', 'repository', 'correlation-id', 'on-registry-error', 'require-concurrency-group'],
      ...['settle', 'max-hold', 'claim-timeout', 'poll-interval', 'delivery-budget', 'fail-on-error'],
      ...['dry-run', 'slack-api-url', 'job-status', 'check-run-id'],
    ],
  },
];

/** The tiers of an action that has these inputs, in order, without empty ones. @throws Error for an input without a tier */
export function tiersOf(names: readonly string[]): readonly Tier[] {
  const known = new Set(TIERS.flatMap(({ inputs }) => inputs));
  const stray = names.find((name) => !known.has(name));
  if (stray !== undefined) throw new Error(`input "${stray}" has no tier: give it one in scripts/tiers.ts`);
  return TIERS.map(({ title, inputs }) => ({
    title,
    inputs: inputs.filter((name) => names.includes(name)),
  })).filter(({ inputs }) => inputs.length > 0);
}
