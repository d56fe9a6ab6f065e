"use strict";
exports.id = 205;
exports.ids = [205];
exports.modules = {

/***/ 87205:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   healthOf: () => (/* binding */ healthOf),
/* harmony export */   healthReport: () => (/* binding */ healthReport),
/* harmony export */   showHealth: () => (/* binding */ showHealth)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30033);
/* harmony import */ var _all_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11349);
/* harmony import */ var _row_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71651);






/** `down`: nothing can be deployed. `degraded`: it can, but something is out of order. */
function healthOf({ level, needed, healthy = false }) {
    if (level === 'ok' || healthy)
        return 'ok';
    return level === 'error' && needed ? 'down' : 'degraded';
}
const WORST_FIRST = ['down', 'degraded', 'ok'];
function healthReport(rows, about) {
    const checks = rows.map((row) => ({
        name: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(row.subject, 100),
        status: healthOf(row),
        message: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(row.line, 500),
        latencyMs: Math.max(0, Math.round(row.latencyMs ?? 0)),
    }));
    const status = WORST_FIRST.find((each) => checks.some((check) => check.status === each)) ?? 'ok';
    return { status, ...about, checks };
}
/** In the workspace, where the next step finds it. */
const FILE = 'health.json';
/**
 * `health`: whether what deployments need is there now. The same looks as `check`, told to machines: `health.json`, and an
 * exit by severity. Changes nothing but that file.
 */
async function showHealth(context) {
    const { inputs, step } = context;
    const { environment, repository } = inputs;
    const rows = await (0,_all_js__WEBPACK_IMPORTED_MODULE_4__/* .inspectAll */ ._)(context);
    const at = new Date(step.clock.now()).toISOString();
    const report = healthReport(rows, { environment, repository, at });
    for (const row of rows)
        step.log.info(`${(0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .logLine */ .BP)(row)} (${Math.round(row.latencyMs ?? 0)} ms)`);
    await step.summary((0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .checkTable */ .Dv)(environment, rows, ` is ${report.status}`));
    await write((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(step.env['GITHUB_WORKSPACE'] ?? '.', FILE), report);
    const values = { state: report.status };
    const ill = rows.filter((row) => healthOf(row) === report.status && report.status !== 'ok');
    const why = (0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .mendFirst */ .h2)(ill.map((row) => ({ ...row, level: 'error' })));
    if (report.status === 'down')
        return { values, failure: new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`${environment} is down. ${why ?? ''}`) };
    if (report.status === 'degraded')
        step.log.warning(`${environment} is degraded. ${why ?? ''}`, 'Health');
    return { values };
}
async function write(path, report) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, `${JSON.stringify(report, null, 2)}\n`);
    }
    catch (error) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`${FILE} could not be written to the workspace: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(error)}.`);
    }
}


/***/ })

};
;