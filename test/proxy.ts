import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface ProxyServer {
  readonly address: string;
  /** What it was asked to connect to, `HOST:PORT`. */
  readonly tunnels: readonly string[];
  /** With which `Proxy-Authorization`. */
  readonly credentials: readonly (string | undefined)[];
  /** From now on it answers this, `STATUS REASON`, and connects to nothing. */
  refuse(answer: string): void;
  close(): void;
}

/** A proxy for CONNECT, which takes all whom it is asked for to `service`, an address on this machine. */
export async function startProxy(service: string): Promise<ProxyServer> {
  const tunnels: string[] = [];
  const credentials: (string | undefined)[] = [];
  let refusal: string | undefined;
  const server = createServer().on('connect', ({ url = '', headers }, client) => {
    tunnels.push(url);
    credentials.push(headers['proxy-authorization']);
    if (refusal !== undefined) return client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const upstream = connect(Number(new URL(service).port), '127.0.0.1');
    for (const each of [upstream, client]) each.on('error', () => undefined);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    return client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ tunnels, credentials },
    refuse: (answer) => {
      refusal = answer;
    },
    close: () => void server.close(),
  };
}
