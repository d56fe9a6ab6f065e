// '@jest/globals' of the suite that runs: runtime.cjs gives them before it imports the suite.
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test;

export function setGlobals(given) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } = given);
}
