import type { Clock } from '@signalbox/runner/clock';
import type { Env } from '@signalbox/runner/inputs';
import { readJob } from '@signalbox/runner/job';
import type { Log } from '@signalbox/runner/log';
import type { Step } from '@signalbox/runner/step';
import { virtualClock } from './clock.ts';
import { seededRandom } from './service/random.ts';

/** A step in memory that keeps all it was told, for tests of `run(inputs, ports)`. */
export interface RecordedStep extends Step {
  readonly lines: string[];
  readonly annotations: { level: 'notice' | 'warning' | 'error'; line: string; title?: string }[];
  readonly outputs: Record<string, string>;
  readonly states: Record<string, string>;
  readonly exported: Record<string, string>;
  readonly masked: string[];
  /** What commands wrote. */
  readonly passed: string[];
  readonly summaries: string[];
  cancel(): void;
}

const DEFAULTS: Env = {
  GITHUB_REPOSITORY: 'octo/shop',
  GITHUB_RUN_ID: '7001',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_WORKFLOW: 'deploy',
  GITHUB_JOB: 'deploy',
  GITHUB_ACTOR: 'mona',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF_NAME: 'main',
};

export function recordedStep(options: { env?: Env; clock?: Clock; seed?: number } = {}): RecordedStep {
  const env = { ...DEFAULTS, ...options.env };
  const controller = new AbortController();
  const record = {
    lines: [] as string[],
    annotations: [] as RecordedStep['annotations'],
    outputs: {} as Record<string, string>,
    states: {} as Record<string, string>,
    exported: {} as Record<string, string>,
    masked: [] as string[],
    passed: [] as string[],
    summaries: [] as string[],
  };
  return {
    ...record,
    env,
    job: readJob(env),
    log: recordingLog(record.lines, record.annotations),
    clock: options.clock ?? virtualClock(),
    random: seededRandom(options.seed ?? 1),
    cancelled: controller.signal,
    cancel: () => controller.abort('SIGINT'),
    output: (name, value) => {
      record.outputs[name] = String(value);
    },
    saveState: (name, value) => {
      record.states[name] = value;
    },
    state: (name) => record.states[name] ?? '',
    exportVariable: (name, value) => {
      record.exported[name] = value;
    },
    mask: (value) => record.masked.push(value),
    passThrough: (bytes) => void record.passed.push(bytes.toString()),
    summary: async (markdown) => void record.summaries.push(markdown),
  };
}

function recordingLog(lines: string[], annotations: RecordedStep['annotations'], prefix = ''): Log {
  const annotate = (level: 'notice' | 'warning' | 'error') => (line: string, title?: string) =>
    void annotations.push(title === undefined ? { level, line } : { level, line, title });
  return {
    info: (line) => void lines.push(prefix + line),
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    folded: (title, body) => void lines.push(prefix + title, ...body.map((line) => prefix + line)),
    group: (title, body) => {
      lines.push(prefix + title);
      return body();
    },
    with: (more) => recordingLog(lines, annotations, prefix + more),
  };
}
