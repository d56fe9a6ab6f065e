import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { events, hostile } from '../../test/arbitraries.ts';
import type { Rendered } from '../message/block.ts';
import { excesses, fit } from '../message/limits.ts';
import { publicState } from '../message/metadata.ts';
import { applyEvent, type DeploymentState } from '../message/state.ts';
import { optionsOf } from '../question/question.ts';
import { renderAnswer, renderQuestion } from '../question/render.ts';
import { renderHead } from './head.ts';
import { renderReply } from './reply.ts';

const AT = Date.UTC(2026, 0, 1, 12);

/** Everything that can be live in a message: markup, and elements that name somebody. */
function live(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(live);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, url } = value as Record<string, unknown>;
  const own =
    type === 'mrkdwn'
      ? [...String(text).matchAll(/<[^>]*>?/g)].map(String)
      : ['user', 'usergroup', 'broadcast', 'channel'].includes(String(type))
        ? [JSON.stringify(value)]
        : [];
  const links = typeof url === 'string' ? [`<${url}|>`] : [];
  return [...own, ...links, ...Object.values(value).flatMap(live)];
}

function expectSafe({ text, blocks }: Rendered): void {
  expect(text).not.toMatch(/<|>|https?:\/\//i);
  for (const each of live(blocks)) {
    expect(each).toMatch(/^<https?:\/\/[^\s|<>]+\|[\w ]*>$/);
  }
}

const renderings = (shown: readonly Parameters<typeof applyEvent>[1][]): Rendered[] => {
  let deployment: DeploymentState | undefined;
  return shown.flatMap((event) => {
    deployment = applyEvent(deployment, event, AT);
    const reply = renderReply(event, deployment);
    return [renderHead(deployment), ...(reply === undefined ? [] : [reply])];
  });
};

describe('whatever the facts say', () => {
  test('a message has no live mention, broadcast or foreign markup', () => {
    fc.assert(
      fc.property(events, (shown) => renderings(shown).forEach(expectSafe)),
      { numRuns: 200 },
    );
  });

  test('a message is within the limits of Slack', () => {
    fc.assert(
      fc.property(events, (shown) => {
        for (const rendered of renderings(shown)) expect(excesses(fit(rendered))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('its metadata is small', () => {
    fc.assert(
      fc.property(events, (shown) => {
        const deployment = shown.reduce<DeploymentState | undefined>(
          (before, event) => applyEvent(before, event, AT),
          undefined,
        );
        const size =
          deployment === undefined ? 0 : Buffer.byteLength(JSON.stringify(publicState(deployment)));
        expect(size).toBeLessThan(8000);
      }),
    );
  });

  test('so is a question, open and answered', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, word) => {
        const asked = {
          text,
          options: optionsOf([word, `${word}2`]),
          allowed: [],
          required: 1,
          defaultAnswer: word,
          until: AT,
        };
        const rendered = [
          renderQuestion(
            asked,
            { facts: { environment: text }, called: [] },
            { reactions: true, replies: true },
          ),
          renderAnswer(asked, { environment: text }, { answer: word, by: [], why: 'nobody answered' }),
        ];
        rendered.forEach(expectSafe);
        for (const each of rendered) expect(excesses(fit(each))).toEqual([]);
      }),
    );
  });
});

describe('the head says in one line', () => {
  const facts = {
    environment: 'production',
    progress: 52.4,
    finish: { expected: AT + 600_000, earliest: AT + 500_000, latest: AT + 700_000 },
  };
  const started = applyEvent(
    undefined,
    { kind: 'start', facts: { ...facts, actor: 'mona', sha: 'abc1234def' } },
    AT,
  );

  test('how far it is and when it should be over', () => {
    const deployment = applyEvent(started, { kind: 'progress', facts: {} }, AT + 250_000);
    expect(renderHead(deployment).text).toBe(
      'production is deploying, 52 percent done, 4 min 10 s so far, expected to finish at 12:10 UTC, between 12:08 and 12:11 UTC, started by mona, commit abc1234.'.replace(
        'between 12:08 and',
        'between 12:08 UTC and',
      ),
    );
  });

  test('that it is late', () => {
    const deployment = applyEvent(started, { kind: 'progress', facts: {} }, AT + 800_000);
    expect(renderHead(deployment).text).toContain('late, was expected by 12:11 UTC');
  });

  test.each([
    ['complete', 'was deployed in 5 min'],
    ['failed', 'failed after 5 min'],
    ['rolled-back', 'was rolled back after 5 min'],
    ['cancelled', 'was cancelled after 5 min'],
    ['timed-out', 'ran out of time after 5 min'],
    ['skipped', 'was skipped'],
  ] as const)('that it is %s', (kind, words) => {
    expect(renderHead(applyEvent(started, { kind }, AT + 300_000)).text).toMatch(
      new RegExp(`^production ${words}`),
    );
  });
});
