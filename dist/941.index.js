"use strict";
exports.id = 941;
exports.ids = [941];
exports.modules = {

/***/ 56941:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75919);
// One request of @actions/cache, in a thread of its own: see cache.ts. JavaScript, since Node 20 runs no TypeScript in a
// worker, and tests start this one from its source.
//
// The library unpacks whatever archive stands under a key, absolute paths and links included (`tar -P`; its own check of
// paths is not released: github.com/actions/toolkit/pull/2414). Who may write the cache could so replace any file of the
// job. Therefore `tar` is told to write what is in an archive to standard output and nothing to the disk
// (TAR_OPTIONS and --to-stdout: https://www.gnu.org/software/tar/manual/tar.html), and the entry is one line of text.





/** Part of the entries' version: those of another form are not seen. */
const FILE = 'signalbox-outbox-3';
const LARGEST = 1_500_000;
/** Where the library looks for GNU tar first (lib/internal/tar.js: getTarPath). Another tar does not know TAR_OPTIONS. */
const TARS = { win32: `${process.env['PROGRAMFILES']}\\Git\\usr\\bin\\tar.exe`, darwin: 'gtar' };
const TAR = TARS[process.platform] ?? 'tar';

const { directory, key, text } = node_worker_threads__WEBPACK_IMPORTED_MODULE_3__.workerData;
/** All that the library and `tar` print; nobody else sees it. */
let printed = '';
process.stdout.write = (chunk) => {
  printed += Buffer.from(chunk).toString('latin1');
  if (printed.length > LARGEST) node_worker_threads__WEBPACK_IMPORTED_MODULE_3__.parentPort.postMessage({ failure: 'the entry is too large' });
  return true;
};
// The library looks for relative paths in it, and a worker cannot change it otherwise.
process.cwd = () => directory;

const { restoreCache, saveCache } = await Promise.all(/* import() */[__webpack_require__.e(862), __webpack_require__.e(903)]).then(__webpack_require__.bind(__webpack_require__, 54903));
try {
  node_worker_threads__WEBPACK_IMPORTED_MODULE_3__.parentPort.postMessage(text === undefined ? await restore() : await save());
} catch (error) {
  node_worker_threads__WEBPACK_IMPORTED_MODULE_3__.parentPort.postMessage({ failure: String(error.message) });
}

async function save() {
  (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, FILE), `${FILE} ${text}\n`);
  const saved = (await saveCache([FILE], key, undefined, true)) !== -1;
  return saved ? { saved } : { saved, ...failed() };
}

/** Looks first and reads then: so an entry that is found and cannot be unpacked is told from one that is not there. */
async function restore() {
  const found = await restoreCache([FILE], key, [key], { lookupOnly: true }, true);
  if (found === undefined) return failed();
  if (!/GNU tar/.test(String((0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawnSync)(TAR, ['--version']).stdout)))
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

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
;