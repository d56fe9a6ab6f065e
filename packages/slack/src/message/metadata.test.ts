import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderHead } from '../render/head.ts';
import { stateWords } from '../render/words.ts';
import { reminderAt, reminderText } from '../thread/reminder.ts';
import { fromSlackMetadata, parseState, publicState } from './metadata.ts';
import { applyEvent } from './state.ts';

const kept = (facts: object) => publicState(applyEvent(undefined, { kind: 'start', facts }, 1000)).facts;

const STACK_PAGE = `https://us-gov-west-1.console.amazonaws-us-gov.com/cloudformation/home?region=us-gov-west-1#/stacks/events?stackId=${encodeURIComponent(
  `arn:aws-us-gov:cloudformation:us-gov-west-1:123456789012:stack/${'s'.repeat(128)}/0b2f3c50-1111-11ee-be56-0242ac120002`,
)}&viewNested=true`;

test('the page of a stack with the longest name goes on as it is', () => {
  expect(kept({ consoleUrl: STACK_PAGE })).toEqual({ consoleUrl: STACK_PAGE });
});

test('a text is cut; an address that is too long is left out, and so is what nobody needs', () => {
  const facts = { reason: 'x'.repeat(300), url: `https://example.com/${'x'.repeat(500)}`, email: 'a@b.c' };
  expect(kept(facts)).toEqual({ reason: `${'x'.repeat(199)}…` });
});

const anything = fc.anything({ maxDepth: 2 });
const forged = fc.record({
  state: fc.oneof(fc.constantFrom('running', 'failed', 'toString'), anything),
  startedAt: fc.oneof(fc.double(), anything),
  asOf: fc.oneof(fc.double(), anything),
  episode: anything,
  announced: fc.oneof(fc.array(anything), anything),
  facts: fc.oneof(
    anything,
    fc.dictionary(
      fc.constantFrom('environment', 'reason', 'sha', 'actor', 'runUrl', 'progress', 'finish', 'activity'),
      fc.oneof(anything, fc.record({ expected: anything, latest: anything })),
    ),
  ),
});

test.each(['episode', 'revision'])('a %s that is an object is none', (name) => {
  const odd = { [name]: { toString: '' } };
  const story = { state: 'running', startedAt: 0, asOf: 0, facts: {}, ...odd };
  expect(parseState(story)).toMatchObject({ episode: 1 });
  const raw = { event_type: 'signalbox', event_payload: { id: 'x', ...odd } };
  expect(fromSlackMetadata(raw)).toMatchObject({ id: 'x', revision: 0 });
});

test('whatever an app wrote into the metadata of a message, it is shown or not known', () => {
  fc.assert(
    fc.property(forged, (raw) => {
      const deployment = parseState(raw);
      if (deployment === undefined) return;
      expect(renderHead(deployment).text).toContain(stateWords(deployment));
      expect(reminderText(deployment, '1-production')).toContain('1-production');
      expect(reminderAt(deployment)).not.toBeNaN();
    }),
    { numRuns: 500 },
  );
});
