type Body = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly id: string;
  readonly atMs: number;
  readonly message: Body;
}

/** Delivers what chat.scheduleMessage announced: the emulator stores and lists such messages, no more. */
export function scheduledMessages(ask: (method: string, parameters: Body) => Promise<Body>) {
  const waiting = new Map<string, Waiting>();
  return {
    /** Takes note of an answered request. */
    note: (method: string, parameters: Body, answer: Body) => {
      if (answer['ok'] !== true) return;
      if (method === 'chat.deleteScheduledMessage')
        waiting.delete(String(parameters['scheduled_message_id']));
      if (method !== 'chat.scheduleMessage') return;
      const { post_at: at, ...message } = parameters;
      const id = String(answer['scheduled_message_id']);
      waiting.set(id, { id, atMs: Number(at) * 1000, message });
    },
    /** Posts what is due at `now`. */
    deliver: async (now: number) => {
      for (const { id, atMs, message } of waiting.values()) {
        if (atMs > now) continue;
        waiting.delete(id);
        await ask('chat.deleteScheduledMessage', { channel: message['channel'], scheduled_message_id: id });
        await ask('chat.postMessage', message);
      }
    },
  };
}
