import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{l as r,q as e}from"./chunk-PTK3U3PZ.js";import"./chunk-5OUPXDO7.js";import"./chunk-S3ZH6FHJ.js";import"./chunk-VYD4EVRB.js";import"./chunk-ZMZ3WTV4.js";function t(){let{$schema:o,...i}=r(e,{io:"input",target:"draft-2020-12"});return{$schema:o,$id:"urn:model-regression-gate:policy:1",title:"Policy of Model Regression Gate",description:"What a model must keep before a change is merged.",...i}}function O(o){o(`${JSON.stringify(t(),null,2)}
`)}export{O as runSchema};
