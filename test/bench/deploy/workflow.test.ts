import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { startWorkflow } from './workflow.ts';

const home = mkdtempSync(join(tmpdir(), 'workflow-'));
afterAll(() => rmSync(home, { recursive: true }));

const INPUTS = {
  environment: { type: 'string' },
  'smoke-command': { type: 'string' },
  bake: { type: 'string', default: '0' },
};
const OUTPUTS = {
  smoked: '${{ steps.smoke.outcome }}',
  said: '${{ steps.deploy.outputs.said }} ${{ inputs.bake }}',
};

async function play(steps: readonly object[], inputs: Readonly<Record<string, unknown>>) {
  mkdirSync(join(home, '.github/workflows'), { recursive: true });
  const job = { env: { PLACE: '${{ inputs.environment }}' }, outputs: OUTPUTS, steps };
  const workflow = { on: { workflow_call: { inputs: INPUTS } }, jobs: { deploy: job } };
  writeFileSync(join(home, '.github/workflows/deploy.yml'), JSON.stringify(workflow));
  const lines: string[] = [];
  const { ended } = startWorkflow(
    home,
    { inputs, secrets: {} },
    {
      github: githubContext({ token: 'ghs_example', api_url: 'http://127.0.0.1:9' }),
      onLine: ({ line }) => lines.push(line),
    },
  );
  return { ...(await ended), lines };
}

const DEPLOY = { id: 'deploy', run: 'echo "to $PLACE"; echo "said=well" >>"$GITHUB_OUTPUT"' };
const SMOKE = {
  id: 'smoke',
  if: "${{ steps.deploy.outcome == 'success' && inputs.smoke-command != '' }}",
  run: '$COMMAND',
  env: { COMMAND: '${{ inputs.smoke-command }}' },
};
const UNDO = { id: 'undo', if: "${{ failure() && steps.smoke.outcome == 'failure' }}", run: 'echo undone' };

test('steps run by their conditions, with inputs, variables and outputs', async () => {
  const end = await play([DEPLOY, SMOKE, UNDO], { environment: 'staging' });
  expect(end).toMatchObject({ status: 'success', outputs: { smoked: 'skipped', said: 'well 0' } });
  expect(end).toMatchObject({ lines: ['to staging'], steps: ['deploy: success'] });
});

test('a failure is seen by the steps after it', async () => {
  const end = await play([DEPLOY, SMOKE, UNDO], {
    environment: 'staging',
    'smoke-command': 'false',
    bake: '1m',
  });
  expect(end).toMatchObject({ status: 'failure', outputs: { smoked: 'failure', said: 'well 1m' } });
  expect(end.steps).toEqual(['deploy: success', 'smoke: failure', 'undo: success']);
});

test('what is not played is refused', async () => {
  await expect(play([{ uses: 'somebody/action@v1' }], {})).rejects.toThrow('no stand-in for somebody/action');
  await expect(play([DEPLOY], { nonsense: 1 })).rejects.toThrow('no input nonsense');
});
