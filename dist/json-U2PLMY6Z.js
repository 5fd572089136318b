import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{a}from"./chunk-HERBVTCF.js";import"./chunk-VYAQ4PDM.js";export{a as renderJson};
