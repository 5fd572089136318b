import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{a as v}from"./chunk-M32XPDNJ.js";import{a as F}from"./chunk-HERBVTCF.js";import{b as B}from"./chunk-DWUUCYUJ.js";import{f as a,g as d,j as M,k,l as S,n as T,o as I,q as H,r as D,s as j,v as E}from"./chunk-Y5TCB7IO.js";import{h as u,j as f,o as x,p as R}from"./chunk-OSMPC4UJ.js";import{mkdir as ne,writeFile as b}from"node:fs/promises";import{join as g}from"node:path";var O=`
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
th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: middle; }
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
`.trim();function L(e,t){let{rule:r,limit:n,delta:o,value:i}=e;if(t===void 0)return null;if(r==="max-drop"||r==="max-rise"){if(t.deltaInterval===null||o===null)return null;let s=n===null?null:r==="max-drop"?-n:n;return{...t.deltaInterval,estimate:o,limit:s,reference:0}}return t.interval===null||i===null?null:{...t.interval,estimate:i,limit:n,reference:t.baseline}}function N({value:e,delta:t,interval:r,deltaInterval:n}){return t!==null?n&&{...n,estimate:t,limit:null,reference:0}:r===null||e===null?null:{...r,estimate:e,limit:null,reference:null}}function z(e){let{low:t,high:r,estimate:n,limit:o,reference:i}=e,s=[t,r,n,o,i].filter(c=>c!==null);if(!s.every(Number.isFinite))return"";let[m,p]=[Math.min(...s),Math.max(...s)],w=p-m||1,$=m-(p===m?.5:.08)*w,l=c=>((c-$)/(w*(p===m?1:1+2*.08))*128).toFixed(1),h=(c,J,y)=>c===null?"":`<line class="${J}" x1="${l(c)}" x2="${l(c)}" y1="${8-y}" y2="${8+y}"/>`;return['<svg viewBox="0 0 128 16" width="128" height="16" aria-hidden="true" focusable="false">',h(i,"reference",8),h(o,"limit",8),`<line class="range" x1="${l(t)}" x2="${l(r)}" y1="8" y2="8"/>`,h(t,"range",3),h(r,"range",3),`<circle cx="${l(n)}" cy="8" r="3.5"/></svg>`].join("")}var X={fail:"\u2717 fail",warn:"! warn",pass:"\u2713 pass",info:"i informs",waiting:"\xB7 waits",ungated:""},G=["n","Baseline","This change","Change","95% interval"];function C(e){let t=T(e.findings);if(t.length===0)return"";let r=P(["Result","Metric"],G,["Drawn","Rule"]);return _("Rules",r,t.map(n=>Q(e,n)).join(`
`))}function A(e){let t=R(e);return t.length===0?"":_("Metrics without a rule",P(["Metric"],G,["Drawn"]),t.map(V).join(`
`))}function Q(e,t){let r=k(e,t),n=L(t,x(e,t)),o=r.state!=="pass",i=`<td class="state">${X[r.state]}</td>${W(r,n)}<td class="rule">${a(r.rule)}</td>`,s=`<tr class="${r.state}${o?" explained":""}">${i}</tr>`;return o?`${s}
<tr class="message"><td></td><td colspan="8">${d(t.message)}</td></tr>`:s}function V(e){return`<tr class="ungated">${W(S(e),N(e))}</tr>`}function W({names:e,ofSuite:t,n:r,baseline:n,value:o,change:i,interval:s},m){let p=t?e.join():e.map(l=>`<code>${a(l,200)}</code>`).join(" \xB7 "),$=[r===null?"\u2014":u(r),n,o,i,s].map(l=>`<td class="number">${l}</td>`).join("");return`<th scope="row">${p}</th>${$}<td>${m===null?"":z(m)}</td>`}function P(e,t,r){let n=i=>`<th scope="col">${i}</th>`,o=i=>`<th scope="col" class="number">${i}</th>`;return[...e.map(n),...t.map(o),...r.map(n)].join("")}function _(e,t,r){return`<div class="scroll" role="region" aria-label="${e}" tabindex="0"><table>
<caption>${e}</caption>
<thead><tr>${t}</tr></thead>
<tbody>
${r}
</tbody>
</table></div>`}function q(e){let{tone:t,title:r,reason:n}=D(e),o=e.commit===null?"":` of <code>${a(e.commit.slice(0,12))}</code>`;return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${r}</title>
<style>
${O}
</style>
</head>
<body>
<header class="verdict ${t}">
<h1>${r}</h1>
<p>${d(n)}</p>
${e.policyNote===null?"":`<p>Policy: ${d(e.policyNote)}</p>`}
</header>
<main>
${I(e).map(Z).join(`
`)}
</main>
<footer>Evaluation${o}, compared at ${a(e.createdAt)}, seed ${e.seed}.
In the drawings the line is the 95% interval, the dot the estimate, the dashed tick the limit, and the plain tick the baseline.</footer>
</body>
</html>
`}function Z(e){let{fail:t,warn:r}=H(e.findings),n=t>0?"fail":r>0?"warn":"pass";return`<section>
${[`<h2>${a(e.name)}</h2>`,`<p><span class="tally ${n}">${j(e)}</span> <span class="soft">\xB7 ${ee(e)}</span></p>`,`<p>${d(e.baseline?.explanation??"Compared with nothing: there is no baseline.")}</p>`,C(e),A(e),te(e),U("Notes",e.notes.map(d)),re(e)].filter(Boolean).join(`
`)}
</section>`}function ee({n:e,missing:t,task:r,baseline:n}){return[r,f(e,"example"),...t>0?[`${u(t)} without a prediction`]:[],...n===null?[]:[E(n)]].join(" \xB7 ")}function te({flips:e}){let t=e&&M(e);if(e===null||t===null)return"";let r=[Y("got worse",e.worse,e.worseCount),Y("got better",e.better,e.betterCount)];return`<p>${a(t)}.</p>
${r.join("")}`}function Y(e,t,r){if(r===0)return"";let n=t.map(i=>`<li><code>${a(i,200)}</code></li>`).join(""),o=r>t.length?`<p>\u2026 and ${u(r-t.length)} more</p>`:"";return`<details><summary>${f(r,"example")} ${e}</summary><ul class="ids">${n}</ul>${o}</details>
`}function U(e,t){return t.length===0?"":`<h3>${e}</h3>
<ul>${t.map(r=>`<li>${r}</li>`).join("")}</ul>`}function re({evidence:e}){let t=e.map(({path:r,sha256:n,format:o,rows:i})=>`<code>${a(r,300)}</code> ${a(o)}, ${f(i,"row")}, SHA-256 <code>${a(n)}</code>`);return t.length===0?"":`<details><summary>Evidence: ${f(t.length,"file")}</summary>${U("",t).replace(`<h3></h3>
`,"")}</details>`}var oe=1e7;async function He(e,{report:t,baselines:r}){let n={json:g(e,"report.json"),markdown:g(e,"report.md"),html:g(e,"report.html"),baselines:r.size>0?g(e,"baseline"):null};await ne(n.baselines??e,{recursive:!0}),await b(n.json,F(t)),await b(n.markdown,B(t,{maxBytes:oe})),await b(n.html,q(t));for(let[o,i]of r)await b(g(n.baselines,`${v(o)}.parquet`),i);return n}export{He as a};
