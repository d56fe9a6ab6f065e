// A page in headless Chromium, driven by its DevTools protocol over a pipe (https://chromedevtools.github.io/devtools-protocol/).
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** How somebody looks at a page. */
export interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
}

export interface Seen<T> {
  /** What the expression gave in the page. */
  readonly value: T;
  /** Addresses that the page asked for, but for its own. */
  readonly requests: readonly string[];
  readonly screenshot: Buffer;
}

export interface Browser {
  /** Opens a file with scripts forbidden, as a mail client would, and evaluates an expression in it. */
  view<T>(path: string, how: View, expression: string): Promise<Seen<T>>;
  close(): void;
}

/** Without what would ask Google's hosts; without a sandbox, which root has none of in a container. */
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars'],
  ...[
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--remote-debugging-pipe',
  ],
];

/** @throws Error when there is no `chromium` on the PATH */
export function startChromium(): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const child = spawn('chromium', [...FLAGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const protocol = connect(child);
  return {
    view: async <T>(path: string, how: View, expression: string) => {
      const { targetId } = await protocol.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await protocol.send('Target.attachToTarget', { targetId, flatten: true });
      const send = (method: string, params: object = {}) => protocol.send(method, params, String(sessionId));
      const { width, scheme, media = 'screen' } = how;
      await send('Page.enable');
      await send('Network.enable');
      await send('Emulation.setScriptExecutionDisabled', { value: true });
      const features = [{ name: 'prefers-color-scheme', value: scheme }];
      await send('Emulation.setEmulatedMedia', { media, features });
      await send('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: false,
      });
      const url = pathToFileURL(path).href;
      const loaded = protocol.once('Page.loadEventFired', String(sessionId));
      await send('Page.navigate', { url });
      await loaded;
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      const { data } = await send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true });
      const requests = protocol.requests(String(sessionId)).filter((each) => each !== url);
      await protocol.send('Target.closeTarget', { targetId });
      const { value } = result as { readonly value: T };
      return { value, requests, screenshot: Buffer.from(String(data), 'base64') };
    },
    close: () => {
      child.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
      child.kill();
    },
  };
}

export const save = (path: string, { screenshot }: Pick<Seen<unknown>, 'screenshot'>): void =>
  writeFileSync(path, screenshot);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** JSON ended by a zero byte, on file descriptors 3 and 4. */
function connect(child: ChildProcess) {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const failing = new Set<(error: Error) => void>();
  const events: Message[] = [];
  const listeners = new Set<(message: Message) => void>();
  let [last, text] = [0, ''];
  const fail = (error: Error) => {
    for (const each of failing) each(error);
  };
  child.once('error', fail);
  child.once('exit', () => fail(new Error('Chromium ended')));
  from.setEncoding('utf8').on('data', (part: string) => {
    const parts = (text + part).split('\0');
    text = parts.pop() ?? '';
    for (const one of parts) {
      const message = JSON.parse(one) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else {
        events.push(message);
        for (const listener of listeners) listener(message);
      }
    }
  });
  return {
    send: (method: string, params: object, sessionId?: string) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const id = ++last;
        failing.add(reject);
        waiting.set(id, ({ result = {}, error }) => {
          waiting.delete(id);
          failing.delete(reject);
          if (error === undefined) resolve(result);
          else reject(new Error(`${method}: ${error.message}`));
        });
        to.write(
          `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
        );
      }),
    once: (method: string, sessionId: string) =>
      new Promise<void>((resolve) => {
        const listener = (message: Message) => {
          if (message.method !== method || message.sessionId !== sessionId) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
    requests: (session: string) =>
      events
        .filter(({ method, sessionId }) => method === 'Network.requestWillBeSent' && sessionId === session)
        .map(({ params }) => params?.request?.url ?? ''),
  };
}
