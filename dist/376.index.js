"use strict";
exports.id = 376;
exports.ids = [376];
exports.modules = {

/***/ 89537:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ connections)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30696);

/** The real world. */
const connections = { connect: _signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_0__/* .registryFor */ .Z };


/***/ }),

/***/ 35376:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89537);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8015);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97746);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(88750);





await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .Q, {
    main: async (parsed, step) => (0,_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .setOutputs */ .n)(await (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)(parsed, step, _connections_js__WEBPACK_IMPORTED_MODULE_1__/* .connections */ .o), step),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8015:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs)
/* harmony export */ });
/* unused harmony export outputs */
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18203);


const DAY_SECONDS = 86_400;
const inputs = {
    environments: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('deployment environments, such as production', /^[^\p{Cc}]{1,255}$/u),
    window: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(DAY_SECONDS), '90d'),
    'compare-window': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(DAY_SECONDS),
    formats: {
        ...(0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('formats of html, markdown, json and csv', /^(html|markdown|json|csv)$/),
        default: 'html,markdown,json,csv',
    },
    path: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the path of a folder'), 'signalbox-report'),
    'github-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .githubToken */ .bU,
    repository: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .repository */ .Jk,
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .correlationIdInput */ ._1,
};
const outputs = (/* unused pure expression or super */ null && ([
    'report-path',
    'deployment-frequency',
    'lead-time-seconds',
    'change-failure-rate',
    'recovery-seconds',
    'rework-rate',
    'sample-size',
    'window-days',
    'change-points',
    'baseline-path',
    'verdict',
]));


/***/ }),

/***/ 97746:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/report/src/figures/baseline.ts
var baseline = __webpack_require__(575);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/report/src/figures/outcome.ts
var outcome = __webpack_require__(17206);
// EXTERNAL MODULE: ./packages/report/src/figures/waits.ts
var waits = __webpack_require__(49580);
// EXTERNAL MODULE: ./packages/report/src/model/window.ts
var model_window = __webpack_require__(80664);
;// CONCATENATED MODULE: ./packages/report/src/files/csv.ts




