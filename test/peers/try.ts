// Runs a workflow file against the simulators, under act: npm run try -- .github/workflows/deploy.yml [EVENT]
// Foreign actions do nothing; `… deploy` of aws, sam, npm and npx updates a simulated stack; Slack is a simulated one.
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { parse } from 'yaml';
import { act, channel, endings, endWorld, startWorld } from './act.ts';
import { withoutBackgroundSteps } from './background-steps.ts';

const USAGE =
  'npm run try -- FILE [EVENT]   FILE: …/.github/workflows/NAME.yml   EVENT: push unless the file has no such';

/** Stacks that steps of the workflow name as they are, without an expression. */
export function stacksIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const mine = 'stack-name' in node ? String(node['stack-name']).split(/[\n,]/) : [];
  const names = mine.map((name) => name.trim()).filter((name) => /^[A-Za-z][\w-]*$/.test(name));
  return [...new Set([...names, ...Object.values(node).flatMap(stacksIn)])];
}

/** The event to play: the one asked for, else push, else the first that the workflow waits for. */
export function eventOf(on: unknown, asked?: string): string {
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on ?? {});
  return asked ?? (names.includes('push') ? 'push' : (names[0] ?? 'push'));
}

async function tryOut(file: string, asked?: string): Promise<number> {
  const workflow = parse(readFileSync(file, 'utf8'));
  const world = await startWorld();
  try {
    for (const stackName of stacksIn(workflow)) {
      const resources = [
        { id: 'Table', type: 'AWS::DynamoDB::Table', seconds: 60 },
        { id: 'Function', type: 'AWS::Lambda::Function', seconds: 40, after: ['Table'] },
      ];
      world.aws.add([synthesize({ name: stackName, stackName, operation: 'UPDATE', resources })]);
    }
    const { exitCode } = await act(world, {
      example: resolve(file, '../../..'),
      workflow: basename(file),
      event: eventOf(workflow.on, asked),
      without: (text) =>
        withoutBackgroundSteps(text).replace(
          /^( *)(updates-channel|interact-channel): .*$/gm,
          '$1$2: ${{ vars.SLACK_CHANNEL }}',
        ),
      heard: (text) => process.stdout.write(text),
    });
    console.log(`\nDeployments: ${endings(world).join(', ') || 'none'}`);
    const { length } = await channel(world);
    console.log(`Slack: ${length} thread${length === 1 ? '' : 's'}`);
    return exitCode ?? 1;
  } finally {
    await endWorld(world);
  }
}

async function main([file, event]: readonly string[]): Promise<number> {
  const isWorkflow = file !== undefined && /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(resolve(file));
  if (isWorkflow && existsSync(file)) return tryOut(file, event);
  console.error(file === undefined || file.startsWith('-') ? USAGE : `No workflow file: ${file}\n${USAGE}`);
  return 2;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
