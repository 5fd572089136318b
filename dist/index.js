#!/usr/bin/env node
import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
import e from"node:module";e.enableCompileCache?.();var s=process.env.GITHUB_ACTIONS==="true"&&process.argv.length<=2,o=s?async()=>(await import("./action-KCLMF3HU.js")).runAction(process.env):async()=>(await import("./cli-YA6ESXSX.js")).runCli(process.argv.slice(2),process.env);process.exitCode=await o();
