import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{b as f,c as d,d as b,e as E,f as I,j as A,k as x,l as k,n as O,o as C,p as N,q as j,r as _,s as F,t as P,u as X,v}from"./chunk-Y5TCB7IO.js";import{h as m,j as p,p as T}from"./chunk-OSMPC4UJ.js";var on=new TextEncoder;function h(n){return on.encode(n).length}function B(n,t,e){let o=n.map(a=>L(a,a.rows.length));if(h(o.join(""))<=t)return o.join("");let r=n.reduce((a,{rows:S})=>a+S.length,0),i=h(e({rows:r,sections:n.length})),c=t-i,s=new Map,u={rows:0,sections:0};for(let a of n.toSorted((S,R)=>S.priority-R.priority)){let S=rn(a,c);if(S===null){u.sections++,u.rows+=a.rows.length;continue}let R=L(a,S);u.rows+=a.rows.length-S,c-=h(R),s.set(a,R)}let w=n.map(a=>s.get(a)??"").join("");return i<=t?w+e(u):w}function L({head:n,rows:t,tail:e,more:o},r){let i=t.length-r;return n+t.slice(0,r).join("")+(i>0?o(i):"")+e}function rn({head:n,rows:t,tail:e,more:o},r){let i=r-h(n)-h(e),c=t.map(h);if(c.reduce((u,w)=>u+w,0)<=i)return t.length;i-=h(o(t.length));let s=0;for(;s<c.length&&c[s]<=i;)i-=c[s++];return s>0?s:null}function y(n){return{head:`
<details><summary>${n}</summary>

`,tail:`
</details>
`}}function $(n){return`- \u2026 and ${m(n)} more
`}function g(n,t){return{priority:n,head:t,rows:[],tail:"",more:()=>""}}var l={verdict:0,policy:1,link:2,suite:3,footer:4,trouble:5,explanation:6,notes:7,reproduce:8,flips:9,held:10,ungated:11};var sn=25,Y=80,D=400;function H({flips:n}){let t=n&&A(n);if(n===null||t===null)return[];let{worse:e,better:o,worseCount:r,betterCount:i}=n,c=[...W("Worse",e,r),...W("Better",o,i)];return[{...y(I(t)),priority:l.flips,rows:c,more:$}]}function W(n,t,e){if(e===0)return[];let o=t.slice(0,sn).map(i=>f(i,Y)),r=e-o.length;return[`- ${n}: ${[...o,...r>0?[`\u2026 and ${m(r)} more`]:[]].join(" ")}
`]}function U({commit:n},t){let e=[...n===null?[]:[f(n.slice(0,7),7)],`suite ${f(t.name,Y)}`,p(t.n,"example"),...t.missing>0?[`${m(t.missing)} without a prediction`]:[],...t.baseline===null?["compared with nothing"]:[v(t.baseline)]],o=t.baseline===null?"":`. ${d(t.baseline.explanation,D)}`;return g(l.footer,`
<sub>${e.join(" \xB7 ")}${o}</sub>
`)}function z({notes:n}){if(n.length===0)return[];let t=n.map(e=>`- ${d(e,D)}
`);return[{...y(p(n.length,"note")),priority:l.notes,rows:t,more:$}]}var G={fail:"\u274C",warn:"\u26A0\uFE0F",pass:"\u2705",info:"\u2139\uFE0F",waiting:"\u23F3",ungated:""},ln=80,cn=600,an=20,q="--:|--:|--:|:-:",J=`| | Metric | Baseline | This\xA0change | Change | 95%\xA0interval | Rule |
|:-:|:--|${q}|:--|
`,un=`| Metric | Baseline | This\xA0change | Change | 95%\xA0interval |
|:--|${q}|
`;function K(n){let t=O(n.findings).filter(({outcome:o})=>o!=="pass");if(t.length===0)return[];let e=t.map(o=>nn(x(n,o)));return[{priority:l.trouble,head:`
${J}`,rows:e,tail:"",more:en}]}function Q(n,t){let e=O(n.findings).filter(({outcome:s})=>s!=="pass");if(e.every(s=>s===t))return[];let o=e.slice(0,an).map(({outcome:s,message:u})=>`- ${G[s]} ${d(u,cn)}
`),{head:r,tail:i}=y(e.length===1?"Why":"Why, one by one"),c=e.length-o.length;return[{priority:l.explanation,head:r,rows:o,tail:c>0?$(c)+i:i,more:$}]}function V(n){let t=n.findings.filter(({outcome:i})=>i==="pass");if(t.length===0)return[];let{head:e,tail:o}=y(X(P(t))),r=t.map(i=>nn(x(n,i)));return[{priority:l.held,head:e+J,rows:r,tail:o,more:en}]}function Z(n){let t=T(n).map(r=>`|${tn(k(r))}|
`);if(t.length===0)return[];let{head:e,tail:o}=y(`${p(t.length,"metric")} without a rule`);return[{priority:l.ungated,head:e+un,rows:t,tail:o,more:r=>`| \u2026 and ${m(r)} more |
`}]}function nn(n){return`| ${G[n.state]} |${tn(n)}| ${M(n.rule)} |
`}function tn({names:n,ofSuite:t,n:e,baseline:o,value:r,change:i,interval:c}){let s=t?n.join():n.map(w=>f(w,ln)).join(" \xB7 "),u=e===null?"":` (n = ${m(e)})`;return` ${s}${M(u)} | ${[o,r,i,c].map(M).join(" | ")} `}function en(n){return`| \u2026 | and ${m(n)} more |
`}var M=n=>n.replaceAll(" ","\xA0");var mn={fail:"CAUTION",warn:"WARNING",pass:"TIP","first-run":"NOTE"},pn=600,fn=400;function qn(n,t){let e=C(n),o=[dn(n,t.marker),...gn(n),...e.flatMap(r=>Sn(n,r)),...hn(t)];return B(o,t.maxBytes,r=>yn(r,t.reportUrl))}function dn(n,t){let{tone:e,title:o,reason:r}=_(n),i=`${t===void 0?"":`${t}
`}> [!${mn[e]}]
> **${o}.** ${d(r,pn)}
`;return g(l.verdict,i)}function gn({policyNote:n}){return n===null?[]:[g(l.policy,`
**Policy:** ${d(n,fn)}
`)]}function Sn(n,t){let{fail:e,warn:o}=j(t.findings),i=`
### ${e>0?"\u274C":o>0?"\u26A0\uFE0F":"\u2705"} ${f(t.name,80)}: ${F(t)}
`;return[...n.suites.length>1?[g(l.suite,i)]:[],...K(t),...Q(t,N(n)?.finding??null),...V(t),...Z(t),...H(t),U(n,t),...z(t)]}function hn({reportUrl:n,reproduce:t}){let e=n?b(n):null,o=t?`
<details><summary>Repeat this check on your machine</summary>

${E(t)}

</details>
`:null;return[...o===null?[]:[g(l.reproduce,o)],...e===null?[]:[g(l.link,`
<sub>[Full report](${e})</sub>
`)]]}function yn({rows:n,sections:t},e){let o=e&&b(e)?"The full report":"The report file of this run";return`
**Shortened to fit:** ${[...n>0?[p(n,"row")]:[],...t>0?[p(t,"section")]:[]].join(" and ")} left out here. ${o} has them all.
`}export{h as a,qn as b};
