import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{C as t,a as o}from"./chunk-QUTIAGH6.js";import"./chunk-Y4UZBUT2.js";import"./chunk-ZMZ3WTV4.js";function i(){let{$schema:e,...r}=o(t,{io:"input",target:"draft-2020-12"});return{$schema:e,$id:"urn:model-regression-gate:policy:1",title:"Policy of Model Regression Gate",description:"What a model must keep before a change is merged.",...r}}function s(e){e(`${JSON.stringify(i(),null,2)}
`)}export{s as runSchema};
