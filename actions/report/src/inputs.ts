import { correlationIdInput, githubToken, repository } from '@signalbox/runner/common-inputs';
import { duration, type Inputs, list, text, withDefault } from '@signalbox/runner/inputs';

const DAY_SECONDS = 86_400;

/** What can be written. */
export type Format = 'html' | 'markdown' | 'json' | 'csv';

export const inputs = {
  environments: list('deployment environments, such as production', /^[^\p{Cc}]{1,255}$/u),
  window: withDefault(duration(DAY_SECONDS), '90d'),
  'compare-window': duration(DAY_SECONDS),
  formats: {
    ...list('formats of html, markdown, json and csv', /^(html|markdown|json|csv)$/),
    default: 'html,markdown,json,csv',
  },
  path: withDefault(text('the path of a folder'), 'signalbox-report'),
  'github-token': githubToken,
  repository,
  'correlation-id': correlationIdInput,
};

export const outputs = [
  'report-path',
  'deployment-frequency',
  'lead-time-seconds',
  'change-failure-rate',
  'recovery-seconds',
  'rework-rate',
  'sample-size',
  'window-days',
  'change-points',
  'baseline-path',
  'verdict',
] as const;

export type ReportInputs = Inputs<typeof inputs>;
