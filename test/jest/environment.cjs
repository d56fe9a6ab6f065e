// Where suites run: in jest's process itself, one after the other. What a suite changes of the process is put back.
const { ModuleMocker } = require('jest-mock');

/** Where `jest.setTimeout` leaves it. */
const TEST_TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

module.exports = class ProcessEnvironment {
  global = globalThis;
  fakeTimers = null;
  fakeTimersModern = null;
  moduleMocker = new ModuleMocker(globalThis);
  /** Before jest takes them for the suite. */
  before = {
    console: globalThis.console,
    exit: process.exit,
    getBuiltinModule: process.getBuiltinModule,
    env: { ...process.env },
    directory: process.cwd(),
  };

  async setup() {
    // jest's own loads nothing here.
    process.getBuiltinModule = this.before.getBuiltinModule;
    const { prepareStackTrace } = Error;
    // jest shows code and paths from the root of the project, but knows no addresses, nor the number of a suite in them.
    Error.prepareStackTrace = (error, frames) =>
      prepareStackTrace(error, frames)
        .replaceAll('file://', '')
        .replaceAll(/#suite=\d+/g, '');
  }

  async teardown() {
    const { console, exit, env, directory } = this.before;
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    if (process.cwd() !== directory) process.chdir(directory);
    delete globalThis[TEST_TIMEOUT];
  }

  getVmContext() {
    return null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }
};
