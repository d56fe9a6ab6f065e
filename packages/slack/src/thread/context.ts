import type { DeploymentEvent } from '../message/event.ts';
import type { Severity } from '../message/severity.ts';
import { type DeploymentState, isOver } from '../message/state.ts';
import type { Request } from '../outbox/service.ts';
import type { Entry, Slack } from '../ports.ts';

/** What serving a thread needs besides its state. */
export interface ThreadContext {
  readonly slack: Slack;
  /** Slack's id of the channel. */
  readonly channel: string;
  readonly correlationId: string;
  /** That the thread is about: another one's with the same id is left alone. */
  readonly environment?: string;
  /** A message whose thread to use, named by the user. */
  readonly threadTs?: string;
  /** No head of this deployment can be older (seconds). */
  readonly lookBackSeconds: number;
  /** Others may post the same at this moment. */
  readonly contested: boolean;
  /** Ids called by critical events. */
  readonly onDuty: readonly string[];
  severity(event: DeploymentEvent, deployment: DeploymentState): Severity;
}

/** The same during one request. */
export type RequestContext = ThreadContext & Request;

export const headId = ({ correlationId }: Pick<ThreadContext, 'correlationId'>): string =>
  `${correlationId}/head`;

/**
 * The id of the reply to `entry`, `deployment` being the state after it. An ending has the same id whichever process
 * posts it, so that a second post of it is found.
 */
export const replyId = (
  { correlationId }: ThreadContext,
  { id, event }: Entry,
  deployment: DeploymentState,
): string =>
  deployment.episode > 0 && isOver(deployment) && event.kind !== 'concurrent'
    ? `${correlationId}/${deployment.episode}-${deployment.state}`
    : `${correlationId}/${id}`;
