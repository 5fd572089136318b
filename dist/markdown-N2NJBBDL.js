import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{b as a}from"./chunk-DWUUCYUJ.js";import"./chunk-Y5TCB7IO.js";import"./chunk-OSMPC4UJ.js";import"./chunk-WFUEAGDT.js";import"./chunk-VYD4EVRB.js";import"./chunk-VYAQ4PDM.js";export{a as renderMarkdown};
