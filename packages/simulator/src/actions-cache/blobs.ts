import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store for cache archives: as much of Azure's Put Blob, Put Block and Put Block List as the client uses. */
interface BlobStore {
  readonly url: string;
  /** By path. */
  readonly blobs: Map<string, Buffer>;
  close(): Promise<void>;
}

export async function startBlobStore(): Promise<BlobStore> {
  const blobs = new Map<string, Buffer>();
  const blocks = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'PUT') {
      const body = await bytes(request);
      if (searchParams.get('comp') === 'block')
        blocks.set(`${pathname} ${searchParams.get('blockid')}`, body);
      else if (searchParams.get('comp') === 'blocklist') {
        const ids = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id]) => id);
        const parts = ids.map((id) => blocks.get(`${pathname} ${id}`) ?? Buffer.alloc(0));
        blobs.set(pathname, Buffer.concat(parts));
      } else blobs.set(pathname, body);
      response.writeHead(201, { etag: '"1"' }).end();
      return;
    }
    const blob = blobs.get(pathname);
    if (!blob) response.writeHead(404).end();
    else {
      const { status, headers, body } = ranged(blob, request.headers.range);
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    blobs,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function ranged(blob: Buffer, range: string | undefined) {
  const found = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  const from = Number(found?.[1] ?? 0);
  const to = Math.min(Number(found?.[2] || blob.length - 1), blob.length - 1);
  const body = blob.subarray(from, to + 1);
  const size = { 'content-length': String(body.length), 'content-type': 'application/octet-stream' };
  if (!found) return { status: 200, headers: size, body };
  return { status: 206, headers: { ...size, 'content-range': `bytes ${from}-${to}/${blob.length}` }, body };
}

async function bytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
