import { type ChildProcess, spawn } from 'node:child_process';

/** AWS as moto plays it, on a free port of this machine. */
export async function startMoto(): Promise<{ readonly moto: ChildProcess; readonly endpoint: string }> {
  const moto = spawn('moto_server', ['--host', '127.0.0.1', '--port', '0']);
  return { moto, endpoint: await address(moto) };
}

/** Where the server says it listens: it takes a free port. */
const address = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`moto_server ended: ${said}`)));
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on('data', (data) => {
        said += String(data);
        const found = /Running on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
    }
  });
