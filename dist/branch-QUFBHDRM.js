import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import{a}from"./chunk-F6MES27V.js";import"./chunk-UCNCUPN7.js";import"./chunk-5OUPXDO7.js";import"./chunk-M32XPDNJ.js";import"./chunk-VYD4EVRB.js";import"./chunk-VYAQ4PDM.js";export{a as branchStore};
