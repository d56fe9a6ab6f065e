import { expect, test } from '@jest/globals';
import { schema } from '@octokit/graphql-schema';
import { simulatedSchema, trimSchema } from './schema.ts';

test('the simulated schema is the part of GitHub’s that it says it is', () => {
  expect(simulatedSchema()).toBe(trimSchema(schema.idl));
});
