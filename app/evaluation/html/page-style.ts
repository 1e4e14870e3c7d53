/** Style of the report: system fonts, light and dark by the reader's setting, black on white in print. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1b1f24; --muted: #5b6470; --line: #d5dae1;
  --panel: #f4f6f9; --model: #0063a6; --logistic: #b84a00; --rule: #1f7a52; --bar: #9fb8d0;
  --alert: #8a1c1c; --alert-page: #fdeeee; }
@media (prefers-color-scheme: dark) { :root { --page: #14181d; --ink: #e7eaee; --muted: #a3adb9;
  --line: #36404b; --panel: #1d232a; --model: #6bb7f0; --logistic: #f0a35b; --rule: #6fd0a2;
  --bar: #3f5a75; --alert: #ffb3b3; --alert-page: #3a1c1e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.75rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
p { max-width: 46rem; margin: .5rem 0; }
.lead, figcaption, caption, .muted { color: var(--muted); }
.lead { overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.75rem, 1fr)); gap: .75rem;
  margin: 1.5rem 0; padding: 0; }
.tiles div { background: var(--panel); border-radius: .5rem; padding: .75rem .9rem; }
.tiles dt { color: var(--muted); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.tiles dd small { display: block; font-size: .8rem; font-weight: 400; color: var(--muted); }
.alert { background: var(--alert-page); color: var(--alert); border-left: 4px solid currentColor;
  padding: .6rem 1rem; margin: 1rem 0; max-width: none; }
.pair table { font-size: .8125rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(27rem, 100%), 1fr)); gap: 1rem 2rem; }
figure { margin: 1rem 0; min-width: 0; overflow-x: auto; }
figcaption { font-size: .875rem; }
svg { width: 100%; height: auto; display: block; }
.wide svg { min-width: 44rem; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .axis text, svg text.muted { fill: var(--muted); }
svg text.strong { font-weight: 600; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .base { stroke: var(--muted); stroke-width: 1; }
svg .reference { stroke: var(--muted); stroke-width: 1.5; stroke-dasharray: 2 4; }
svg .curve { fill: none; stroke-width: 2; }
svg .curve.model { stroke: var(--model); stroke-width: 2.5; }
svg .curve.logistic { stroke: var(--logistic); stroke-dasharray: 7 3; }
svg .curve.rule { stroke: var(--rule); stroke-dasharray: 3 3; }
svg .whisker { stroke: var(--model); stroke-width: 2; }
svg .point { fill: var(--model); }
svg .bar { fill: var(--bar); }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .35rem; }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child { text-align: left; padding-left: 0; }
thead th { vertical-align: bottom; font-weight: 600; }
td, tbody th { white-space: nowrap; }
tbody th { font-weight: 400; }
.identity td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
.identity thead th { text-align: left; }
li { max-width: 46rem; margin: .3rem 0; }
@media print { :root { --page: #fff; --ink: #000; --muted: #444; --line: #bbb; --panel: #f4f6f9;
  --model: #0063a6; --logistic: #b84a00; --rule: #1f7a52; --bar: #9fb8d0; --alert: #8a1c1c;
  --alert-page: #fff; }
  body { font-size: 10px; } main { max-width: none; padding: 0; } h1 { font-size: 1.6rem; }
  .pair { grid-template-columns: 1fr 1fr; } .pair table { font-size: .62rem; }
  .tiles { grid-template-columns: repeat(6, 1fr); } .tiles dd { font-size: 1.1rem; }
  .tiles dd small, .tiles dt { font-size: .65rem; } th, td { padding: .2rem .35rem; }
  figcaption, caption { font-size: .7rem; } h2 { font-size: 1.1rem; margin-top: 1.5rem; }
  figure, table, .tiles div { break-inside: avoid; } h2 { break-after: avoid; }
  .wide svg { min-width: 0; } .scroll { overflow: visible; } table { font-size: .65rem; } }
`
