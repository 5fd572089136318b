import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{b as a}from"./chunk-S2RCMMDS.js";import"./chunk-XKKUCH3W.js";import"./chunk-FXUALSEO.js";import"./chunk-Y4UZBUT2.js";import"./chunk-ZMZ3WTV4.js";export{a as renderMarkdown};
