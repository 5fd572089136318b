/** The style of the report page. Colours repeat what words and signs say; both themes keep a contrast of 4.5 : 1 or more. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #fff; --panel: #f6f8fa; --line: #d1d9e0;
  --fail: #c2172b; --warn: #8a5a00; --pass: #116c33; --info: #0757b8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9aa4af; --paper: #0d1117; --panel: #161b22; --line: #3a424b;
    --fail: #ff7b78; --warn: #e0a83a; --pass: #56d06e; --info: #6cb2ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.25rem; margin: 0; }
header.verdict { border-inline-start: 6px solid var(--tone); background: var(--panel); border-radius: 6px; padding: 1rem 1.25rem; }
header.verdict h1 { color: var(--tone); } header.verdict p { margin: .4rem 0 0; }
.fail { --tone: var(--fail); } .warn { --tone: var(--warn); } .pass { --tone: var(--pass); }
.info, .waiting, .ungated, .first-run { --tone: var(--info); }
.soft { color: var(--soft); } .tally { color: var(--tone); font-weight: 600; display: inline-block; }
.tally::first-letter { text-transform: uppercase; }
section { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding: .25rem 0 .5rem; }
th, td { padding: .45rem .4rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: middle; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; border-bottom-width: 2px; }
tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 12rem; }
.number { text-align: end; white-space: nowrap; } .rule, .state { white-space: nowrap; }
.state { color: var(--tone); font-weight: 600; }
tr.message td { border-bottom-color: var(--line); padding-top: 0; color: var(--soft); font-size: .9rem; }
tr.explained > * { border-bottom: 0; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--panel); border-radius: 4px;
  padding: .1em .3em; overflow-wrap: anywhere; }
svg { display: block; min-width: 128px; } svg line { stroke-width: 1.5; }
svg .range { stroke: var(--ink); stroke-width: 2; } svg circle { fill: var(--tone); }
svg .limit { stroke: var(--fail); stroke-dasharray: 3 2; } svg .reference { stroke: var(--soft); opacity: .7; }
summary { cursor: pointer; font-weight: 600; padding: .4rem 0; }
ul.ids { columns: 16rem; padding-inline-start: 1.25rem; margin: .25rem 0 1rem; }
footer { margin-top: 3rem; font-size: .875rem; color: var(--soft); }
@media print { body { max-width: none; } details > * { display: revert; } }
`.trim();
