import type { Channel, SeenMessage } from '@signalbox/simulator/slack/channel';
import type { World } from './world.ts';

export interface SlackView {
  /** Tells what changed in the deployments' channel since it was last asked. */
  poll(): Promise<void>;
  /** The channel as it was last seen with a deployment under way, its progress shown. */
  underWay(): Channel | undefined;
}

export function watchSlack(world: World, print: (line: string) => void): SlackView {
  const known = new Map<string, string>();
  const printMessage = (message: SeenMessage, thread: number, reply: boolean) => {
    const before = known.get(message.ts);
    if (before === message.text) return;
    known.set(message.ts, message.text);
    const mark = reply ? '↳' : before === undefined ? '●' : '✎';
    const text = readable(message.text);
    print(`#${thread} ${mark} ${text}`);
  };
  let underWay: Channel | undefined;
  const poll = async () => {
    const channel = await world.slack.read(world.channel);
    // The ending is told in the thread a moment before the head is edited.
    if (channel.threads.some(({ text, replies }) => /\d %/.test(text) && replies.length === 0))
      underWay = channel;
    for (const [index, thread] of channel.threads.entries()) {
      printMessage(thread, index + 1, false);
      for (const reply of thread.replies) printMessage(reply, index + 1, true);
    }
  };
  return { poll, underWay: () => underWay };
}

/** On one line, links by their labels. */
const readable = (text: string) =>
  text
    .replace(/<[^|<>]+\|([^<>]+)>/g, '$1')
    .split('\n')
    .filter(Boolean)
    .join(' ⏎ ');
