import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { revertOf, revertsIn } from './reverts.ts';

const [DEPLOYED, OTHER, BY, LATER] = ['a1', 'b2', 'c3', 'd4'].map((two) => two.repeat(20)) as [
  string,
  string,
  string,
  string,
];

test("git's own words name what is reverted, also among others in a squashed message", () => {
  const message = `Undo two (#12)\n\n* Revert "x"\n\nThis reverts commit ${DEPLOYED}.\n\n* Revert "y"\n\nThis reverts commit ${OTHER.slice(0, 8)}.`;
  const reverts = revertsIn([{ sha: BY, message }]);
  expect(revertOf(DEPLOYED, reverts)).toBe(BY);
  expect(revertOf(OTHER.toUpperCase(), reverts)).toBe(BY);
  expect(revertOf(LATER, reverts)).toBeUndefined();
});

test('the newest of several is named', () => {
  const commits = [BY, LATER].map((sha) => ({ sha, message: `This reverts commit ${DEPLOYED}.` }));
  expect(revertOf(DEPLOYED, revertsIn(commits))).toBe(LATER);
});

test.each([
  `reverts ${DEPLOYED}`,
  `This reverts commit ${DEPLOYED.slice(0, 6)}.`,
  `This reverts commit ${DEPLOYED}0.`,
  `Reverts octo/shop#12`,
])('%s is none', (message) => expect(revertsIn([{ sha: BY, message }]).size).toBe(0));

test('nothing but hexadecimal names is taken from any message', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const reverts = revertsIn([{ sha: BY, message: `${before}This reverts commit ${after}` }]);
      for (const named of reverts.keys()) expect(named).toMatch(/^[0-9a-f]{7,40}$/);
    }),
  );
});
