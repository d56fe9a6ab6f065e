import { DARK, LIGHT, type Theme } from '@signalbox/drawing/theme';

const COLOURS = [
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
] as const;

/** Its colours are CSS variables, so that the same drawing is right on light and on dark. */
export const PAGE: Theme = {
  ...LIGHT,
  ...(Object.fromEntries(COLOURS.map((name) => [name, `var(--${name})`])) as Pick<
    Theme,
    (typeof COLOURS)[number]
  >),
};

const variables = (theme: Theme): string => COLOURS.map((name) => `--${name}:${theme[name]}`).join(';');

export const STYLE = `
:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);font:16px/1.5 ${LIGHT.font};-webkit-text-size-adjust:100%}
main,header,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.25;margin:3.5rem 0 .25rem;padding-top:1.25rem;border-top:2px solid var(--text);overflow-wrap:anywhere}
h3{font-size:1.05rem;margin:2.25rem 0 .5rem}
p{margin:.25rem 0 .75rem;max-width:44rem}
.soft,figcaption,small{color:var(--soft)}
a{color:var(--link);text-underline-offset:.15em}
code{font:.875em ${LIGHT.mono}}
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
.ledger td:nth-child(3),.ledger td:last-child{font:.8rem/1.6 ${LIGHT.mono};overflow-wrap:anywhere}.ledger td:nth-child(4){text-align:right;white-space:nowrap}.ledger td:nth-child(2){min-width:9rem}.ledger td:last-child{min-width:10rem}
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
@media print{:root{${variables(LIGHT)}}body{font-size:10.5pt}h2{break-before:page}h2:first-of-type{break-before:auto}
.scroll{overflow:visible;border:0}table{font-size:8pt}th,td{padding:.2rem .35rem}tr,figure,dl.figures>div{break-inside:avoid}thead{display:table-header-group}
a{color:inherit;text-decoration:none}.w{min-width:0}}`;
