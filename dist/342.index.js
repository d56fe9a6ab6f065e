"use strict";
exports.id = 342;
exports.ids = [342];
exports.modules = {

/***/ 52342:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _background_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38240);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(45747);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31717);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42071);





const bundle = process.argv[1] ?? '';
await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputs */ .Q, {
    main: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .e)(parsed, step, { ..._connections_js__WEBPACK_IMPORTED_MODULE_2__/* .connections */ .o, fetch, bundle }),
    post: (parsed, step) => (0,_background_js__WEBPACK_IMPORTED_MODULE_1__/* .joinBackground */ .x2)(parsed, step, bundle),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 42071:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/step/background.ts + 1 modules
var background = __webpack_require__(5895);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/job/inputs.ts
var job_inputs = __webpack_require__(77835);
// EXTERNAL MODULE: ./actions/monitor/src/background.ts
var src_background = __webpack_require__(38240);
// EXTERNAL MODULE: ./actions/monitor/src/check.ts
var check = __webpack_require__(76482);
// EXTERNAL MODULE: ./actions/monitor/src/bake.ts
var bake = __webpack_require__(37741);
// EXTERNAL MODULE: ./actions/monitor/src/baseline.ts
var baseline = __webpack_require__(37263);
// EXTERNAL MODULE: ./actions/monitor/src/reporting/notified.ts
var notified = __webpack_require__(38783);
;// CONCATENATED MODULE: ./actions/monitor/src/deploying.ts




/** In a detached process: the job's own steps, as its starter left them in its directory. Undefined in any other process. */
function deployingSteps(env, now) {
    const directory = env[background/* DETACHED_VARIABLE */.gf] ?? '';
    if (directory === '')
        return undefined;
    return {
        since: (0,background/* detachedSince */.D6)(env) ?? now,
        over: () => (0,background/* stepsEnded */.OC)(env),
        baseline: (0,baseline/* savedBaseline */.X)(directory),
        bake: (0,bake/* savedBakeBaseline */.S5)(directory),
        baking: {
            begun: (0,bake/* savedUnderWay */.dK)(directory),
            keep: (baking) => (0,bake/* keepUnderWay */.VO)(directory, baking),
        },
        notified: (0,notified/* openNotified */.N)(directory),
    };
}

// EXTERNAL MODULE: ./actions/monitor/src/observe.ts + 41 modules
var observe = __webpack_require__(31896);
// EXTERNAL MODULE: ./actions/monitor/src/outputs.ts
var outputs = __webpack_require__(18672);
// EXTERNAL MODULE: ./actions/monitor/src/verdict.ts
var verdict = __webpack_require__(64427);
;// CONCATENATED MODULE: ./actions/monitor/src/main.ts











/** Watches until everything is settled, or starts a process that does. */
async function run(inputs, step, ports) {
    (0,check/* checkTogether */.R)(inputs, step.env);
    const [half] = (0,job_inputs/* halves */.AP)(inputs);
    if (half !== undefined)
        throw new errors/* UserError */.y(half);
    if (inputs.mode === 'background')
        return (0,src_background/* startBackground */.rC)(inputs, step, ports);
    const name = inputs.environment ?? inputs['stack-name'][0] ?? 'deployment';
    const id = (0,correlation/* correlate */._$)(step, inputs['correlation-id'], name);
    const deploying = deployingSteps(step.env, step.clock.now());
    const { report, refused } = await (0,observe/* observe */.l)(inputs, step, ports, id, deploying);
    await (0,outputs/* conclude */.Ep)(report, step, joinedPath(step));
    const failure = (0,verdict/* failureLine */.Pu)(report, inputs['fail-on']);
    if (failure !== undefined)
        throw new errors/* UserError */.y(failure);
    if (refused !== undefined)
        throw refused;
}
/** Where the process that joins this one finds its report; undefined in any other. */
const joinedPath = ({ env }) => (0,background/* isDetached */.$w)(env) ? (0,external_node_path_.join)(env[background/* DETACHED_VARIABLE */.gf] ?? '', background/* DETACHED_FILES */.Xu.result) : undefined;


/***/ })

};
;