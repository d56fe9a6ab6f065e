import { type CommandEnd, commandFailure, type RunningCommand } from '@signalbox/runner/command';
import type { Env } from '@signalbox/runner/inputs';
import type { Seen } from '../../../monitor/src/background.ts';
import type { WatchInputs } from '../../../monitor/src/inputs.ts';
import { sayEnd } from '../../../monitor/src/outputs.ts';
import { watches } from '../watch.ts';
import { factsFor, freshCredentials } from './environment.ts';
import type { EarlierFiles } from './files.ts';
import type { Given } from './given.ts';
import type { Deployment } from './phases.ts';
import { openCommandGate, type Ran, runScript, type Script } from './run.ts';
import { type CommandWatch, watchCommand } from './watch.ts';

/** What goes on from one phase to the next in this process. Unlike the deployment it is not kept for another one. */
export interface UnderWay {
  /** What the commands so far exported for later ones. */
  readonly exported: Ran['exported'];
  /** Of what the last command began. */
  readonly watch?: CommandWatch | undefined;
  readonly files: EarlierFiles;
  /** Slack is notified of the rollback meanwhile. */
  readonly announcing?: Promise<void>;
}

export const NOTHING_UNDER_WAY: UnderWay = {
  exported: { env: {}, path: [] },
  files: { kind: 'no-checkout' },
};

/** What came of a phase, and what goes on after it. */
interface Performed {
  readonly came: Partial<Deployment>;
  readonly underWay?: Partial<UnderWay>;
}

/** Does one phase. */
export type Perform = (at: Deployment, given: Given, underWay: UnderWay) => Promise<Performed>;

/** Runs a command; with a watch (of the step's inputs, but for `watched`) where anything is to be watched. */
export async function runOne(
  script: Script,
  { reporter, commands, turn, directory }: Given,
  { exported, watch: before }: UnderWay,
  watched?: Partial<WatchInputs>,
): Promise<{ readonly end: CommandEnd; readonly underWay: Pick<UnderWay, 'exported' | 'watch'> }> {
  const { step, records, inputs } = reporter;
  const gate = openCommandGate(step);
  const to = { directory, deploymentId: turn.deploymentId, log: gate.log };
  const begins = watched !== undefined && watches(inputs);
  const watch = begins ? watchCommand(reporter, { ...to, inputs: watched }) : before;
  const { command = { doing: '' } } = records.read();
  const started = (running: RunningCommand) => records.update({ command: { ...command, running } });
  const ran = await runScript(script, { step, commands, exported, gate, started });
  records.update({ command });
  const failed = commandFailure(script.name, ran.end);
  if (failed !== undefined) step.log.info(`${failed}.`);
  if (watched !== undefined) watch?.over(failed === undefined);
  return { end: ran.end, underWay: { exported: ran.exported, watch } };
}

/** What the watch under way saw, once it is over. */
export async function watchEnd({ reporter }: Given, { watch }: UnderWay): Promise<Seen> {
  const seen = (await watch?.seen) ?? { summary: '' };
  sayLast(seen, reporter.step);
  return seen;
}

/** The last lines of a watch. */
export function sayLast(seen: Seen, { log }: Given['reporter']['step']): void {
  if (seen.report !== undefined) sayEnd(seen.report, log);
}

/** The job's own files. */
export const here = ({
  commands: { workspace, workingDirectory },
}: Given): Pick<Script, 'workspace' | 'workingDirectory'> => ({ workspace, workingDirectory });

/** What a command finds in its environment: the facts, and where `fresh`, new AWS credentials. */
export const variables = async (
  { reporter, turn }: Given,
  previousSha: string,
  fresh: boolean,
): Promise<Env> => ({
  ...factsFor(reporter, turn, previousSha),
  ...(fresh ? await freshCredentials(reporter) : {}),
});
