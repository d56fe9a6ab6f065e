import type { GroupMember } from '@signalbox/registry/ports';
import { UserError } from '@signalbox/runner/errors';
import type { Context } from './context.ts';
import type { TurnInputs } from './inputs.ts';

/** The native concurrency group as the output `concurrency-group` has it. */
export interface ShownGroup {
  readonly name: string;
  /** Whether this run (or job) holds it. */
  readonly holds: boolean;
  readonly members: readonly GroupMember[];
}

/** @throws UserError when `require-concurrency-group` is set and this run does not verifiably hold the group */
export async function requireGroup(context: Context<TurnInputs>): Promise<ShownGroup | undefined> {
  const { inputs, step, ports } = context;
  const name = inputs['require-concurrency-group'];
  if (name === undefined) return undefined;
  const own = await ports.groups.ofRun(step.job.repository, step.job.runId);
  if (own === undefined)
    throw new UserError(
      `Input "require-concurrency-group": GitHub does not tell which groups this run holds; it needs the permission actions: read, and GitHub Enterprise Server has no such API.`,
    );
  const job = inputs['check-run-id'];
  const holds = own.some(
    (group) =>
      group.holds &&
      sameName(group.name, name) &&
      (group.jobId === undefined || job === undefined || group.jobId === job),
  );
  if (!holds)
    throw new UserError(
      `Input "require-concurrency-group": this run does not hold the group "${name}". Give the job (or workflow) concurrency: { group: ${name}, queue: max }.`,
    );
  return { name, holds, members: await ports.groups.members(step.job.repository, name) };
}

/** The group asked for, or the first one this run is in; undefined where there is none to see. */
export async function showGroup({
  inputs,
  step,
  ports,
}: Context<TurnInputs>): Promise<ShownGroup | undefined> {
  const { repository, runId } = step.job;
  const own = (await ports.groups.ofRun(repository, runId)) ?? [];
  const name = inputs['require-concurrency-group'] ?? own[0]?.name;
  if (name === undefined) return undefined;
  const holds = own.some((group) => group.holds && sameName(group.name, name));
  return { name, holds, members: await ports.groups.members(repository, name) };
}

/** Group names are not case sensitive (docs: control workflow concurrency). */
const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export function groupLine({ name, holds, members }: ShownGroup): string {
  const holder = members.find((member) => member.holds);
  const waiting = members.filter((member) => !member.holds).length;
  const who = holds ? 'held by this run' : holder ? `held by run ${holder.runId}` : 'free';
  return `Concurrency group ${name}: ${who}${waiting > 0 ? `, ${waiting} waiting` : ''}.`;
}
