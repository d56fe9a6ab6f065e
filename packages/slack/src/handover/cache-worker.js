// One request of @actions/cache, in a thread of its own: see cache.ts. JavaScript, since Node 20 runs no TypeScript in a
// worker, and tests start this one from its source.
//
// The library unpacks whatever archive stands under a key, absolute paths and links included (`tar -P`; its own check of
// paths is not released: github.com/actions/toolkit/pull/2414). Who may write the cache could so replace any file of the
// job. Therefore `tar` is told to write what is in an archive to standard output and nothing to the disk
// (TAR_OPTIONS and --to-stdout: https://www.gnu.org/software/tar/manual/tar.html), and the entry is one line of text.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** Part of the entries' version: those of another form are not seen. */
const FILE = 'signalbox-outbox-3';
const LARGEST = 1_500_000;
/** Where the library looks for GNU tar first (lib/internal/tar.js: getTarPath). Another tar does not know TAR_OPTIONS. */
const TARS = { win32: `${process.env['PROGRAMFILES']}\\Git\\usr\\bin\\tar.exe`, darwin: 'gtar' };
const TAR = TARS[process.platform] ?? 'tar';

const { directory, key, text } = workerData;
/** All that the library and `tar` print; nobody else sees it. */
let printed = '';
process.stdout.write = (chunk) => {
  printed += Buffer.from(chunk).toString('latin1');
  if (printed.length > LARGEST) parentPort.postMessage({ failure: 'the entry is too large' });
  return true;
};
// The library looks for relative paths in it, and a worker cannot change it otherwise.
process.cwd = () => directory;

const { restoreCache, saveCache } = await import('@actions/cache');
try {
  parentPort.postMessage(text === undefined ? await restore() : await save());
} catch (error) {
  parentPort.postMessage({ failure: String(error.message) });
}

async function save() {
  writeFileSync(join(directory, FILE), `${FILE} ${text}\n`);
  const saved = (await saveCache([FILE], key, undefined, true)) !== -1;
  return saved ? { saved } : { saved, ...failed() };
}

/** Looks first and reads then: so an entry that is found and cannot be unpacked is told from one that is not there. */
async function restore() {
  const found = await restoreCache([FILE], key, [key], { lookupOnly: true }, true);
  if (found === undefined) return failed();
  if (!/GNU tar/.test(String(spawnSync(TAR, ['--version']).stdout)))
    return { failure: `there is no GNU tar here (${TAR})` };
  process.env['TAR_OPTIONS'] = '--to-stdout';
  printed = '';
  const read = (await restoreCache([FILE], found, [], undefined, true)) === found;
  // The line that begins so names a program that was started: the archive came, and tar could not read it.
  if (!read && !/^\[command\]/m.test(printed)) return { failure: 'the entry could not be read', ...failed() };
  return { found, text: printed.match(new RegExp(`^${FILE} ([A-Za-z0-9+/=]+)$`, 'm'))?.[1] };
}

/** The library throws none of its failures: it prints annotations. A key that another has is none of them. */
function failed() {
  const lines = [...printed.matchAll(/^::(?:warning|error)::(?!Cache reservation failed)(.*)$/gm)];
  const masks = [...printed.matchAll(/^::add-mask::(.+)$/gm)].map((match) => match[1]);
  const line = lines.at(-1)?.[1];
  if (line === undefined) return {};
  const plain = line.replaceAll('%0D', ' ').replaceAll('%0A', ' ').replaceAll('%25', '%');
  return { failure: masks.reduce((shown, mask) => shown.replaceAll(mask, '***'), plain) };
}
