import type { Clock } from '@signalbox/runner/clock';
import { type SimulatedEvent, type SimulatedStack, viewStack } from './stack.ts';
import { isOwn } from './timeline.ts';
import type { AwsError } from './xml.ts';

/** The simulated account in one region. */
export interface Account {
  readonly stacks: SimulatedStack[];
  readonly clock: Clock;
  /** How much faster than recorded timelines are played. */
  readonly speed: number;
  /** Actions that the credentials may not call. */
  readonly denied: Set<string>;
}

/** What the caller gets instead of an answer. */
export class Refusal extends Error {
  readonly error: AwsError;
  constructor(error: AwsError) {
    super(error.message);
    this.error = error;
  }
}

export const validation = (message: string) => new Refusal({ status: 400, code: 'ValidationError', message });

/** The stack of that name as it is now. @throws Refusal when there is none */
export function named(
  account: Account,
  parameters: URLSearchParams,
  missing = (name: string) => `Stack with id ${name} does not exist`,
) {
  const name = parameters.get('StackName') ?? '';
  const view = viewStack(account.stacks, name, account.clock.now());
  if (!view) throw validation(missing(name));
  return view;
}

/** Of several stacks that had one name after another: the one that is there, else the first that is still to come. */
export function root(account: Account, parameters: URLSearchParams): SimulatedStack {
  const name = parameters.get('StackName') ?? '';
  const now = account.clock.now();
  const named = account.stacks.filter((one) => one.name === name || one.arn === name);
  const stack =
    named.find(({ arn }) => viewStack(account.stacks, name, now)?.arn === arn) ??
    named.find(({ coming }) => coming.length > 0) ??
    named[0];
  if (!stack) throw validation(`Stack [${name}] does not exist`);
  return stack;
}

export const isOwnOf = ({ arn }: SimulatedStack, event: SimulatedEvent) =>
  event.stackId === arn && isOwn(event);
