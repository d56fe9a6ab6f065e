import type { Thread } from '@signalbox/simulator/slack/channel';
import { type Claim, type Evidence, life } from './evidence.ts';
import { registrations } from './queue-view.ts';

const OVER_WORDS: Readonly<Record<string, RegExp>> = {
  success: /deployed|succeeded|complete/i,
  failure: /failed|rolled back|no news/i,
  cancelled: /cancel/i,
};

/** What was told of one deployment. */
interface Messages {
  readonly name: string;
  readonly status: 'success' | 'failure' | 'cancelled';
  /** A deployment whose turn never came is not announced. */
  readonly held: boolean;
  readonly threads: readonly Thread[];
}

/**
 * Threads are told apart by the commit that their heads show; replies name those of others, too. After a rollback it is the
 * commit that runs again.
 */
function messagesOf(
  { world, channel, ending, first }: Evidence,
  { deployment, finished }: Evidence['first'],
): Messages {
  const undone = ending === 'breach' && deployment === first.deployment;
  const commit = undone ? world.before : deployment.commit;
  const [registered] = registrations(world, [deployment.runId]);
  return {
    ...{ name: deployment.name, status: finished.job.status },
    held: registered !== undefined && life(registered).hold !== undefined,
    threads: channel.threads.filter(({ text }) => text.includes(commit.slice(0, 7))),
  };
}

export function delivered(evidence: Evidence): Claim[] {
  const { channel, first, second, ending } = evidence;
  const messages = [messagesOf(evidence, first), messagesOf(evidence, second)];
  const announced = messages.filter(({ held }) => held);
  const repeated = channel.threads.flatMap(({ replies }) => {
    const texts = replies.map(({ text }) => text);
    return texts.filter((text, index) => texts.indexOf(text) !== index);
  });
  return [
    {
      text: 'Slack has one thread for each deployment that began, and no message twice',
      holds: announced.every(({ threads }) => threads.length === 1) && repeated.length === 0,
      found: `threads: ${messages.map(({ threads }) => threads.length).join(' and ')}; repeated messages: ${repeated.length}`,
    },
    ...announced.map((each) => oneEnding(each, ending === 'breach' && each.name === 'A' ? 2 : 1)),
    ...announced.map(lastWord),
  ];
}

const ENDED = { success: 'done', failure: 'lost or failed', cancelled: 'cancelled' } as const;

function lastWord({ name, status, threads: [thread] }: Messages): Claim {
  const words = [thread?.text ?? '', thread?.replies.at(-1)?.text ?? ''];
  const word = words.find((text) => OVER_WORDS[status]?.test(text));
  return {
    text: `Slack says in the end that deployment ${name} is ${ENDED[status]}`,
    holds: word !== undefined,
    found: word?.split('\n')[0] ?? words.join(' | '),
  };
}

const ENDING = /was (deployed|rolled back|cancelled)|failed after/i;

/** A thread that says both "deployed" and "cancelled" tells nobody anything. */
function oneEnding({ name, threads: [thread] }: Messages, most: number): Claim {
  const endings = (thread?.replies ?? [])
    .map(({ text }) => text.split('\n')[0] ?? '')
    .filter((text) => ENDING.test(text));
  return {
    text: `the thread of deployment ${name} tells at most ${most === 1 ? 'one ending' : 'its failure and its rollback'}`,
    holds: endings.length <= most,
    found: endings.join(' | ') || 'none',
  };
}
