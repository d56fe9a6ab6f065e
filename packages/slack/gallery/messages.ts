import type { DeploymentEvent, Facts } from '../src/message/event.ts';
import { severityOf } from '../src/message/severity.ts';
import { applyEvent, type DeploymentState } from '../src/message/state.ts';
import { optionsOf } from '../src/question/question.ts';
import { renderAnswer, renderQuestion } from '../src/question/render.ts';
import { renderHead } from '../src/render/head.ts';
import { renderReply } from '../src/render/reply.ts';
import type { Shown } from './svg.ts';

const BOTH = { reactions: true, replies: true };

const START = Date.UTC(2026, 10, 20, 14, 22);
const MINUTE = 60_000;

const facts: Facts = {
  environment: 'production',
  stack: 'shop-api',
  repository: 'octo/shop',
  sha: '4f2a9c1d',
  ref: 'main',
  commitTitle: 'Charge the card only once',
  actor: 'mona',
  actorId: 'U0MONA',
  runUrl: 'https://github.com/octo/shop/actions/runs/1',
  consoleUrl: 'https://console.aws.amazon.com/cloudformation',
  environmentUrl: 'https://shop.example',
  finish: { expected: START + 9 * MINUTE, earliest: START + 7 * MINUTE, latest: START + 13 * MINUTE },
};
const active = {
  sha: '9b1c77e0',
  actor: 'hubot',
  since: START - 6 * MINUTE,
  runUrl: 'https://github.com/octo/shop/actions/runs/0',
};
const progress: Facts = { progress: 58, activity: 'updating ApiService', elapsedSeconds: 310 };

type Timed = readonly [minutes: number, event: DeploymentEvent];
const start: Timed = [0, { kind: 'start', facts }];

/** Each kind of message, by the name of its picture. */
export const gallery: Readonly<Record<string, readonly Shown[]>> = {
  start: thread([start]),
  queued: thread([[0, { kind: 'queued', facts: { ...facts, queuePosition: 1, active } }]]),
  progress: thread([start, [5, { kind: 'progress', facts: progress }]]),
  late: thread([
    start,
    [16, { kind: 'progress', facts: { ...progress, progress: 91, elapsedSeconds: 960 } }],
  ]),
  complete: thread([
    start,
    [8, { kind: 'complete', facts: { message: 'Release 2.14.0: cards are charged once.' } }],
  ]),
  failed: thread([start, [6, { kind: 'failed', facts: failure('ApiService did not stabilize') }]]),
  'rolled-back': thread([
    start,
    [11, { kind: 'rolled-back', facts: failure('ApiService did not stabilize') }],
  ]),
  stalled: thread([
    start,
    [5, { kind: 'progress', facts: progress }],
    [
      12,
      {
        kind: 'stalled',
        facts: { reason: 'ApiService has been updating for 9 min, usually 3 (slower than 49 of 50)' },
      },
    ],
  ]),
  cancelled: thread([start, [3, { kind: 'cancelled', facts: { reason: 'the job was cancelled' } }]]),
  'timed-out': thread([start, [30, { kind: 'timed-out', facts: { reason: 'no end within 30 min' } }]]),
  skipped: thread([
    [0, { kind: 'skipped', facts: { ...facts, reason: 'a newer commit is already deployed' } }],
  ]),
  concurrent: concurrent(),
  question: [{ ...renderQuestion(question(), { facts, called: ['SONCALL'] }, BOTH), at: '14:22' }],
  answer: [{ ...renderAnswer(question(), facts, { answer: 'wait', by: ['U0MONA'] }), at: '14:22' }],
};

function failure(reason: string): Facts {
  const rootCause = [
    'ApiService: ECS deployment circuit breaker: tasks failed to start',
    'Task stopped: CannotPullContainerError: manifest for shop-api:2.14.0 not found',
  ];
  return { reason, rootCause };
}

function thread(timed: readonly Timed[]): Shown[] {
  let deployment: DeploymentState | undefined;
  const replies: Shown[] = [];
  for (const [minutes, event] of timed) {
    const at = START + minutes * MINUTE;
    deployment = applyEvent(deployment, event, at);
    const severity = severityOf(event, 'production', []);
    const called = severity === 'critical' ? ['SONCALL', 'U0MONA'] : severity === 'warning' ? ['U0MONA'] : [];
    const reply = renderReply(event, deployment, called);
    if (reply !== undefined) {
      replies.push({ ...reply, at: clock(at), reply: true, broadcast: severity !== 'info' });
    }
  }
  return deployment === undefined
    ? []
    : [{ ...renderHead(deployment, 'U0MONA'), at: clock(START) }, ...replies];
}

function concurrent(): Shown[] {
  const event: DeploymentEvent = { kind: 'concurrent', facts: { ...facts, active } };
  const reply = renderReply(event, applyEvent(undefined, event, START));
  return reply === undefined ? [] : [{ ...reply, at: clock(START) }];
}

function question() {
  return {
    text: 'hubot is deploying 9b1c77e. What shall 4f2a9c1 do?',
    options: optionsOf(['wait', 'cancel', 'proceed']),
    ...{ allowed: ['U0MONA'], required: 1, defaultAnswer: 'wait', until: START + 15 * MINUTE },
  };
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
