import { expect, test } from '@jest/globals';
import { handOnUnknown, UNKNOWN_VARIABLE, unknownIn, unknownLine } from './unknown.ts';

function step(env: Record<string, string> = {}) {
  const exported: Record<string, string> = {};
  const exportVariable = (name: string, value: string) => {
    exported[name] = value;
  };
  return { env, exportVariable, exported };
}

test('what a step lost sight of is unknown to the later ones until one of them has seen it', () => {
  const first = step();
  handOnUnknown(first, { shop: 'the credentials expired', 'c/web': 'outage\n::error::x' }, []);
  expect(unknownIn(first.exported)).toEqual({
    shop: 'the credentials expired',
    'c/web': 'outage ::error::x',
  });
  const second = step(first.exported);
  handOnUnknown(second, {}, ['shop']);
  expect(unknownLine(unknownIn(second.exported))).toBe('c/web: outage ::error::x');
  const third = step(second.exported);
  handOnUnknown(third, {}, ['c/web']);
  expect(unknownLine(unknownIn(third.exported))).toBeUndefined();
});

test('nothing is handed on where nothing is unknown', () => {
  const only = step();
  handOnUnknown(only, {}, ['shop']);
  expect(only.exported).toEqual({});
});

test.each(['[1]', 'null', 'not json', '{"a"'])(
  'what another step wrote there counts, never throws: %s',
  (text) => {
    expect(unknownLine(unknownIn({ [UNKNOWN_VARIABLE]: text }))).toBe(`the deployment: ${text}`);
  },
);
