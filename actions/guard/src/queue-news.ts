import type { OwnerState } from '@signalbox/registry/liveness';
import type { QueueSubscriber } from '@signalbox/registry/ports';
import type { Registration } from '@signalbox/registry/registration';
import { errorLine } from '@signalbox/runner/errors';
import type { ActiveDeployment, DeploymentEvent, Facts } from '@signalbox/slack/event';
import type { JobNotifier } from '@signalbox/slack/for-step';
import { concludeNews, hastyNotifier, type Reporter } from './announce.ts';
import { releaseTurn, type Turn, takeTurn } from './turn.ts';
import type { Verdict } from './verdict.ts';

/** Takes the turn, and notifies Slack of the queue meanwhile: that we wait, for whom, and whose runner was lost. */
export async function takeTurnAndNotify(facts: Facts, reporter: Reporter): Promise<Turn> {
  const { step, records } = reporter;
  const news = openSender(reporter);
  let queued = false;
  const subscriber: QueueSubscriber = {
    waits: ({ code, details }, ahead, over) => {
      queued = true;
      records.update({ queue: 'waits' });
      // What is over is not under way: then people read why the environment is closed all the same.
      const holder = over ? undefined : ahead[0];
      const active = holder === undefined ? {} : { active: activeOf(holder, step.job.serverUrl) };
      const waiting = { ...facts, ...active, queuePosition: ahead.length };
      const why = holder === undefined ? { reason: details || code } : {};
      news.send({ kind: 'queued', facts: { ...waiting, ...why } });
      // Without a channel of its own it would only repeat what the thread just heard.
      if (holder !== undefined && reporter.inputs['interact-channel'] !== undefined) {
        news.send({ kind: 'concurrent', facts: { ...facts, ...active } });
      }
    },
    ended: ({ payload, environment, heldSince }, owner) => {
      const { correlationId, repository, runId, runAttempt, checkRunId } = payload;
      const job = checkRunId === undefined ? {} : { jobId: checkRunId };
      const whose = { correlationId, environment, repository, runId, runAttempt, ...job };
      news.then((notifier) =>
        notifier.endLost([{ ...whose, began: heldSince !== undefined, ...endOf(owner) }]),
      );
    },
  };
  try {
    const turn = await takeTurn(reporter.inputs, step, subscriber);
    if (!turn.deploys && queued) news.send({ kind: 'skipped', facts: { reason: turn.reason } });
    return turn;
  } catch (error) {
    const kind = step.cancelled.aborted ? 'cancelled' : 'skipped';
    if (queued) news.send({ kind, facts: { reason: errorLine(error) } });
    throw error;
  } finally {
    await news.settled();
    if (queued) records.update({ queue: 'ended' });
  }
}

/** Post, when the turn never came: ends the place in the queue, and notifies Slack of what it has not heard. */
export async function leaveQueue(verdict: Verdict, reporter: Reporter): Promise<void> {
  const { queue: heard } = reporter.records.read();
  try {
    const { reason } = verdict;
    await releaseTurn(reporter.inputs, reporter.step, {
      ...verdict,
      ...(reason === undefined ? {} : { reason: `left the queue: ${reason}` }),
    });
  } finally {
    // The main step was killed when it could not say itself how its waiting ended.
    if (heard !== undefined) await concludeNews(heard === 'waits' ? leaving(verdict) : undefined, reporter);
  }
}

const leaving = ({ event }: Verdict): DeploymentEvent =>
  event === 'cancelled'
    ? { kind: 'cancelled', facts: { reason: 'cancelled while waiting' } }
    : { kind: 'skipped', facts: { reason: 'its turn did not come' } };

/** Sends in order, without holding up the queue. A failure is logged, and never thrown. */
function openSender(reporter: Reporter) {
  let all: Promise<unknown> = Promise.resolve();
  let notifier: Promise<JobNotifier | undefined> | undefined;
  const then = (what: (notifier: JobNotifier) => Promise<unknown>): void => {
    notifier ??= hastyNotifier(reporter);
    const opened = notifier;
    all = all
      .then(async () => {
        const open = await opened;
        if (open !== undefined) await what(open);
      })
      .catch((error: unknown) =>
        reporter.step.log.warning(`Slack was not told: ${errorLine(error)}`, 'Slack'),
      );
  };
  return {
    then,
    send: (event: DeploymentEvent) => then((open) => open.send(event)),
    settled: () => all,
  };
}

function activeOf({ sha, payload, heldSince }: Registration, serverUrl: string): ActiveDeployment {
  const { actor, repository, runId } = payload;
  const since = heldSince === undefined ? {} : { since: heldSince };
  return { sha, actor, runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`, ...since };
}

const endOf = (owner: OwnerState) => (owner.alive === false ? { conclusion: owner.conclusion } : {});