const iso = (at) => (at === undefined ? '' : new Date(at).toISOString());
const number = (value) => (value === undefined ? '' : String(value));
/**
 * Text of strangers: what a spreadsheet would take for a formula is made text by a quotation mark before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function csv_text(value = '') {
    const line = (0,untrusted/* oneLine */.TN)(value, 1000);
    return /^[=+\-@\t\r]/.test(line) ? `'${line}` : line;
}
/** All known deployments, and not the window's alone: every figure can be computed again from them. */
const COLUMNS = {
    environment: (one) => csv_text(one.environment),
    id: ({ id }) => number(id),
    correlation_id: (one) => csv_text(one.correlationId),
    window: ({ endedAt }, { report }) => (0,model_window/* isWithin */.UO)(endedAt, report.window) ? 'this' : (0,model_window/* isWithin */.UO)(endedAt, report.before) ? 'before' : 'earlier',
    outcome: ({ outcome }) => outcome,
    counts_as: (one) => (0,outcome/* kindOf */.I)(one),
    queued_at: ({ queuedAt }) => iso(queuedAt),
    held_since: ({ heldSince }) => iso(heldSince),
    ended_at: ({ endedAt }) => iso(endedAt),
    wait_seconds: (one) => (one.heldSince === undefined ? '' : number((0,waits/* waitSeconds */.Dh)(one))),
    duration_seconds: (one) => number((0,outcome/* secondsOf */.TM)(one)),
    predicted_p50: ({ predicted }) => number(predicted?.p50),
    predicted_p80: ({ predicted }) => number(predicted?.p80),
    predicted_p95: ({ predicted }) => number(predicted?.p95),
    sha: ({ sha }) => csv_text(sha),
    committed_at: ({ committedAt }) => iso(committedAt),
    first_commit_at: ({ id }, { firstCommits }) => iso(firstCommits?.get(id)),
    actor: (one) => csv_text(one.actor),
    // No login has a bracket; what is not known is empty.
    approved_by: ({ approvedBy }) => csv_text(approvedBy?.length === 0 ? '(nobody)' : approvedBy?.join(' ')),
    workflow: (one) => csv_text(one.workflow),
    run_id: ({ runId }) => number(runId),
    run_attempt: ({ runAttempt }) => number(runAttempt),
    run_url: ({ runUrl }) => csv_text(runUrl),
    priority: ({ priority }) => number(priority),
    stacks: ({ stacks }) => csv_text(stacks.join(' ')),
    failed_resource: (one) => csv_text(one.failedResource),
    slowest_resources: ({ slowest = [] }) => csv_text(slowest.map(({ resource, type, seconds }) => `${resource} ${type} ${seconds}`).join('; ')),
    reason: (one) => csv_text(one.reason),
    incident_at: ({ causedIncident }) => iso(causedIncident?.at),
    incident_by: ({ causedIncident }) => csv_text(causedIncident?.by),
    incident_reason: ({ causedIncident }) => csv_text(causedIncident?.reason),
    from_ledger: ({ fromLedger = false }) => String(fromLedger),
};
/** By RFC 4180, oldest first. */
function csvOf(report, { deployments, firstCommits }) {
    const shown = new Set(report.environments.map(({ environment }) => environment));
    const rows = deployments
        .filter(({ environment }) => shown.has(environment))
        .toSorted((a, b) => a.endedAt - b.endedAt || a.id - b.id)
        .map((one) => Object.values(COLUMNS).map((cell) => cell(one, { report, firstCommits })));
    return [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}
const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

;// CONCATENATED MODULE: ./packages/drawing/src/theme.ts
const FONTS = {
    font: '-apple-system, BlinkMacSystemFont, Segoe UI, Noto Sans, Helvetica, Arial, sans-serif',
    mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    monoSize: 0.9,
};
/** GitHub's own (primer.style/product/primitives/color), on light and on dark. */
const theme_LIGHT = {
    ...{ text: '#1f2328', soft: '#59636e', link: '#0969da', edge: '#d1d9e0', shade: '#f6f8fa' },
    ...{ background: '#ffffff', green: '#1a7f37', red: '#cf222e', blue: '#0969da', amber: '#9a6700' },
    ...FONTS,
};
const DARK = {
    ...{ text: '#f0f6fc', soft: '#9198a1', link: '#4493f8', edge: '#3d444d', shade: '#151b23' },
    ...{ background: '#0d1117', green: '#3fb950', red: '#f85149', blue: '#4493f8', amber: '#d29922' },
    ...FONTS,
};
const COLOURS = [
    ...['text', 'soft', 'link', 'background', 'edge', 'shade', 'green', 'red', 'blue', 'amber'],
];
const IN_DARK = Object.fromEntries(COLOURS.map((name) => [theme_LIGHT[name], DARK[name]]));
/**
 * A picture that was drawn in the light theme, in the dark one.
 * @param more dark colours for others that it has, or instead of the theme's: `{ '#b6d4f2': '#1f4b7a' }`
 */
const inDark = (svg, more = {}) => svg.replace(/#[0-9a-f]{6}\b/g, (colour) => more[colour] ?? IN_DARK[colour] ?? colour);

;// CONCATENATED MODULE: ./packages/drawing/src/text.ts

const ENTITIES = {
    ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};
/** For text and attribute values of SVG, XML and HTML. */
const text_escapeXml = (text) => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? '');
/** Widths in em, roughly, and rather too wide: no font is at hand. */
const WIDTHS = (/* unused pure expression or super */ null && ([
    [/[ijl.,:;'|!I[\]() ·]/, 0.29],
    [/[ftr"/-]/, 0.36],
    [/[mwMW%@▓░]/, 0.86],
    [/[A-Z&]/, 0.69],
    [/\p{Emoji_Presentation}/u, 1.3],
]));
/** Of a character of code, in ems of its own font. */
const MONO_WIDTH = 0.64;
function runWidth({ text, bold, mono }, size, { monoSize }) {
    if (mono)
        return text.length * size * monoSize * MONO_WIDTH;
    const em = Array.from(text).reduce((sum, mark) => sum + (WIDTHS.find(([marks]) => marks.test(mark))?.[1] ?? 0.56), 0);
    return em * size * (bold ? 1.16 : 1.06);
}
/** How wide the runs are in one line, at a font size. An estimate. */
const runsWidth = (runs, size, theme = LIGHT) => runs.reduce((sum, run) => sum + runWidth(run, size, theme), 0);
function line(runs, { x, y, size, end = false }, theme = theme_LIGHT) {
    const spans = runs.map((run) => {
        const fill = run.link ? theme.link : run.soft ? theme.soft : theme.text;
        const weight = run.bold ? ' font-weight="600"' : '';
        const font = run.mono ? ` font-family="${theme.mono}" font-size="${size * theme.monoSize}"` : '';
        return `<tspan fill="${fill}"${weight}${font}>${text_escapeXml(run.text)}</tspan>`;
    });
    const anchor = end ? ' text-anchor="end"' : '';
    return `<text x="${x}" y="${y}" font-size="${size}" xml:space="preserve"${anchor}>${spans.join('')}</text>`;
}
const isAlike = (a, b) => a.bold === b.bold && a.mono === b.mono && a.link === b.link && a.soft === b.soft;
/** Breaks the runs at spaces into lines that are at most `width` wide, but for words that are wider by themselves. */
function wrap(runs, width, size, theme = LIGHT) {
    const lines = [[]];
    let used = 0;
    for (const run of runs) {
        for (const word of run.text.split(/(?<= )/)) {
            const wide = runWidth({ ...run, text: word }, size, theme);
            if (used > 0 && used + wide > width) {
                lines.push([]);
                used = 0;
            }
            used += wide;
            const current = lines.at(-1) ?? [];
            const last = current.at(-1);
            if (last !== undefined && isAlike(last, run)) {
                current[current.length - 1] = { ...last, text: last.text + word };
            }
            else
                current.push({ ...run, text: word });
        }
    }
    return lines;
}
/** Text broken at spaces. */
function paragraph(runs, width, size = 14, theme = LIGHT) {
    const step = Math.round(size * 1.5);
    const lines = wrap(runs, width, size, theme);
    const svg = lines.map((each, index) => line(each, { x: 0, y: index * step + size, size }, theme));
    return { svg: svg.join(''), height: lines.length * step };
}

;// CONCATENATED MODULE: ./packages/drawing/src/chart.ts

/** A straight scale; values outside of its domain are drawn at its ends. One value alone is drawn at the beginning. */
function linear([least, most], [from, to]) {
    const span = most - least;
    return (value) => {
        const share = span <= 0 ? 0 : Math.min(1, Math.max(0, (value - least) / span));
        return from + share * (to - from);
    };
}
/** Some `count` round numbers from 0 to at least `most`, each a multiple of a step that people count in. */
function ticks(most, count, steps = DECIMAL) {
    if (!(most > 0))
        return [0];
    const step = steps.find((each) => most / each <= count) ?? decimalStep(most / count);
    return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => index * step);
}
const DECIMAL = [1, 2, 5];
function decimalStep(least) {
    const power = 10 ** Math.floor(Math.log10(least));
    return ([1, 2, 5, 10].find((each) => each * power >= least) ?? 10) * power;
}
const round = (value) => Number(value.toFixed(1));
/** Many equal dots in one path, which is a fraction of the size of as many circles. */
function dots(points, { colour, size = 5 }) {
    if (points.length === 0)
        return '';
    const whole = points.map(([x, y]) => [Math.round(x), Math.round(y)]);
    // From one to the next takes fewer characters than from the corner.
    const path = whole
        .map(([x, y], index) => {
        const [left, top] = whole[index - 1] ?? [0, 0];
        return `m${x - left} ${y - top}h0`;
    })
        .join('');
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${size}" stroke-linecap="round"/>`;
}
/** Many bars of one colour in one path. */
function bars(rectangles, colour) {
    const drawn = rectangles.filter(({ width, height }) => width > 0 && height > 0);
    if (drawn.length === 0)
        return '';
    const path = drawn.map(({ x, y, width, height }) => `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`);
    return `<path d="${path.join('')}" fill="${colour}"/>`;
}
/** A line through points; it is interrupted where there is none. A point without neighbours is a dot. */
function polyline(points, { colour, width = 1.5, dashed = false, }) {
    const path = points.map((point, index) => {
        if (point === undefined)
            return '';
        const begins = points[index - 1] === undefined;
        const alone = begins && points[index + 1] === undefined;
        return `${begins ? 'M' : 'L'}${round(point[0])} ${round(point[1])}${alone ? 'h0' : ''}`;
    });
    if (path.every((part) => part === ''))
        return '';
    const dash = dashed ? ' stroke-dasharray="4 4"' : '';
    return `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${dash}/>`;
}
/** A picture inside a page, in its font: as wide as there is room, with a name and a description for those who do not see it. */
function inline({ id, title, description }, { svg, height }, { width, className }) {
    const name = className === undefined ? '' : ` class="${text_escapeXml(className)}"`;
    const [titleId, descriptionId] = [`${id}-t`, `${id}-d`].map(text_escapeXml);
    return `<svg${name} viewBox="0 0 ${width} ${Math.ceil(height)}" role="img" aria-labelledby="${titleId} ${descriptionId}"><title id="${titleId}">${text_escapeXml(title)}</title><desc id="${descriptionId}">${text_escapeXml(description)}</desc>${svg}</svg>`;
}

;// CONCATENATED MODULE: ./packages/drawing/src/shapes.ts


function box(at, { fill, stroke, radius = 0, title }) {
    const [x, y, width, height] = [at.x, at.y, at.width, at.height].map((value) => Number(value.toFixed(1)));
    const edge = stroke === undefined ? '' : ` stroke="${stroke}"`;
    const end = title === undefined ? '/>' : `><title>${text_escapeXml(title)}</title></rect>`;
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${edge}${end}`;
}
/** Parts below each other. */
function below(parts, gap, left = 0) {
    let y = 0;
    const placed = parts.map(({ svg, height }) => {
        const top = y;
        y += height + gap;
        return `<g transform="translate(${left} ${top})">${svg}</g>`;
    });
    return { svg: placed.join(''), height: Math.max(0, y - gap) };
}
/** A whole picture on a card, with its name for screen readers. */
function picture(title, { svg, height }, { width, padding = [24, 20], theme = LIGHT }) {
    const [x, y] = padding;
    const full = Math.ceil(height + 2 * y);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" role="img" aria-label="${escapeXml(title)}" font-family="${theme.font}">`,
        box({ x: 0.5, y: 0.5, width: width - 1, height: full - 1 }, { fill: theme.background, stroke: theme.edge, radius: 8 }),
        `<g transform="translate(${x} ${y})">${svg}</g></svg>`,
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./packages/report/src/page/theme.ts

const theme_COLOURS = [
    'text',
    'soft',
    'link',
    'background',
    'edge',
    'shade',
    'green',
    'red',
    'blue',
    'amber',
];
/** Its colours are CSS variables, so that the same drawing is right on light and on dark. */
const PAGE = {
    ...theme_LIGHT,
    ...Object.fromEntries(theme_COLOURS.map((name) => [name, `var(--${name})`])),
};
const variables = (theme) => theme_COLOURS.map((name) => `--${name}:${theme[name]}`).join(';');
const STYLE = `
:root{color-scheme:light dark;${variables(theme_LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);font:16px/1.5 ${theme_LIGHT.font};-webkit-text-size-adjust:100%}
main,header,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.25;margin:3.5rem 0 .25rem;padding-top:1.25rem;border-top:2px solid var(--text);overflow-wrap:anywhere}
h3{font-size:1.05rem;margin:2.25rem 0 .5rem}
p{margin:.25rem 0 .75rem;max-width:44rem}
.soft,figcaption,small{color:var(--soft)}
a{color:var(--link);text-underline-offset:.15em}
code{font:.875em ${theme_LIGHT.mono}}
ul.verdicts{list-style:none;margin:1.5rem 0 0;padding:0;border-top:1px solid var(--edge)}
ul.verdicts li{display:flex;gap:.75rem;align-items:baseline;padding:.6rem 0;border-bottom:1px solid var(--edge)}
ul.verdicts a{font-weight:600;overflow-wrap:anywhere;flex:0 0 auto;min-width:7rem;max-width:min(18rem,80%)}
.mark{flex:none;width:1.1em;font-weight:700}.good,.s{color:var(--green)}.bad,.f{color:var(--red)}.odd,.u{color:var(--amber)}
.s::before{content:"✓ "}.f::before{content:"✗ "}.u::before{content:"? "}.x::before{content:"– "}
dl.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.75rem,1fr));gap:.75rem;margin:1.25rem 0 0}
dl.figures>div{border:1px solid var(--edge);border-radius:.5rem;padding:.8rem 1rem;background:var(--shade);display:flex;flex-direction:column}
dt{font-size:.85rem;color:var(--soft)}
dd{margin:0;font-size:.82rem;color:var(--soft)}
dd.value{font-size:1.45rem;line-height:1.35;font-weight:600;color:var(--text);letter-spacing:-.01em}
dd.none{font-size:1.15rem;font-weight:400;color:var(--soft);line-height:1.85}
dd svg{display:block;width:100%;height:2.2rem;margin-top:.4rem}
figure{margin:.5rem 0 0}figure svg{display:block;width:100%;height:auto}
figcaption{font-size:.85rem;margin-top:.25rem}
.narrow{display:none!important}
.scroll{overflow-x:auto;border:1px solid var(--edge);border-radius:.5rem;margin:.5rem 0 0}
.ledger td:nth-child(3),.ledger td:last-child{font:.8rem/1.6 ${theme_LIGHT.mono};overflow-wrap:anywhere}.ledger td:nth-child(4){text-align:right;white-space:nowrap}.ledger td:nth-child(2){min-width:9rem}.ledger td:last-child{min-width:10rem}
table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--edge)}
tr:last-child>td,tbody tr:last-child>th{border-bottom:0}
thead th{background:var(--shade);font-weight:600;white-space:nowrap}
tbody th{font-weight:400;white-space:nowrap}
.n{text-align:right;white-space:nowrap}
.w{min-width:9rem;max-width:22rem;overflow-wrap:anywhere}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2rem}
.columns>*{min-width:0}
dl.words dt{font-size:1rem;font-weight:600;color:var(--text);margin-top:.75rem}dl.words dd{font-size:.95rem;max-width:44rem}
footer{padding-top:2rem;padding-bottom:3rem}
@media (max-width:600px){.wide{display:none!important}.narrow{display:block!important}header{padding-top:1.5rem}
ul.verdicts li{flex-wrap:wrap}ul.verdicts li span:last-child{flex-basis:100%}h1{font-size:1.45rem}
dl.figures{grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr))}dd.value{font-size:1.35rem}}
@media print{:root{${variables(theme_LIGHT)}}body{font-size:10.5pt}h2{break-before:page}h2:first-of-type{break-before:auto}
.scroll{overflow:visible;border:0}table{font-size:8pt}th,td{padding:.2rem .35rem}tr,figure,dl.figures>div{break-inside:avoid}thead{display:table-header-group}
a{color:inherit;text-decoration:none}.w{min-width:0}}`;

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./packages/report/src/page/words.ts




const NO_DATA = 'no data';
/** Text of strangers in HTML: one line, cut, inert, and of a direction of its own. */
const stranger = (text, limit = 80) => `<bdi>${strangerCell(text, limit)}</bdi>`;
/** The same where it has a table cell for itself, which keeps its direction apart already. */
const strangerCell = (text, limit = 80) => text_escapeXml((0,untrusted/* oneLine */.TN)(text, limit)) || '–';
/** A link to a page of strangers; its bare words where it is no address. `words` is HTML. */
function words_link(url, words) {
    const safe = url === undefined ? undefined : (0,untrusted/* safeUrl */.Pl)(url);
    return safe === undefined ? words : `<a href="${text_escapeXml(safe)}">${words}</a>`;
}
const LONG = 2 * model_window/* DAY_MS */.sO;
/** `42 s`, `6 min 5 s`, `2 h 3 min`, `3.5 days`. */
const span = (seconds) => seconds === undefined
    ? NO_DATA
    : seconds * 1000 < LONG
        ? (0,duration/* formatDuration */.a3)(seconds)
        : `${digits((seconds * 1000) / model_window/* DAY_MS */.sO)} days`;
const percent = (share) => share === undefined ? NO_DATA : `${digits(share * 100)} %`;
/** Two digits at the least, none that nobody needs. */
const digits = (value) => value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(value >= 10 ? 0 : 1);
const words_iso = (at) => new Date(at).toISOString();
/** `2026-11-28`. */
const day = (at) => words_iso(at).slice(0, 10);
/** `2026-11-28 05:37`, in UTC as the page says once. */
const moment = (at) => words_iso(at).slice(0, 16).replace('T', ' ');
/** `3 deployments`. */
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

;// CONCATENATED MODULE: ./packages/report/src/page/charts.ts






/** The same chart for a desk and for a telephone, where text of the first would be too small to read. */
function bothSizes(about, draw) {
    const wide = inline(about, draw(960), { width: 960, className: 'wide' });
    const narrow = { ...about, id: `${about.id}-n` };
    return wide + inline(narrow, draw(350), { width: 350, className: 'narrow' });
}
const MARGIN = { left: 62, right: 10, top: 22, bottom: 26 };
const SMALL = 12;
/** Steps in which people count seconds: up to a day. */
const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
function axes(width, { window, most, height, steps, label, }) {
    const bottom = height - MARGIN.bottom;
    const marks = ticks(most, 4, steps);
    const x = linear([window.from, window.until], [MARGIN.left, width - MARGIN.right]);
    const y = linear([0, marks.at(-1) ?? 1], [bottom, MARGIN.top]);
    const heights = marks.map((value) => Math.round(y(value)) + 0.5);
    const grid = heights.flatMap((at) => [
        [MARGIN.left, at],
        [width - MARGIN.right, at],
        undefined,
    ]);
    const labels = marks.map((value, index) => {
        const position = { x: MARGIN.left - 8, y: (heights[index] ?? 0) + 3.5, size: SMALL, end: true };
        return line([{ text: label(value), soft: true }], position, PAGE);
    });
    const days = [
        line([{ text: day(window.from), soft: true }], { x: MARGIN.left, y: height - 6, size: SMALL }, PAGE),
        line([{ text: day(window.until), soft: true }], { x: width - MARGIN.right, y: height - 6, size: SMALL, end: true }, PAGE),
    ];
    return {
        x,
        y,
        svg: [polyline(grid, { colour: PAGE.edge, width: 1 }), ...labels, ...days].join(''),
        height,
    };
}
/** Every deployment by its end and its length, the band of each regime, and the shifts between them. */
function durationsChart(deployments, { regimes, changePoints }, window) {
    const points = deployments.flatMap((one) => {
        const seconds = (0,outcome/* secondsOf */.TM)(one);
        const kind = (0,outcome/* kindOf */.I)(one);
        const shown = kind === 'failed' || (kind === 'succeeded' && one.outcome === 'succeeded');
        return seconds === undefined || !shown ? [] : [{ at: one.endedAt, seconds, failed: kind === 'failed' }];
    });
    const good = points.filter(({ failed }) => !failed).map(({ seconds }) => seconds);
    // One that hung for a day would flatten all others: it is drawn at the upper edge.
    const threeTimesNormal = 3 * Math.max(0, ...regimes.map(({ p95 }) => p95));
    const most = Math.max(1, Math.min(Math.max(...good, 0), threeTimesNormal || Number.POSITIVE_INFINITY), ...regimes.map(({ p95 }) => p95));
    return (width) => {
        const frame = axes(width, { window, most, height: 260, steps: TIMES, label: span });
        const { x, y } = frame;
        const bands = regimes.map((regime) => regimeBand(regime, frame));
        const shifts = changePoints.map((shift) => shiftLine(shift, frame, width));
        const of = (failed) => points.filter((one) => one.failed === failed).map(({ at, seconds }) => [x(at), y(seconds)]);
        const drawn = [
            ...[frame.svg, ...bands, ...shifts, dots(of(false), { colour: PAGE.blue })],
            crosses(of(true), PAGE.red),
        ];
        return { svg: drawn.join(''), height: frame.height };
    };
}
/** From the median to the 80th and the 95th of a hundred, for as long as the regime lasted. */
function regimeBand({ from, until, p50, p80, p95 }, { x, y }) {
    const [left, right] = [x(from), x(until)];
    const band = (low, high, opacity) => `<g opacity="${opacity}">${box({ x: left, y: y(high), width: Math.max(1, right - left), height: Math.max(1, y(low) - y(high)) }, { fill: PAGE.blue })}</g>`;
    const middle = polyline([
        [left, y(p50)],
        [Math.max(right, left + 1), y(p50)],
    ], { colour: PAGE.blue, width: 2 });
    return band(p50, p80, 0.22) + band(p80, p95, 0.1) + middle;
}
/** A dashed line at the shift, with the commit that came with it. */
function shiftLine({ at, sha }, { x, height }, width) {
    const left = x(at);
    const after = left > width / 2;
    const text = line([{ text: sha.slice(0, 7), mono: true, bold: true }], { x: left + (after ? -6 : 6), y: 13, size: SMALL, end: after }, PAGE);
    const dashes = polyline([
        [left, 2],
        [left, height - MARGIN.bottom],
    ], { colour: PAGE.amber, dashed: true });
    return dashes + text;
}
/** Failed ones differ by shape, too, for those who do not distinguish colours. */
function crosses(points, colour) {
    const arms = points.map(([x, y]) => `M${(x - 3.5).toFixed(1)} ${(y - 3.5).toFixed(1)}l7 7m-7 0l7 -7`);
    return arms.length === 0
        ? ''
        : `<path d="${arms.join('')}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}
/** Kinds of outcomes from below to above, each with its colour and name. */
const OUTCOMES = [
    { kind: 'succeeded', name: 'succeeded', colour: PAGE.green },
    { kind: 'failed', name: 'failed', colour: PAGE.red },
    { kind: 'unknown', name: 'unknown end', colour: PAGE.amber },
    { kind: 'neither', name: 'cancelled or without changes', colour: PAGE.soft },
];
/** A bar for each week. */
function weeksChart(weeks, window) {
    const totals = weeks.map(({ succeeded, failed, neither, unknown }) => succeeded + failed + neither + unknown);
    return (width) => {
        const frame = axes(width, { window, most: Math.max(1, ...totals), height: 190, label: String });
        const stacked = OUTCOMES.map(({ kind, colour }, index) => {
            const lower = OUTCOMES.slice(0, index);
            const rectangles = weeks.map((week) => {
                const below = lower.reduce((sum, each) => sum + week[each.kind], 0);
                const [low, high] = [frame.y(below), frame.y(below + week[kind])];
                const [left, right] = [frame.x(week.from) + 1, frame.x(week.until) - 1];
                return { x: left, y: high, width: Math.max(1, right - left), height: low - high };
            });
            return bars(rectangles, colour);
        });
        return { svg: frame.svg + stacked.join(''), height: frame.height };
    };
}
/** A figure over time without axes, next to its value. */
function sparkline(values) {
    const known = values.flatMap((value) => value ?? []);
    if (known.length < 2)
        return '';
    const x = linear([0, values.length - 1], [3, 157]);
    const y = linear([Math.min(0, ...known), Math.max(...known)], [27, 3]);
    const points = values.map((value, index) => value === undefined ? undefined : [x(index), y(value)]);
    const drawn = polyline(points, { colour: PAGE.blue, width: 2 });
    return `<svg viewBox="0 0 160 30" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>`;
}

;// CONCATENATED MODULE: ./packages/report/src/page/figures.ts


const aWeek = (value) => (value === undefined ? NO_DATA : `${digits(value)} a week`);
const FIGURES = [
    {
        key: 'deploymentFrequency',
        name: 'Deployment frequency',
        of: aWeek,
        noun: 'deployment',
        definition: 'Deployments that succeeded, divided by the weeks of which anything is known. 0 only where the registry knows that there was none.',
    },
    {
        key: 'leadTime',
        name: 'Lead time',
        of: span,
        noun: 'commit',
        definition: 'Median from the time of a commit to the end of the deployment that first brought it here. Going back to an earlier commit brings nothing new.',
    },
    {
        key: 'changeFailureRate',
        name: 'Change failure rate',
        of: percent,
        noun: 'deployment',
        definition: 'Deployments that failed, were rolled back, breached their bake, or were marked later because they caused an incident, divided by those that succeeded or failed. Cancelled ones and those without changes are neither; an unknown end is in no rate.',
    },
    {
        key: 'recoveryTime',
        name: 'Recovery time',
        of: span,
        noun: 'recovery',
        definition: 'Median from the end of a failed deployment to the end of the next good one. What fails between belongs to the same episode; a rollback alone is no recovery.',
    },
    {
        key: 'reworkRate',
        name: 'Rework rate',
        of: percent,
        noun: 'deployment',
        definition: 'Deployments begun within 24 hours after a failed one, back to an earlier commit, or with a priority above 0, divided by those that succeeded or failed.',
    },
];
/** `↑ from 1.7 a week`: an arrow only where the change is beyond chance. */
function trendWords({ trend, before, value }, of) {
    if (value === undefined)
        return '';
    if (before.value === undefined)
        return 'nothing to compare with';
    const arrow = { up: '↑ from', down: '↓ from', steady: 'no clear change from', unknown: 'before:' }[trend];
    return `${arrow} ${of(before.value)}`;
}
const intervalWords = ({ interval, sample }, { of, noun }) => {
    const cases = noun === 'recovery' && sample !== 1 ? `${sample} recoveries` : count(sample, noun);
    return interval === undefined ? `of ${cases}` : `${of(interval[0])} to ${of(interval[1])}, of ${cases}`;
};
/** The five figures as cards. */
function cards(dora) {
    const each = FIGURES.map((words) => {
        const figure = dora[words.key];
        const value = figure.value === undefined
            ? `<dd class="value none">${NO_DATA}</dd>`
            : `<dd class="value">${words.of(figure.value)}</dd><dd>${intervalWords(figure, words)}</dd><dd>${trendWords(figure, words.of)}</dd>`;
        const line = sparkline(figure.weekly);
        return `<div><dt>${words.name}</dt>${value}${line === '' ? '' : `<dd>${line}</dd>`}</div>`;
    });
    return `<dl class="figures">${each.join('')}</dl>${firstCommit(dora.firstCommitLeadTime)}`;
}
const firstCommit = (figure) => figure.value === undefined
    ? ''
    : `<p class="soft"><small>From the first commit of what was deployed, lead time is ${span(figure.value)} (median of the ${count(figure.sample, 'deployment')} whose commits were compared).</small></p>`;

;// CONCATENATED MODULE: ./packages/report/src/files/digest.ts



const MOST_LINES = 40;
/** The report in at most 40 lines of Markdown: for the job summary, where pictures of one's own are not shown. */
function digestOf({ repository, window, environments }) {
    const head = [
        `### Deployments of ${(0,untrusted/* markdownText */.p7)(repository, 100)}, ${day(window.from)} to ${day(window.until)}`,
        '',
    ];
    if (environments.length === 0)
        return [...head, `${NO_DATA}: the registry has no deployments.`, ''].join('\n');
    const room = MOST_LINES - head.length - FIXED_LINES - FIGURES.length;
    const shown = environments.slice(0, Math.min(room, MOST_COLUMNS));
    const rest = environments.length - shown.length;
    const lines = [
        ...head,
        ...shown.map((one) => `- **${digest_name(one)}**: ${one.verdict}`),
        ...(rest > 0 ? [`- and ${rest} more: see the page`] : []),
        '',
        `| | ${shown.map(digest_name).join(' | ')} |`,
        `|---|${'---:|'.repeat(shown.length)}`,
        ...FIGURES.map(({ key, name: title, of }) => {
            const cells = shown.map(({ dora }) => [of(dora[key].value), trendWords(dora[key], of)].filter(Boolean).join(', '));
            return `| ${title} | ${cells.join(' | ')} |`;
        }),
        '',
        '<sub>By DORA, without grades; an arrow only where the change is beyond chance.</sub>',
        '',
    ];
    return lines.join('\n');
}
/** Of the table and around it. */
const FIXED_LINES = 8;
const MOST_COLUMNS = 12;
const digest_name = ({ environment }) => (0,untrusted/* markdownText */.p7)(environment, 60);
/** One line for a message: `production: 12 deployments in 90 days, 1 failed, ...`; at most three environments. */
function verdictLine({ environments }) {
    if (environments.length === 0)
        return NO_DATA;
    const said = environments
        .slice(0, MOST_SAID)
        .map(({ environment, verdict }) => `${environment}: ${verdict}`);
    const rest = environments.length - said.length;
    return [...said, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ');
}
const MOST_SAID = 3;

;// CONCATENATED MODULE: ./packages/report/src/files/json.ts

/** Fields that hold a time of day. */
const MOMENTS = new Set([
    ...['madeAt', 'from', 'until', 'at', 'since', 'confirmedAt', 'failedAt', 'lastAt'],
    ...['queuedAt', 'heldSince', 'endedAt', 'committedAt'],
]);
/** As docs/deployment-report.schema.json describes it; times are ISO 8601, spans seconds, and what is not known absent. */
const jsonOf = (report) => `${JSON.stringify({ version: 1, ...report }, readable, 1)}\n`;
/** `baseline.json`: what is normal, by environment. */
const baselineJson = (report, environments) => {
    const { repository, madeAt } = report;
    return `${JSON.stringify({ version: 1, repository, madeAt, environments }, readable, 2)}\n`;
};
function readable(key, value) {
    if (typeof value === 'number' && MOMENTS.has(key))
        return new Date(value).toISOString();
    return typeof value === 'string' ? (0,untrusted/* oneLine */.TN)(value, 1000) : value;
}
/** A report that `jsonOf` wrote, of this version. */
const parseReport = (json) => JSON.parse(json, (key, value) => typeof value === 'string' && MOMENTS.has(key) ? Date.parse(value) : value);

;// CONCATENATED MODULE: ./packages/report/src/page/table.ts

const LARGE = 50;
/**
 * A table that scrolls by itself where it is too wide. The first column names the row. End tags that HTML does not need
 * are omitted: a ledger of a thousand rows is a third smaller.
 * https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
 */
function table(label, columns, rows, className) {
    const name = className === undefined ? '' : ` class=${className}`;
    const css = ({ kind }, row) => {
        if (typeof kind === 'function')
            return row === undefined ? '' : ` class=${kind(row)}`;
        return kind === undefined ? '' : ` class=${kind}`;
    };
    const head = columns.map((column) => `<th scope=col${css(column)}>${text_escapeXml(column.title)}`).join('');
    // Where its column has no other cells, it is the row's header by itself (HTML, 4.9.12.2): a tenth of a large table.
    const scope = rows.length > LARGE ? '' : ' scope=row';
    const body = rows.map((row) => {
        const cells = columns.map((column, index) => index === 0
            ? `<th${scope}${css(column, row)}>${column.cell(row)}`
            : `<td${css(column, row)}>${column.cell(row)}`);
        return `<tr>${cells.join('')}`;
    });
    return `<div class="scroll" role="region" tabindex="0" aria-label="${text_escapeXml(label)}"><table${name}><thead><tr>${head}<tbody>${body.join('')}</table></div>`;
}

;// CONCATENATED MODULE: ./packages/report/src/page/ledger.ts




/** Short names of classes: they are in every row. */
const CLASSES = { succeeded: 's', failed: 'f', unknown: 'u', neither: 'x' };
/** Who deployed what, when, and what became of it. `deployments`: newest first, of which at most `most` are shown. */
function ledger(environment, deployments, most) {
    const shown = deployments.slice(0, most);
    const more = shown.length < deployments.length
        ? `<p class="soft">The newest ${most} of ${deployments.length}; all are in the CSV beside this page.</p>`
        : '';
    const approved = shown.some(({ approvedBy = [] }) => approvedBy.length > 0);
    return more + table(`Ledger of ${environment}`, columns(approved), shown, 'ledger');
}
const columns = (approved) => [
    { title: 'Ended (UTC)', cell: ({ endedAt }) => moment(endedAt) },
    { title: 'Outcome', cell: ledger_outcome, kind: (one) => CLASSES[(0,outcome/* kindOf */.I)(one)] },
    { title: 'Commit', cell: ({ sha }) => text_escapeXml(sha.slice(0, 7)) },
    { title: 'Took', cell: (one) => (one.heldSince === undefined ? '–' : span((0,outcome/* secondsOf */.TM)(one))) },
    { title: 'Who', cell: ({ actor }) => strangerCell(actor, 40) },
    ...(approved
        ? [
            {
                title: 'Approved by',
                cell: approvers,
            },
        ]
        : []),
    {
        title: 'Run, by its correlation id',
        cell: (one) => words_link(runPage(one), strangerCell(one.correlationId || String(one.runId), 64)),
    },
];
function approvers({ approvedBy, heldSince }) {
    if (heldSince === undefined)
        return '–';
    if (approvedBy === undefined)
        return '<i>not known</i>';
    return approvedBy.length === 0 ? '<i>nobody</i>' : strangerCell(approvedBy.join(', '), 80);
}
/** Without the first attempt, which GitHub shows unless there was another: a third of a row's size. */
const runPage = ({ runUrl }) => runUrl?.replace(/\/attempts\/1$/, '');
function ledger_outcome({ outcome: ended, causedIncident: incident }) {
    const later = incident && `, caused an incident: ${stranger(incident.reason, 120)} (${stranger(incident.by, 40)})`;
    return `${ended}${later ?? ''}`;
}

// EXTERNAL MODULE: ./packages/report/src/figures/recovery.ts
var recovery = __webpack_require__(80451);
;// CONCATENATED MODULE: ./packages/report/src/page/sections.ts



const section = (title, ...parts) => `<h3>${title}</h3>${parts.join('')}`;
const words = (text) => `<p class="soft">${text}</p>`;
function sections_waits({ environment, waits: all }) {
    const { quantiles, longest, pairs, waits: list } = all;
    if (quantiles === undefined)
        return section('Queue', words(NO_DATA));
    const { p50, p80, p95, sample } = quantiles;
    const line = words(`Half of ${count(sample, 'deployment')} waited at most ${span(p50)}, 8 of 10 at most ${span(p80)}, 19 of 20 at most ${span(p95)}; the longest ${span(longest)}.`);
    if (list.length === 0)
        return section('Queue', line);
    const whom = pairs.length === 0 ? '' : table(`Who waited for whom in ${environment}`, PAIRS, pairs);
    return section('Queue', line, '<div class="columns">', whom, table(`Longest waits in ${environment}`, WAITS, list), '</div>');
}
const PAIRS = [
    { title: 'Waited', cell: ({ waiter }) => stranger(waiter, 40), kind: 'w' },
    { title: 'for', cell: ({ holder }) => stranger(holder, 40), kind: 'w' },
    { title: 'Times', cell: ({ times }) => String(times), kind: 'n' },
    { title: 'In all', cell: ({ seconds }) => span(seconds), kind: 'n' },
];
const WAITS = [
    { title: 'Longest waits', cell: ({ correlationId }) => stranger(correlationId, 64), kind: 'w' },
    { title: 'Waited', cell: ({ seconds }) => span(seconds), kind: 'n' },
    {
        title: 'while these deployed',
        cell: ({ holders }) => holders.length === 0 ? 'nobody' : holders.map(({ actor }) => stranger(actor, 40)).join(', '),
        kind: 'w',
    },
];
function calibration({ calibration: { p50, p80, p95 } }) {
    if (p50.value === undefined)
        return section('Forecasts', words(NO_DATA));
    const row = (name, target, { value, interval }) => ({
        name,
        target,
        value,
        interval,
    });
    const columns = [
        { title: 'Forecast', cell: ({ name }) => name },
        { title: 'should hold for', cell: ({ target }) => target, kind: 'n' },
        { title: 'held for', cell: ({ value }) => percent(value), kind: 'n' },
        {
            title: 'between',
            cell: ({ interval }) => (interval ? `${percent(interval[0])} and ${percent(interval[1])}` : NO_DATA),
            kind: 'n',
        },
    ];
    return section('Forecasts', words(`How often ${count(p50.sample, 'successful deployment')} took no longer than was forecast at the start.`), table('Forecasts', columns, [
        row('median', '50 %', p50),
        row('p80', '80 %', p80),
        row('p95', '95 %', p95),
    ]));
}
function failedAt({ environment, resources }) {
    const columns = [
        { title: 'Resource', cell: ({ resource }) => stranger(resource), kind: 'w' },
        { title: 'Failures', cell: ({ failures }) => String(failures), kind: 'n' },
        { title: 'Last', cell: ({ lastAt }) => moment(lastAt) },
    ];
    const none = words('No failed deployment names a resource.');
    const named = table(`Failed resources of ${environment}`, columns, resources.slice(0, 20));
    return section('Where it fails', resources.length === 0 ? none : named);
}
function slow({ environment, stacks, slowResources }) {
    const columns = [
        { title: 'Stack', cell: ({ stack }) => stranger(stack), kind: 'w' },
        { title: 'Deployments', cell: ({ deployments }) => String(deployments), kind: 'n' },
        { title: 'Failed', cell: ({ failed }) => String(failed), kind: 'n' },
        { title: 'Median', cell: ({ duration }) => span(duration?.p50), kind: 'n' },
        { title: 'p95', cell: ({ duration }) => span(duration?.p95), kind: 'n' },
    ];
    const shown = table(`Stacks of ${environment}`, columns, stacks.slice(0, 20));
    const resources = slowResources.length === 0
        ? words('No monitor wrote down which resources took longest.')
        : table(`Slow resources of ${environment}`, SLOW, slowResources.slice(0, 20));
    return section('What is slow', stacks.length === 0 ? words(NO_DATA) : shown, resources);
}
const SLOW = [
    { title: 'Resource', cell: ({ resource }) => stranger(resource), kind: 'w' },
    { title: 'Type', cell: ({ type }) => stranger(type), kind: 'w' },
    { title: 'Among the slowest', cell: ({ deployments }) => String(deployments), kind: 'n' },
    { title: 'Median', cell: ({ median }) => span(median), kind: 'n' },
    { title: 'Longest', cell: ({ longest }) => span(longest), kind: 'n' },
];
function recoveries({ environment, recoveries: all }) {
    const columns = [
        { title: 'Failed (UTC)', cell: ({ failedAt }) => moment(failedAt) },
        { title: 'Deployment', cell: ({ correlationId }) => stranger(correlationId, 64), kind: 'w' },
        { title: 'Failures', cell: ({ failures }) => String(failures), kind: 'n' },
        {
            title: 'Recovered after',
            cell: (one) => (one.recovered ? span((0,recovery/* recoverySeconds */.U)(one)) : '<b>not yet</b>'),
            kind: 'n',
        },
        { title: 'by', cell: ({ recovered }) => (recovered ? stranger(recovered.actor, 40) : '–') },
    ];
    const newest = all.toReversed().slice(0, 10);
    return section('Recoveries', all.length === 0
        ? words('Nothing to recover from.')
        : table(`Recoveries of ${environment}`, columns, newest));
}
function freezesAndBakes({ environment, freezes, ledger }) {
    const closed = [
        { title: 'Closed (UTC)', cell: ({ since }) => moment(since) },
        {
            title: 'for',
            cell: ({ since, until }) => until === undefined ? '<b>still closed</b>' : span((until - since) / 1000),
            kind: 'n',
        },
        { title: 'by', cell: ({ by }) => stranger(by, 40), kind: 'w' },
        { title: 'because', cell: ({ reason }) => stranger(reason, 200), kind: 'w' },
    ];
    const breached = ledger.filter(({ outcome }) => outcome === 'breached');
    const baked = [
        { title: 'Ended (UTC)', cell: ({ endedAt }) => moment(endedAt) },
        { title: 'Run', cell: ({ runUrl, runId }) => words_link(runUrl, String(runId)) },
        { title: 'Breach', cell: ({ reason = '' }) => stranger(reason, 200), kind: 'w' },
    ];
    return (section('Freezes', freezes.length === 0
        ? words('The environment was not closed.')
        : table(`Freezes of ${environment}`, closed, freezes.slice(0, 50))) +
        section('Bakes', breached.length === 0
            ? words('No bake was breached.')
            : table(`Breached bakes of ${environment}`, baked, breached.slice(0, 20))));
}

;// CONCATENATED MODULE: ./packages/report/src/page/page.ts








/** No script, nothing fetched: what strangers wrote is only ever text on this page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/** What mail and chat clients show without complaint. */
const MOST_BYTES = 300_000;
/** So many rows of each ledger are tried, so that the page keeps below that; the CSV has all. */
const ROWS = [200, 190, 175, 150, 100, 50, 20, 5];
/** The whole page, in one file. */
function pageOf(report) {
    for (const rows of ROWS) {
        const page = pageWith(report, rows);
        if (Buffer.byteLength(page) <= MOST_BYTES)
            return page;
    }
    return pageWith(report, 0);
}
function pageWith(report, rows) {
    const { repository, window, madeAt, environments } = report;
    const title = `Deployments of ${(0,untrusted/* oneLine */.TN)(repository, 200)}`;
    return [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">',
        `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
        `<title>${text_escapeXml(title)}</title><style>${STYLE}</style></head><body>`,
        `<header><h1>Deployments of ${stranger(repository, 200)}</h1>`,
        `<p class="soft">${day(window.from)} to ${day(window.until)}, made ${moment(madeAt)}. All times are UTC.</p>`,
        environments.length === 0
            ? `<p>${NO_DATA}: the registry has no deployments.</p>`
            : verdicts(environments),
        '</header><main>',
        ...environments.map((one, index) => environmentSection(named(one), index, window, rows)),
        '</main>',
        definitions(report),
        '</body></html>\n',
    ].join('\n');
}
/** Names are in titles, labels and descriptions, too: they are cut once. */
const named = (one) => ({
    ...one,
    environment: (0,untrusted/* oneLine */.TN)(one.environment, 100),
});
function verdicts(environments) {
    const items = environments.map(({ environment, verdict, ...rest }, index) => {
        const [name, mark] = markOf(rest);
        return `<li><span class="mark ${name}" aria-hidden="true">${mark}</span><a href="#e${index}">${stranger(environment, 100)}</a><span>${text_escapeXml(verdict)}</span></li>`;
    });
    return `<ul class="verdicts">${items.join('')}</ul>`;
}
/** Whether something is broken now, not whether a figure is good. */
function markOf({ knownDays, recoveries: all, ledger: past, }) {
    if (knownDays === 0 || past.length === 0)
        return ['soft', '–'];
    return all.some(({ recovered }) => recovered === undefined)
        ? ['bad', '✗']
        : ['good', '✓'];
}
function environmentSection(one, index, window, rows) {
    const { environment, dora, ledger: past } = one;
    const head = `<section aria-labelledby="e${index}"><h2 id="e${index}">${stranger(environment, 200)}</h2>`;
    if (one.knownDays === 0)
        return `${head}${gaps(one)}<p>${NO_DATA}</p></section>`;
    return [
        ...[head, gaps(one), cards(dora), durations(one, index, window), weeks(one, index, window), sections_waits(one)],
        `<div class="columns"><div>${calibration(one)}</div><div>${failedAt(one)}</div></div>`,
        ...[slow(one), recoveries(one)],
        ...[
            freezesAndBakes(one),
            '<h3>Ledger</h3>',
            past.length === 0 ? `<p class="soft">${NO_DATA}</p>` : ledger(environment, past, rows),
        ],
        '</section>',
    ].join('\n');
}
const gaps = ({ gaps: lines }) => lines.map((line) => `<p class="odd">Not all could be read: ${text_escapeXml((0,untrusted/* oneLine */.TN)(line))}.</p>`).join('');
function durations(one, index, window) {
    const { quantiles, changePoints, normal } = one.durations;
    if (quantiles === undefined)
        return `<h3>How long it takes</h3><p class="soft">${NO_DATA}</p>`;
    const { p50, p80, p95, sample } = quantiles;
    const said = `Half of ${count(sample, 'successful deployment')} took at most ${span(p50)}, 8 of 10 at most ${span(p80)}, 19 of 20 at most ${span(p95)}.`;
    const shifts = changePoints.map(({ at, sha, before, after }) => `On ${day(at)}, from <code>${text_escapeXml(sha.slice(0, 7))}</code> on, the median went from ${span(before)} to ${span(after)}.`);
    const now = normal === undefined || changePoints.length === 0 ? '' : ` Normal since then is ${span(normal.p50)}.`;
    const about = {
        id: `d${index}`,
        title: `How long deployments to ${one.environment} took`,
        description: said,
    };
    const chart = bothSizes(about, durationsChart(one.ledger, one.durations, window));
    return `<h3>How long it takes</h3><p>${said} ${shifts.join(' ')}${now}</p><figure>${chart}<figcaption>A dot is a successful deployment, a cross a failed one. The line is the median between two lasting shifts, the bands reach to p80 and p95.</figcaption></figure>`;
}
function weeks(one, index, window) {
    const { succeeded, failed, neither, unknown } = one.counts;
    const said = `${succeeded} succeeded, ${failed} failed, ${unknown} ended unknown, ${neither} were cancelled or changed nothing.`;
    const about = { id: `w${index}`, title: `Outcomes of ${one.environment} by week`, description: said };
    const legend = OUTCOMES.map(({ name, colour }) => `<span style="color:${colour}" aria-hidden="true">■</span> ${name}`);
    return `<h3>Outcomes a week</h3><figure>${bothSizes(about, weeksChart(one.weeks, window))}<figcaption>${said}<br>${legend.join(' &ensp; ')}</figcaption></figure>`;
}
function definitions({ before }) {
    const words = FIGURES.map(({ name, definition }) => `<dt>${name}</dt><dd>${definition}</dd>`);
    return `<footer><h2>What the figures mean</h2><p class="soft">The five figures of <a href="https://dora.dev/guides/dora-metrics-four-keys/">DORA</a>, for one environment at a time and without grades. Each range holds the true value 19 times of 20; an arrow stands only where a figure and the one before (${day(before.from)} to ${day(before.until)}) lie outside of each other’s range.</p><dl class="words">${words.join('')}<dt>Lasting shift</dt><dd>The last 8 to 12 durations differ from the 30 before by the rank-sum test, by at least 12 %, and still do two deployments later.</dd><dt>No data</dt><dd>Nothing is known. It never means 0.</dd></dl></footer>`;
}

// EXTERNAL MODULE: ./packages/report/src/figures/report.ts + 3 modules
var figures_report = __webpack_require__(12449);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/registry/src/operations/approvals.ts
var approvals = __webpack_require__(13216);
// EXTERNAL MODULE: ./packages/registry/src/operations/past.ts
var operations_past = __webpack_require__(72558);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
;// CONCATENATED MODULE: ./actions/report/src/sources.ts




/**
 * GraphQL points for each environment at most, a hundred deployments each: 5 are enough for 200 in each of two windows. A job's
 * token has 1,000 an hour (docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
const POINTS = 20;
/** Requests in all for the first commits of deployments. */
const MOST_COMPARED = 30;
/** Requests in all to see who approved, and of one environment: of what `cleanup` deleted its ledger says it. */
const MOST_REVIEWED = { all: 150, each: 50 };
/** What the report is made from: two windows of each environment, and the first commits of the newest deployments. */
async function readSources(inputs, step, ports) {
    const { window: windowSeconds = 0, 'compare-window': compareSeconds = windowSeconds } = inputs;
    const { repository, repositoryId, serverUrl } = step.job;
    const now = step.clock.now();
    const from = now - windowSeconds * 1000;
    const since = from - compareSeconds * 1000;
    const named = [...new Set(inputs.environments.map((name) => name.toLowerCase()))];
    const found = named.length > 0 ? { names: named, complete: true } : await ports.registry.environments(since);
    const environments = found.names;
    const deployments = [];
    const freezes = [];
    const gaps = new Map();
    const most = Math.min(MOST_REVIEWED.each, Math.ceil(MOST_REVIEWED.all / Math.max(1, environments.length)));
    for (const environment of environments) {
        const query = (0,values/* compact */.oE)({ environment, since, repository, repositoryId, serverUrl, points: POINTS });
        const past = await (0,operations_past/* readPast */.rj)(ports.registry, query);
        deployments.push(...(await (0,approvals/* withApprovers */.n)(past.deployments, environment, { reviews: ports.reviews, most })));
        freezes.push(...past.freezes);
        const missing = found.complete ? past.gaps : [...past.gaps, UNLISTED];
        gaps.set(environment, missing);
        for (const gap of missing)
            step.log.warning(`The report lacks a part: ${gap}`);
    }
    const shown = named.length > 0 ? named : mostUsedFirst(environments, deployments);
    return {
        ...{ repository, now, deployments, freezes, gaps, environments: shown, windowSeconds, compareSeconds },
        firstCommits: await firstCommits(deployments, { from, repository, environments: shown }, ports.commits),
    };
}
const UNLISTED = 'the repository has more registrations than are listed, so that an environment that was not used lately may be missing: name it in "environments"';
/** Production before all, then those with most deployments: people read the first. Without any, an environment is not ours. */
function mostUsedFirst(environments, deployments) {
    const count = (name) => deployments.filter(({ environment }) => environment === name).length;
    const rank = (name) => (name === 'production' ? Number.POSITIVE_INFINITY : count(name));
    return environments.filter((name) => count(name) > 0).sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}
/** When the first commit was made of what each of the newest deployments brought, by the deployment's id. */
async function firstCommits(deployments, { from, repository, environments, }, commits) {
    const found = new Map();
    const each = Math.floor(MOST_COMPARED / Math.max(1, environments.length));
    for (const environment of environments) {
        const runs = deployments
            .filter((one) => one.environment === environment && (0,outcome/* isDeployed */.Nj)(one) && one.claimed !== true)
            .sort((a, b) => a.endedAt - b.endedAt || a.id - b.id);
        const pairs = runs.flatMap((run, index) => {
            const before = runs[index - 1];
            return before === undefined || before.sha === run.sha || run.endedAt <= from ? [] : [{ run, before }];
        });
        for (const { run, before } of pairs.slice(-Math.max(1, each)).toReversed()) {
            const at = await commits.firstCommitAt(repository, before.sha, run.sha);
            // A token that may not read these commits may not read the next ones either.
            if (at === undefined && found.size === 0)
                break;
            if (at !== undefined)
                found.set(run.id, at);
        }
    }
    return found;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
;// CONCATENATED MODULE: ./actions/report/src/write.ts




/** Writes the files into a folder of the workspace. Returns the path of a file in it. @throws UserError when it cannot */
function writeFiles(path, contents, env) {
    const folder = (0,external_node_path_.resolve)(env['GITHUB_WORKSPACE'] || '.', path);
    try {
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        for (const [name, content] of contents)
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, name), content);
    }
    catch (error) {
        throw new errors/* UserError */.y(`Input "path": ${(0,untrusted/* oneLine */.TN)(path, 300)} cannot be written (${(0,errors/* errorLine */.B)(error)}). Name a folder of the workspace.`);
    }
    return (name) => (0,external_node_path_.join)(folder, name);
}

;// CONCATENATED MODULE: ./actions/report/src/main.ts









const FILES = {
    html: { name: 'deployments.html', content: pageOf },
    markdown: { name: 'digest.md', content: digestOf },
    json: { name: 'report.json', content: jsonOf },
    csv: { name: 'deployments.csv', content: csvOf },
};
/** Reads the registry, writes the files, and puts the digest into the job summary. Writes nothing to GitHub. */
async function run(inputs, step, ports) {
    (0,correlation/* correlate */._$)(step, inputs['correlation-id'], 'report');
    const sources = await readSources(inputs, step, await ports.connect(inputs, step));
    const report = (0,figures_report/* reportOf */.E)(sources);
    const formats = inputs.formats;
    const baselines = sources.environments.map((name) => (0,baseline/* baselineOf */.Bv)(name, sources.deployments));
    const contents = new Map([
        ...formats.map((format) => [FILES[format].name, FILES[format].content(report, sources)]),
        ['baseline.json', baselineJson(report, baselines)],
    ]);
    const folder = writeFiles(inputs.path, contents, step.env);
    const verdict = verdictLine(report);
    step.log.info(verdict);
    await step.summary(digestOf(report));
    return {
        ...{ report, verdict, baselinePath: folder('baseline.json') },
        reportPath: formats.includes('html') ? folder(FILES.html.name) : folder(''),
    };
}


/***/ }),

/***/ 88750:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ setOutputs)
/* harmony export */ });
/** Sets the outputs; what is not known is the empty string. The figures are those of the first environment. */
function setOutputs(answer, step) {
    for (const [name, value] of Object.entries(outputsOf(answer)))
        step.output(name, value);
}
function outputsOf({ report, verdict, reportPath, baselinePath, }) {
    const [first] = report.environments;
    const figure = (name, digits = 0) => {
        const value = first?.dora[name].value;
        return value === undefined ? '' : Number(value.toFixed(digits));
    };
    const known = first !== undefined && first.knownDays > 0;
    return {
        'report-path': reportPath,
        'deployment-frequency': figure('deploymentFrequency', 3),
        'lead-time-seconds': figure('leadTime'),
        'change-failure-rate': figure('changeFailureRate', 4),
        'recovery-seconds': figure('recoveryTime'),
        'rework-rate': figure('reworkRate', 4),
        'sample-size': known ? first.counts.succeeded + first.counts.failed : '',
        'window-days': known ? first.knownDays : '',
        'change-points': JSON.stringify(changePoints(report)),
        'baseline-path': baselinePath,
        verdict,
    };
}
const changePoints = ({ environments }) => environments.flatMap(({ environment, durations }) => durations.changePoints.map(({ at, deploymentId, sha, before, after }) => ({
    ...{ environment, at: new Date(at).toISOString(), deploymentId, sha, before, after },
})));


/***/ }),

/***/ 80451:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ recoveriesOf),
/* harmony export */   U: () => (/* binding */ recoverySeconds)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17206);

/**
 * Episodes from the end of a failed deployment to the end of the next good one of the same environment; what fails
 * between them belongs to the same episode. `past`: of one environment, by their ends, oldest first.
 */
function recoveriesOf(past) {
    const episodes = [];
    let open;
    for (const one of past) {
        const kind = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .kindOf */ .I)(one);
        if (kind === 'failed') {
            open =
                open === undefined
                    ? { failedId: one.id, correlationId: one.correlationId, failedAt: one.endedAt, failures: 1 }
                    : { ...open, failures: open.failures + 1 };
        }
        else if (kind === 'succeeded' && open !== undefined) {
            const recovered = { deploymentId: one.id, at: one.endedAt, actor: one.actor };
            episodes.push({ ...open, recovered });
            open = undefined;
        }
    }
    return open === undefined ? episodes : [...episodes, open];
}
/** Undefined while nothing good followed. */
const recoverySeconds = ({ failedAt, recovered }) => recovered === undefined ? undefined : (recovered.at - failedAt) / 1000;


/***/ }),

/***/ 12449:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ reportOf)
});

// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/report/src/model/window.ts
var model_window = __webpack_require__(80664);
// EXTERNAL MODULE: ./packages/report/src/figures/outcome.ts
var outcome = __webpack_require__(17206);
// EXTERNAL MODULE: ./packages/report/src/figures/statistics.ts
var statistics = __webpack_require__(39503);
;// CONCATENATED MODULE: ./packages/report/src/figures/breakdown.ts




const outcomesByWeek = (past, window) => (0,model_window/* weeksOf */.x3)(window).map((week) => ({ ...week, ...(0,outcome/* countsOf */.mQ)((0,outcome/* endedWithin */.QX)(past, week)) }));
/** Of the successes of which there was a forecast. `past`: those of the window. */
function calibrationOf(past) {
    const judged = past.flatMap((one) => {
        const seconds = (0,outcome/* secondsOf */.TM)(one);
        const { predicted } = one;
        return (0,outcome/* isDeployed */.Nj)(one) && predicted && seconds !== undefined ? [{ predicted, seconds }] : [];
    });
    const kept = (level) => {
        const told = judged.flatMap(({ predicted, seconds }) => {
            const most = predicted[level];
            return most === undefined ? [] : [seconds <= most];
        });
        return (0,statistics/* share */.uM)(told.filter(Boolean).length, told.length);
    };
    return { p50: kept('p50'), p80: kept('p80'), p95: kept('p95') };
}
/** Resources at which deployments failed, the most frequent first. `past`: those of the window. */
function failedResources(past) {
    const found = new Map();
    for (const { failedResource: resource, endedAt } of past) {
        if (resource === undefined)
            continue;
        const { failures = 0, lastAt = endedAt } = found.get(resource) ?? {};
        found.set(resource, { resource, failures: failures + 1, lastAt: Math.max(lastAt, endedAt) });
    }
    return [...found.values()].sort((a, b) => b.failures - a.failures || b.lastAt - a.lastAt);
}
/** By stack, the slowest first. `past`: those of the window. */
function stackFigures(past) {
    const stacks = new Set(past.flatMap((one) => one.stacks));
    const figures = [...stacks].map((stack) => {
        const ours = past.filter((one) => one.stacks.includes(stack) && (0,outcome/* isCounted */.he)(one));
        const duration = (0,statistics/* quantilesOf */.Ck)(ours.filter(outcome/* isDeployed */.Nj).flatMap((one) => (0,outcome/* secondsOf */.TM)(one) ?? []));
        const failed = ours.filter((one) => (0,outcome/* kindOf */.I)(one) === 'failed').length;
        return { stack, deployments: ours.length, failed, ...(duration === undefined ? {} : { duration }) };
    });
    return figures
        .filter(({ deployments }) => deployments > 0)
        .sort((a, b) => (b.duration?.p50 ?? 0) - (a.duration?.p50 ?? 0));
}
/** The resources that successful deployments name as their slowest, the slowest first. `past`: those of the window. */
function slowResources(past) {
    const named = past.filter(outcome/* isDeployed */.Nj).flatMap(({ slowest = [] }) => slowest);
    const byName = (0,values/* groupBy */.$z)(named, ({ resource, type }) => `${resource} ${type}`);
    const figures = [...byName.values()].flatMap((times) => {
        const [first] = times;
        const seconds = times.map((one) => one.seconds);
        const median = (0,statistics/* quantilesOf */.Ck)(seconds)?.p50;
        if (first === undefined || median === undefined)
            return [];
        const { resource, type } = first;
        return [{ resource, type, deployments: times.length, median, longest: Math.max(...seconds) }];
    });
    return figures.sort((a, b) => b.median - a.median || b.deployments - a.deployments);
}

// EXTERNAL MODULE: ./packages/report/src/figures/recovery.ts
var recovery = __webpack_require__(80451);
;// CONCATENATED MODULE: ./packages/report/src/figures/dora.ts




/** The five figures as DORA defines them; docs/report.md says each in words. */
function doraOf(past, { window, before, firstCommits }) {
    const leads = newCommits(past).flatMap((one) => {
        const seconds = leadSeconds(one, one.committedAt);
        return seconds === undefined ? [] : [{ at: one.endedAt, seconds }];
    });
    const fromFirst = newCommits(past).flatMap((one) => {
        const seconds = leadSeconds(one, firstCommits?.get(one.id));
        return seconds === undefined ? [] : [{ at: one.endedAt, seconds }];
    });
    const recoveries = (0,recovery/* recoveriesOf */.B)(past).flatMap((episode) => {
        const seconds = (0,recovery/* recoverySeconds */.U)(episode);
        return seconds === undefined ? [] : [{ at: episode.failedAt, seconds }];
    });
    const repairs = repairsOf(past);
    const median = (all) => (span) => (0,statistics/* medianFigure */.lh)(all.filter(({ at }) => (0,model_window/* isWithin */.UO)(at, span)).map(({ seconds }) => seconds));
    const ofCounted = (wanted) => (span) => {
        const counted = (0,outcome/* endedWithin */.QX)(past, span).filter(outcome/* isCounted */.he);
        return (0,statistics/* share */.uM)(counted.filter(wanted).length, counted.length);
    };
    const trended = (figure) => trendedFigure(figure, window, before);
    return {
        deploymentFrequency: trended((span) => frequency(past, span)),
        leadTime: trended(median(leads)),
        firstCommitLeadTime: median(fromFirst)(window),
        changeFailureRate: trended(ofCounted((one) => (0,outcome/* kindOf */.I)(one) === 'failed')),
        recoveryTime: trended(median(recoveries)),
        reworkRate: trended(ofCounted(({ id }) => repairs.has(id))),
    };
}
function trendedFigure(figure, window, before) {
    const [now, then] = [figure(window), figure(before)];
    const weekly = (0,model_window/* weeksOf */.x3)(window).map((week) => figure(week).value);
    return { ...now, before: then, trend: (0,statistics/* trendOf */.RS)(now, then), weekly };
}
/** A week of the window at the least: ten deployments on the first day are not seventy a week. */
function frequency(past, span) {
    const known = (0,model_window/* knownPart */.Lb)(span, knownSince(past));
    if (known === undefined)
        return { sample: 0 };
    const length = Math.min(span.until - span.from, Math.max(model_window/* WEEK_MS */.mb, known.until - known.from));
    return (0,statistics/* rate */.TS)((0,outcome/* endedWithin */.QX)(past, span).filter(outcome/* isDeployed */.Nj).length, Math.max(length, model_window/* DAY_MS */.sO / 24) / model_window/* WEEK_MS */.mb);
}
/** When anything was first known of the environment. */
const knownSince = (past) => past.reduce((least, { queuedAt }) => Math.min(least, queuedAt), Number.POSITIVE_INFINITY);
/** The successes that were the first of their commit: a repetition brings nothing new. */
function newCommits(past) {
    const seen = new Set();
    return past.filter((one) => {
        if (!(0,outcome/* isDeployed */.Nj)(one) || seen.has(one.sha))
            return false;
        seen.add(one.sha);
        return true;
    });
}
/** Undefined without the commit's time, and where clocks say that it was made after it was deployed. */
const leadSeconds = ({ endedAt }, committedAt) => committedAt === undefined || committedAt > endedAt ? undefined : (endedAt - committedAt) / 1000;
/** After a failed deployment, what follows within this time is its repair. */
const REPAIR_MS = model_window/* DAY_MS */.sO;
/**
 * Deployments that repair: begun within 24 h after a failed one, back to a commit that ran before, or given priority.
 * By id.
 */
function repairsOf(past) {
    const repairs = new Set();
    const ran = new Set();
    let failedAt = Number.NEGATIVE_INFINITY;
    let current = '';
    for (const one of past) {
        const began = one.heldSince ?? one.queuedAt;
        const follows = began >= failedAt && began - failedAt <= REPAIR_MS;
        const reverts = one.sha !== current && ran.has(one.sha);
        if (follows || reverts || one.priority > 0)
            repairs.add(one.id);
        if ((0,outcome/* kindOf */.I)(one) === 'failed')
            failedAt = one.endedAt;
        if ((0,outcome/* isDeployed */.Nj)(one)) {
            ran.add(one.sha);
            current = one.sha;
        }
    }
    return repairs;
}

// EXTERNAL MODULE: ./packages/report/src/figures/durations.ts + 3 modules
var figures_durations = __webpack_require__(64960);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./packages/report/src/figures/verdict.ts

/** One sentence for people: `12 deployments, 1 failed, normal 4 min 10 s, now 4 min 40 s, no shift`. */
function verdictOf(counts, durations, knownDays) {
    const { succeeded, failed, unknown } = counts;
    const deployments = succeeded + failed + unknown;
    if (knownDays === 0)
        return 'no data';
    if (deployments === 0)
        return `no deployment in ${days(knownDays)}`;
    return [
        `${deployments} ${deployments === 1 ? 'deployment' : 'deployments'} in ${days(knownDays)}`,
        failed === 0 ? 'none failed' : `${failed} failed`,
        ...(unknown === 0 ? [] : [`${unknown} with an unknown end`]),
        ...speed(durations),
    ].join(', ');
}
const days = (count) => (count === 1 ? '1 day' : `${count} days`);
function speed({ normal, now, changePoints }) {
    if (normal === undefined || now === undefined)
        return [];
    const shift = changePoints.at(-1);
    const change = shift && `${percent(shift.after / shift.before - 1)} since ${shift.sha.slice(0, 7)}`;
    return [`normal ${(0,duration/* formatDuration */.a3)(normal.p50)}`, `now ${(0,duration/* formatDuration */.a3)(now)}`, change ?? 'no shift'];
}
const percent = (ratio) => `${ratio > 0 ? '+' : '−'}${Math.round(Math.abs(ratio) * 100)} %`;

// EXTERNAL MODULE: ./packages/report/src/figures/waits.ts
var waits = __webpack_require__(49580);
;// CONCATENATED MODULE: ./packages/report/src/figures/report.ts









/** All figures. Pure: the same sources give the same report. */
function reportOf(sources) {
    const { repository, now, environments, windowSeconds, compareSeconds } = sources;
    const windows = (0,model_window/* windowsOf */.R5)(now, windowSeconds, compareSeconds);
    return {
        ...{ repository, madeAt: now, ...windows },
        environments: environments.map((name) => environmentReport(name.toLowerCase(), sources, windows)),
    };
}
function environmentReport(environment, { deployments, freezes, firstCommits, gaps, now }, { window, before }) {
    const past = deployments.filter((one) => one.environment === environment).sort(byEnd);
    const recent = (0,outcome/* endedWithin */.QX)(past, window);
    const counts = (0,outcome/* countsOf */.mQ)(recent);
    const durations = (0,figures_durations/* durationsOf */.D)(past, window);
    const knownDays = daysOf(past, window);
    return {
        ...{ environment, counts, durations, knownDays, verdict: verdictOf(counts, durations, knownDays) },
        gaps: gaps?.get(environment) ?? [],
        dora: doraOf(past, (0,values/* compact */.oE)({ window, before, firstCommits })),
        weeks: outcomesByWeek(past, window),
        waits: (0,waits/* waitsOf */.yI)(past, window),
        calibration: calibrationOf(recent),
        resources: failedResources(recent),
        stacks: stackFigures(recent),
        slowResources: slowResources(recent),
        recoveries: (0,recovery/* recoveriesOf */.B)(past).filter(({ recovered }) => (recovered?.at ?? now) >= window.from),
        freezes: freezes
            .filter((one) => one.environment === environment && (one.until ?? now) >= window.from)
            .sort((a, b) => b.since - a.since),
        ledger: recent.toReversed(),
    };
}
const byEnd = (a, b) => a.endedAt - b.endedAt || a.id - b.id;
/** At least one where anything is known. */
function daysOf(past, window) {
    const known = (0,model_window/* knownPart */.Lb)(window, knownSince(past));
    return known === undefined ? 0 : Math.max(1, Math.round((known.until - known.from) / model_window/* DAY_MS */.sO));
}


/***/ })

};
;