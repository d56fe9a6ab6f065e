"use strict";
exports.id = 720;
exports.ids = [720];
exports.modules = {

/***/ 23720:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86055);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23310);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(93414);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(88463);





await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .QL, {
    main: async (given, step) => (0,_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .conclude */ .E)(await (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)(given, step, () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_3__/* .connect */ .N)(given, step)), step),
    post: (given, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .post */ .bE)(given, step, () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_3__/* .connect */ .N)(given, step)),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
;