import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{b as f,c as d,d as R,e as E,j as x,k as I,m as O,n as A,o as k,p as C,q as N,r as j,s as _,t as P,u as F}from"./chunk-XKKUCH3W.js";import{h as m,i as p,o as T}from"./chunk-FXUALSEO.js";var tn=new TextEncoder;function h(n){return tn.encode(n).length}function v(n,t,e){let o=n.map(a=>X(a,a.rows.length));if(h(o.join(""))<=t)return o.join("");let r=n.reduce((a,{rows:S})=>a+S.length,0),i=h(e({rows:r,sections:n.length})),c=t-i,s=new Map,u={rows:0,sections:0};for(let a of n.toSorted((S,b)=>S.priority-b.priority)){let S=en(a,c);if(S===null){u.sections++,u.rows+=a.rows.length;continue}let b=X(a,S);u.rows+=a.rows.length-S,c-=h(b),s.set(a,b)}let w=n.map(a=>s.get(a)??"").join("");return i<=t?w+e(u):w}function X({head:n,rows:t,tail:e,more:o},r){let i=t.length-r;return n+t.slice(0,r).join("")+(i>0?o(i):"")+e}function en({head:n,rows:t,tail:e,more:o},r){let i=r-h(n)-h(e),c=t.map(h);if(c.reduce((u,w)=>u+w,0)<=i)return t.length;i-=h(o(t.length));let s=0;for(;s<c.length&&c[s]<=i;)i-=c[s++];return s>0?s:null}function y(n){return{head:`
<details><summary>${n}</summary>

`,tail:`
</details>
`}}function $(n){return`- \u2026 and ${m(n)} more
`}function g(n,t){return{priority:n,head:t,rows:[],tail:"",more:()=>""}}var l={verdict:0,policy:1,link:2,suite:3,footer:4,trouble:5,explanation:6,notes:7,reproduce:8,flips:9,held:10,ungated:11};var on=25,B=80,W=400;function Y({flips:n}){if(n===null||n.worseCount+n.betterCount===0)return[];let{worse:t,better:e,worseCount:o,betterCount:r}=n,i=`${p(o,"example")} got worse, ${m(r)} got better`,c=[...L("Worse",t,o),...L("Better",e,r)];return[{...y(i),priority:l.flips,rows:c,more:$}]}function L(n,t,e){if(e===0)return[];let o=t.slice(0,on).map(i=>f(i,B)),r=e-o.length;return[`- ${n}: ${[...o,...r>0?[`\u2026 and ${m(r)} more`]:[]].join(" ")}
`]}function D({commit:n},t){let e=[...n===null?[]:[f(n.slice(0,7),7)],`suite ${f(t.name,B)}`,p(t.n,"example"),...t.missing>0?[`${m(t.missing)} without a prediction`]:[],...t.baseline===null?["compared with nothing"]:[F(t.baseline)]],o=t.baseline===null?"":`. ${d(t.baseline.explanation,W)}`;return g(l.footer,`
<sub>${e.join(" \xB7 ")}${o}</sub>
`)}function U({notes:n}){if(n.length===0)return[];let t=n.map(e=>`- ${d(e,W)}
`);return[{...y(p(n.length,"note")),priority:l.notes,rows:t,more:$}]}var z={fail:"\u274C",warn:"\u26A0\uFE0F",pass:"\u2705",info:"\u2139\uFE0F",waiting:"\u23F3",ungated:""},rn=80,sn=600,ln=20,H="--:|--:|--:|:-:",G=`| | Metric | Baseline | This\xA0change | Change | 95%\xA0interval | Rule |
|:-:|:--|${H}|:--|
`,cn=`| Metric | Baseline | This\xA0change | Change | 95%\xA0interval |
|:--|${H}|
`;function q(n){let t=O(n.findings).filter(({outcome:o})=>o!=="pass");if(t.length===0)return[];let e=t.map(o=>V(x(n,o)));return[{priority:l.trouble,head:`
${G}`,rows:e,tail:"",more:nn}]}function J(n,t){let e=O(n.findings).filter(({outcome:s})=>s!=="pass");if(e.every(s=>s===t))return[];let o=e.slice(0,ln).map(({outcome:s,message:u})=>`- ${z[s]} ${d(u,sn)}
`),{head:r,tail:i}=y(e.length===1?"Why":"Why, one by one"),c=e.length-o.length;return[{priority:l.explanation,head:r,rows:o,tail:c>0?$(c)+i:i,more:$}]}function K(n){let t=n.findings.filter(({outcome:i})=>i==="pass");if(t.length===0)return[];let{head:e,tail:o}=y(P(_(t))),r=t.map(i=>V(x(n,i)));return[{priority:l.held,head:e+G,rows:r,tail:o,more:nn}]}function Q(n){let t=T(n).map(r=>`|${Z(I(r))}|
`);if(t.length===0)return[];let{head:e,tail:o}=y(`${p(t.length,"metric")} without a rule`);return[{priority:l.ungated,head:e+cn,rows:t,tail:o,more:r=>`| \u2026 and ${m(r)} more |
`}]}function V(n){return`| ${z[n.state]} |${Z(n)}| ${M(n.rule)} |
`}function Z({names:n,ofSuite:t,n:e,baseline:o,value:r,change:i,interval:c}){let s=t?n.join():n.map(w=>f(w,rn)).join(" \xB7 "),u=e===null?"":` (n = ${m(e)})`;return` ${s}${M(u)} | ${[o,r,i,c].map(M).join(" | ")} `}function nn(n){return`| \u2026 | and ${m(n)} more |
`}var M=n=>n.replaceAll(" ","\xA0");var an={fail:"CAUTION",warn:"WARNING",pass:"TIP","first-run":"NOTE"},un=600,mn=400;function zn(n,t){let e=A(n),o=[pn(n,t.marker),...fn(n),...e.flatMap(r=>dn(n,r)),...gn(t)];return v(o,t.maxBytes,r=>Sn(r,t.reportUrl))}function pn(n,t){let{tone:e,title:o,reason:r}=N(n),i=`${t===void 0?"":`${t}
`}> [!${an[e]}]
> **${o}.** ${d(r,un)}
`;return g(l.verdict,i)}function fn({policyNote:n}){return n===null?[]:[g(l.policy,`
**Policy:** ${d(n,mn)}
`)]}function dn(n,t){let{fail:e,warn:o}=C(t.findings),i=`
### ${e>0?"\u274C":o>0?"\u26A0\uFE0F":"\u2705"} ${f(t.name,80)}: ${j(t)}
`;return[...n.suites.length>1?[g(l.suite,i)]:[],...q(t),...J(t,k(n)?.finding??null),...K(t),...Q(t),...Y(t),D(n,t),...U(t)]}function gn({reportUrl:n,reproduce:t}){let e=n?R(n):null,o=t?`
<details><summary>Repeat this check on your machine</summary>

${E(t)}

</details>
`:null;return[...o===null?[]:[g(l.reproduce,o)],...e===null?[]:[g(l.link,`
<sub>[Full report](${e})</sub>
`)]]}function Sn({rows:n,sections:t},e){let o=e&&R(e)?"The full report":"The report file of this run";return`
**Shortened to fit:** ${[...n>0?[p(n,"row")]:[],...t>0?[p(t,"section")]:[]].join(" and ")} left out here. ${o} has them all.
`}export{h as a,zn as b};
