// Writes packages/simulator/fixtures/timelines from the plans: npx tsx packages/simulator/src/cloudformation/write-fixtures.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLANS } from './plans.ts';
import { synthesize } from './synthesize.ts';

const folder = join(import.meta.dirname, '../../fixtures/timelines');
mkdirSync(folder, { recursive: true });
for (const plan of PLANS) {
  writeFileSync(join(folder, `${plan.name}.json`), `${JSON.stringify(synthesize(plan), null, 1)}\n`);
}
