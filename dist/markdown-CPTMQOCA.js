import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{b as a}from"./chunk-MMSFANGA.js";import"./chunk-LZDOY2OD.js";import"./chunk-PFP7VNW3.js";import"./chunk-S3ZH6FHJ.js";import"./chunk-VYD4EVRB.js";import"./chunk-ZMZ3WTV4.js";export{a as renderMarkdown};
