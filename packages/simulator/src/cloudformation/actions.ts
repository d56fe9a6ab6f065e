import { type Account, isOwnOf, named, Refusal, root, validation } from './account.ts';
import { changesOf, describe, latest, operationEvent, resource, stackEvent, summary } from './describe.ts';
import { begin, cancelUpdate, type SimulatedEvent, viewStack } from './stack.ts';
import type { Fields } from './xml.ts';

type Action = (account: Account, parameters: URLSearchParams) => Fields;

/** DescribeStackResources never returns more (API reference). */
const RESOURCES_LIMIT = 100;

/** What CloudFormation puts on a page of events. */
const EVENTS_PAGE = 100;

/** The actions that can be called, by name. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  DescribeStacks: (account, parameters) => {
    const name = parameters.get('StackName');
    const names = name === null ? account.stacks.map((stack) => stack.name) : [name];
    const views = names.flatMap((one) => viewStack(account.stacks, one, account.clock.now()) ?? []);
    if (name !== null && views.length === 0) throw validation(`Stack with id ${name} does not exist`);
    return { Stacks: views.map(describe) };
  },
  ListStacks: (account, parameters) => {
    // Deleted ones are listed for 90 days (API reference, ListStacks); filters are not played.
    const views = account.stacks.flatMap(
      ({ arn }) => viewStack(account.stacks, arn, account.clock.now()) ?? [],
    );
    const { items, next } = page(views, parameters);
    return { StackSummaries: items.map(summary), NextToken: next };
  },
  DescribeStackEvents: (account, parameters) => {
    const view = named(account, parameters, (name) => `Stack [${name}] does not exist`);
    const { items, next } = page(view.events.toReversed(), parameters);
    return { StackEvents: items.map(stackEvent), NextToken: next };
  },
  DescribeEvents: (account, parameters) => {
    const events = operationEvents(account, parameters);
    const failedOnly = parameters.get('Filters.FailedEvents') === 'true';
    const asked = events.filter(({ status }) => !failedOnly || status.endsWith('_FAILED'));
    const { items, next } = page(asked.toReversed(), parameters);
    return { OperationEvents: items.map((event) => operationEvent(event, events)), NextToken: next };
  },
  ListStackResources: (account, parameters) => {
    const view = named(account, parameters);
    const { items, next } = page(latest(view.events), parameters);
    return { StackResourceSummaries: items.map(resource), NextToken: next };
  },
  DescribeStackResources: (account, parameters) => {
    const view = named(account, parameters);
    const common = { StackName: view.name, StackId: view.arn };
    return {
      StackResources: latest(view.events)
        .slice(0, RESOURCES_LIMIT)
        .map((event) => {
          const { LastUpdatedTimestamp: Timestamp, ...rest } = resource(event);
          return { ...common, ...rest, Timestamp };
        }),
    };
  },
  DescribeChangeSet: (account, parameters) => {
    const stack = root(account, parameters);
    const now = account.clock.now();
    const changes = changesOf(stack, now);
    const { items, next } = page(changes, parameters);
    const executed = stack.events.some(({ at }) => at <= now);
    return {
      ...{ ChangeSetName: parameters.get('ChangeSetName') ?? '', StackId: stack.arn, StackName: stack.name },
      ...{ Status: 'CREATE_COMPLETE', ExecutionStatus: executed ? 'EXECUTE_COMPLETE' : 'AVAILABLE' },
      ...{ Changes: items, NextToken: next },
    };
  },
  GetTemplate: (account, parameters) => {
    const view = named(account, parameters);
    const resources = latest(view.events).map((event) => [event.logicalId, { Type: event.type }]);
    return { TemplateBody: JSON.stringify({ Resources: Object.fromEntries(resources) }) };
  },
  CancelUpdateStack: (account, parameters) => {
    const view = named(account, parameters);
    if (view.status !== 'UPDATE_IN_PROGRESS') {
      throw validation('CancelUpdateStack cannot be called from current stack status');
    }
    cancelUpdate(root(account, parameters), { now: account.clock.now(), speed: account.speed });
    return {};
  },
  CreateStack: (account, parameters) => {
    const view = viewStack(account.stacks, parameters.get('StackName') ?? '', account.clock.now());
    if (view && view.status !== 'REVIEW_IN_PROGRESS') {
      const message = `Stack [${view.name}] already exists`;
      throw new Refusal({ status: 400, code: 'AlreadyExistsException', message });
    }
    return start(account, parameters);
  },
  UpdateStack: (account, parameters) => start(account, atRest(account, parameters)),
  ExecuteChangeSet: (account, parameters) => {
    start(account, parameters);
    return {};
  },
  DeleteStack: (account, parameters) => {
    const view = viewStack(account.stacks, parameters.get('StackName') ?? '', account.clock.now());
    // "No action is taken" on a stack that is not there, and one that failed in any way may be deleted (API reference).
    if (view?.status.endsWith('_IN_PROGRESS')) {
      throw validation(`Stack [${view.arn}] cannot be deleted while in status ${view.status}`);
    }
    if (view !== undefined) start(account, parameters);
    return {};
  },
};

const UPDATABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/;

/** @throws Refusal unless the stack exists and may be changed now */
function atRest(account: Account, parameters: URLSearchParams): URLSearchParams {
  const view = named(account, parameters, (name) => `Stack [${name}] does not exist`);
  if (!UPDATABLE.test(view.status)) {
    throw validation(`Stack:${view.arn} is in ${view.status} state and can not be updated.`);
  }
  return parameters;
}

/** Begins the next timeline. With none left there is nothing to change. */
function start(account: Account, parameters: URLSearchParams): Fields {
  const stack = root(account, parameters);
  const token = parameters.get('ClientRequestToken') ?? undefined;
  const now = account.clock.now();
  const { speed } = account;
  const begun = begin(stack, { now, speed, ...(token === undefined ? {} : { token }) });
  if (!begun) throw validation('No updates are to be performed.');
  const first = stack.events.findLast((event) => event.at === now && isOwnOf(stack, event));
  return { StackId: stack.arn, OperationId: first?.operationId };
}

/** @throws Refusal unless exactly one of the three ways to name an operation is used */
function operationEvents(account: Account, parameters: URLSearchParams): readonly SimulatedEvent[] {
  const now = account.clock.now();
  const operation = parameters.get('OperationId');
  if (operation !== null) {
    const events = account.stacks.flatMap((stack) =>
      stack.events.filter(({ operationId, at }) => operationId === operation && at <= now),
    );
    if (events.length === 0) throw validation(`Operation with id ${operation} does not exist`);
    return events;
  }
  if (parameters.has('ChangeSetName')) {
    return named(account, parameters).events.filter(({ status }) => status === 'REVIEW_IN_PROGRESS');
  }
  return named(account, parameters, (name) => `Stack [${name}] does not exist`).events;
}

/** @throws Refusal for a token that is not of this list */
function page<T>(
  items: readonly T[],
  parameters: URLSearchParams,
): { readonly items: readonly T[]; readonly next?: string } {
  const token = parameters.get('NextToken');
  const remaining = token === null ? items.length : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(remaining) || remaining < 0 || remaining > items.length) {
    throw validation(`Invalid NextToken: ${token}`);
  }
  // Counted from the end, so that new items at the front of a newest-first list do not shift the next page.
  const from = items.length - remaining;
  const rest = remaining - EVENTS_PAGE;
  return {
    items: items.slice(from, from + EVENTS_PAGE),
    ...(rest > 0 ? { next: Buffer.from(String(rest)).toString('base64') } : {}),
  };
}
