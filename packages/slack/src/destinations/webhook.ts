import { postJson, webhookAnswer } from '../client/http.ts';
import type { Rendered } from '../message/block.ts';
import { fit, plainly } from '../message/limits.ts';
import { type Rule, severityOf } from '../message/severity.ts';
import { type DeploymentState, isOver } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import { renderWhole } from '../render/head.ts';
import { renderReply } from '../render/reply.ts';
import type { WriteOnlyDestination } from './write-only.ts';

const important =
  (rules: readonly Rule[]) =>
  ({ event }: Entry, deployment: DeploymentState) =>
    isOver(deployment) || severityOf(event, deployment.facts.environment, rules) !== 'info';

/**
 * An incoming webhook posts and nothing else: no updates, no thread, nothing can be read back.
 * So it gets beginnings, endings and trouble, and an ending twice rather than never.
 */
export function webhookDestination(address: string, rules: readonly Rule[]): WriteOnlyDestination<Rendered> {
  return {
    compose: ({ event }, deployment) => {
      const { kind } = event;
      // Undefined for a progress without a message of its own.
      if (kind === 'progress' || kind === 'concurrent' || kind === 'stalled' || isOver(deployment))
        return renderReply(event, deployment);
      return renderWhole(event, deployment);
    },
    post: async (rendered, _, signal) => {
      const request = { body: { ...fit(rendered) }, signal, judge: webhookAnswer };
      await postJson('The webhook of input "slack-webhook-url"', address, request);
      return undefined;
    },
    mustArrive: important(rules),
    plainly,
  };
}
