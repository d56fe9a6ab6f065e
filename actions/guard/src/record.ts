import type { Detached } from '@signalbox/runner/background';
import type { RunningCommand } from '@signalbox/runner/command';
import type { Step } from '@signalbox/runner/step';
import type { Verdict } from './verdict.ts';

/** The one thing that the main step keeps for the post step. */
export interface Saved {
  readonly correlationId?: string;
  /** What Slack heard of our place in the queue: that we wait, and then how that ended. */
  readonly queue?: 'waits' | 'ended';
  /** When the deployment began, in milliseconds: the post step has something to finish. */
  readonly began?: number;
  /** The job had failed already: a rollback, say. */
  readonly failedBefore?: boolean;
  /** Where what the watch must know in addition to its inputs is kept. */
  readonly directory?: string;
  /** The process that watches while the job's own steps run. */
  readonly monitor?: Monitor;
  /** Why there is none although something was to be watched. */
  readonly notStarted?: string;
  /** The deployment by commands: what it was at, and what runs. */
  readonly command?: CommandRecord;
  /** All is said and released. */
  readonly over?: boolean;
}

export interface Monitor {
  readonly detached: Detached;
  /** Inputs that this step does not have itself. */
  readonly given: Readonly<Record<string, string | undefined>>;
}

export interface CommandRecord {
  /** In words: "the deploy command ran". */
  readonly doing: string;
  /** When that began, in milliseconds. */
  readonly since?: number;
  readonly running?: RunningCommand;
  /** How it ended, from when that is known: who finds this process killed says the same again. */
  readonly verdict?: Verdict;
  /** The step itself saw the cancellation, and has ended what ran. */
  readonly cancelled?: boolean;
}

const STATE = 'deployment';

/** Reads and updates it; each update is saved at once, since this process may be killed at any moment. */
export interface Records {
  read(): Saved;
  update(more: Saved): void;
}

export function openRecords(step: Pick<Step, 'state' | 'saveState'>): Records {
  const text = step.state(STATE);
  let saved: Saved = text === '' ? {} : (JSON.parse(text) as Saved);
  return {
    read: () => saved,
    update: (more) => {
      saved = { ...saved, ...more };
      step.saveState(STATE, JSON.stringify(saved));
    },
  };
}

/** The runner hands a step's state to its post step only. One that also finishes in main reads what it saved from memory. */
export function remembering<S extends Pick<Step, 'state' | 'saveState'>>(step: S): S {
  const memory = new Map<string, string>();
  return {
    ...step,
    state: (name: string) => memory.get(name) ?? step.state(name),
    saveState: (name: string, value: string) => {
      memory.set(name, value);
      step.saveState(name, value);
    },
  };
}
