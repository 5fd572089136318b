import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{createHash as r}from"node:crypto";var a=40;function o(e){let t=e.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g,"-").slice(0,a).replace(/^-+|-+$/g,""),s=r("sha256").update(e,"utf8").digest("hex").slice(0,12);return`${t||"suite"}-${s}`}export{o as a};
