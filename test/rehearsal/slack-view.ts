import type { SeenMessage } from '@signalbox/simulator/slack/channel';
import type { World } from './world.ts';

/** Tells what changed in the deployments' channel since it was last asked. */
export function watchSlack(world: World, print: (line: string) => void): () => Promise<void> {
  const known = new Map<string, string>();
  const tell = (message: SeenMessage, thread: number, reply: boolean) => {
    const before = known.get(message.ts);
    if (before === message.text) return;
    known.set(message.ts, message.text);
    const mark = reply ? '↳' : before === undefined ? '●' : '✎';
    const text = readable(message.text);
    print(`#${thread} ${mark} ${text}`);
  };
  return async () => {
    const { threads } = await world.slack.read(world.channel);
    for (const [index, thread] of threads.entries()) {
      tell(thread, index + 1, false);
      for (const reply of thread.replies) tell(reply, index + 1, true);
    }
  };
}

/** On one line, links by their labels. */
const readable = (text: string) =>
  text
    .replace(/<[^|<>]+\|([^<>]+)>/g, '$1')
    .split('\n')
    .filter(Boolean)
    .join(' ⏎ ');
