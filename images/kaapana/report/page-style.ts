/** Style of the plan's page, in light and dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --quiet: #566173; --paper: #fff; --panel: #f5f7fa;
  --line: #d5dbe3; --box: #fff; --edge: #9aa7b8; --local: #dff3ee; --local-line: #2f8f7a;
  --critical: #c2410c; --below: #1d5fd1; --above: #8b2fc9; --error: #b42318; --warning: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5eaf1; --quiet: #9fadbf; --paper: #12171e;
  --panel: #1a212b; --line: #323d4b; --box: #1c2530; --edge: #5d6b7d; --local: #153b36;
  --local-line: #4cc3a8; --critical: #ff8a4c; --below: #6ea8ff; --above: #cf8dff; --error: #ff8b80;
  --warning: #f0b849; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 2rem; max-width: 1640px;
  color: var(--ink); background: var(--paper); }
h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 2.5rem 0 .6rem; font-size: 1.25rem; }
.for { margin: .2rem 0 1.2rem; color: var(--quiet); overflow-wrap: anywhere; }
a { color: var(--below); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--below); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .8rem; list-style: none; padding: 0; margin: 0 0 1rem; }
.facts li { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1rem; color: var(--quiet); }
.facts b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--ink); }
.facts .bad b { color: var(--error); }
figure { margin: 0; border: 1px solid var(--line); border-radius: .6rem; background: var(--panel); }
.picture { overflow-x: auto; padding: 1rem; } .picture:focus-visible { outline: 3px solid var(--below); }
svg { display: block; max-width: none; margin: 0 auto; font: 12px system-ui, sans-serif; }
figcaption { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: .7rem 1rem;
  border-top: 1px solid var(--line); background: var(--paper); border-radius: 0 0 .6rem .6rem; font-size: .87rem; color: var(--quiet); }
#told { flex: 1 1 100%; color: var(--ink); min-height: 1.5em; max-height: 4.5em; overflow: auto; }
.key::before { content: ''; display: inline-block; width: 1.5rem; height: .8rem; margin-right: .45rem; vertical-align: -.05rem;
  border: 1px solid var(--edge); border-radius: .2rem; background: var(--box); }
.key.local::before { background: var(--local); border-color: var(--local-line); }
.key.critical::before { border: 2px solid var(--critical); }
.key.below::before { border: 2px solid var(--below); } .key.above::before { border: 2px solid var(--above); }
.heading { font-weight: 600; font-size: 13px; fill: var(--quiet); }
.lines path { fill: none; stroke: var(--edge); stroke-opacity: .45; }
.lines path.critical { stroke: var(--critical); stroke-width: 2.5; stroke-opacity: 1; }
.node rect { fill: var(--box); stroke: var(--edge); } .node text { fill: var(--ink); pointer-events: none; }
.node { text-decoration: none; outline: none; } .node.local rect { fill: var(--local); stroke: var(--local-line); }
.node.critical rect { stroke: var(--critical); stroke-width: 2; } .node.critical text { font-weight: 600; }
.node:hover rect, .node:focus rect { stroke-width: 3; stroke: var(--ink); }
.asked .node:not(.below, .above) { opacity: .28; } .asked .lines path:not(.below, .above) { stroke-opacity: .08; }
.asked .node.below rect { stroke: var(--below); stroke-width: 2; } .asked .node.above rect { stroke: var(--above); stroke-width: 2; }
.asked .node.self rect { stroke: var(--ink); stroke-width: 3; }
.asked .lines path.below { stroke: var(--below); stroke-opacity: .95; stroke-width: 2; }
.asked .lines path.above { stroke: var(--above); stroke-opacity: .6; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { background: var(--panel); white-space: nowrap; } tbody th { font-weight: 600; } tr:target { background: var(--local); }
code { font: .92em ui-monospace, monospace; } .error { color: var(--error); } .warning { color: var(--warning); }
.quiet { color: var(--quiet); } summary { cursor: pointer; }
.tree, .tree ul { list-style: none; margin: 0; padding-left: 1.3rem; } .tree { padding-left: 0; } .tree li { padding: .1rem 0; }
.badge { font-size: .78rem; border: 1px solid var(--line); border-radius: .8rem; padding: 0 .5rem; margin-left: .3rem; color: var(--quiet); white-space: nowrap; }
.columns { columns: 4 16rem; padding-left: 1.2rem; font-size: .88rem; overflow-wrap: anywhere; }
@media print { figcaption { position: static; } svg { width: 100%; height: auto; } }
`
