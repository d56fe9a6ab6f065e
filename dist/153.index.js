"use strict";
exports.id = 153;
exports.ids = [153];
exports.modules = {

/***/ 78153:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   probeTelemetry: () => (/* binding */ probeTelemetry)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30922);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60221);
/* harmony import */ var _export_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(34368);
/* harmony import */ var _send_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11421);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(83684);






const LIMIT_MS = 5000;
/** No message at all is a request that asks for nothing (protobuf.dev: an empty message has no bytes). */
const NOTHING = new Uint8Array();
/** Whether telemetry would arrive: an empty request for each signal, which stores nothing. */
async function probeTelemetry(inputs, ports) {
    try {
        const config = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .otlpConfig */ .K)(inputs, ports.env);
        if (config === undefined)
            return [];
        const found = await Promise.all(config.destinations.map((destination) => probe(destination, ports)));
        return [...found, ...config.notes.map((line) => ({ level: 'warning', line }))];
    }
    catch (error) {
        return [{ level: 'error', line: (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .errorLine */ .B)(error) }];
    }
}
async function probe(destination, ports) {
    const { signal, url, aws } = destination;
    const { host } = new URL(url);
    const { clock } = ports;
    try {
        const headers = await (0,_export_js__WEBPACK_IMPORTED_MODULE_3__/* .headersFor */ .i)(destination, NOTHING, ports);
        const answer = await (0,_send_js__WEBPACK_IMPORTED_MODULE_5__/* .send */ .t)(destination, headers, NOTHING, (0,_signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__/* .withTimeout */ .w)(LIMIT_MS, clock));
        if (answer.status < 300)
            return { level: 'ok', line: `${host} takes ${signal}` };
        const { what, cure } = (0,_trouble_js__WEBPACK_IMPORTED_MODULE_4__/* .troubleOfAnswer */ .j)(answer, destination, clock.now());
        // Whether CloudWatch takes an empty request is not documented; it has let us in.
        if (aws !== undefined && answer.status === 400)
            return {
                level: 'warning',
                line: `${signal}: ${host} knows the job, but did not take an empty request`,
            };
        return { level: 'error', line: `${signal}: ${what}: ${cure}.` };
    }
    catch (error) {
        const { what, cure } = (0,_trouble_js__WEBPACK_IMPORTED_MODULE_4__/* .troubleOfError */ .R)(error, destination);
        return { level: 'error', line: `${signal}: ${what}: ${cure}.` };
    }
}


/***/ })

};
;