"use strict";
exports.id = 935;
exports.ids = [935];
exports.modules = {

/***/ 53935:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkAll: () => (/* binding */ checkAll)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _all_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11349);
/* harmony import */ var _row_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71651);



/**
 * `check`: everything that a deployment with these inputs will need, each right or how to mend it. Writes nothing.
 * The failure says what is to be mended first.
 */
async function checkAll(context) {
    const { inputs, step } = context;
    const rows = await (0,_all_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectAll */ ._)(context);
    for (const row of rows)
        step.log.info((0,_row_js__WEBPACK_IMPORTED_MODULE_2__/* .logLine */ .BP)(row));
    await step.summary((0,_row_js__WEBPACK_IMPORTED_MODULE_2__/* .checkTable */ .Dv)(inputs.environment, rows));
    const advice = (0,_row_js__WEBPACK_IMPORTED_MODULE_2__/* .mendFirst */ .h2)(rows);
    return { values: {}, ...(advice === undefined ? {} : { failure: new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(advice) }) };
}


/***/ })

};
;