// jest with Node's own modules: installed packages are loaded once for all suites of a process, and nothing in a context of its
// own. jest-circus still runs the tests and tells what failed.
const { pathToFileURL } = require('node:url');
const { default: Runtime } = require('jest-runtime');

const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/** So many were imported. */
let suites = 0;

module.exports = class NativeRuntime extends Runtime {
  /** Only jest-circus is asked for so. It is loaded anew for each suite, since it keeps the suite's tests and listeners. */
  requireInternalModule(path) {
    delete globalThis[EVENT_HANDLERS];
    delete require.cache[path];
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    const { setGlobals } = await import('./globals.js');
    setGlobals(this.requireModuleOrMock(path, '@jest/globals'));
    suites += 1;
    return import(`${pathToFileURL(path)}#suite=${suites}`);
  }
};
