import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{m as o,r as t}from"./chunk-TWMSN6VI.js";import"./chunk-5OUPXDO7.js";import"./chunk-WFUEAGDT.js";import"./chunk-VYD4EVRB.js";import"./chunk-VYAQ4PDM.js";function i(){let{$schema:e,...r}=o(t,{io:"input",target:"draft-2020-12"});return{$schema:e,$id:"urn:model-regression-gate:policy:1",title:"Policy of Model Regression Gate",description:"What a model must keep before a change is merged.",...r}}function s(e){e(`${JSON.stringify(i(),null,2)}
`)}export{s as runSchema};
