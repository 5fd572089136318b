#!/usr/bin/env node
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The bundles of the action and of the command line. The build knows their names, which hold a hash of their content. */
declare const ACTION_BUNDLE: string;
declare const CLI_BUNDLE: string;

const isAction = process.env['GITHUB_ACTIONS'] === 'true' && process.argv.length <= 2;
void (isAction ? startAction() : startCli()).then((status) => {
  process.exitCode = status;
});

function startAction(): Promise<number> {
  const { runAction } = require(ACTION_BUNDLE) as typeof import('./action.ts');
  return runAction(process.env);
}

function startCli(): Promise<number> {
  module.enableCompileCache?.();
  const { runCli } = loadCompiled(join(__dirname, CLI_BUNDLE)) as typeof import('./cli.ts');
  return runCli(process.argv.slice(2), process.env);
}

/**
 * Loads a bundle with the code that an earlier `check` compiled, which saves a quarter of its time. Node's own compile cache holds what is
 * compiled when a file is loaded; this one lies beside it, is taken at the end, and holds every function that ran. Where Node keeps no
 * compile cache (before 22.8, or switched off), there is none.
 */
function loadCompiled(file: string): unknown {
  const folder = module.getCompileCacheDir?.();
  const cache = folder === undefined ? null : join(folder, `${basename(file)}.cache`);
  const cachedData = cache === null ? undefined : readOwn(cache);
  // The build writes nothing but ASCII, which needs no decoding.
  const source = module.wrap(readFileSync(file, 'latin1'));
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  if (cache !== null && script.cachedDataRejected !== false) {
    process.once('exit', (status) => {
      // Another command, or a check that came to no verdict, has run too little of the code.
      if (process.argv[2] === 'check' && status <= 1) replaceFile(cache, script.createCachedData());
    });
  }
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, require, loaded, file, dirname(file));
  return loaded.exports;
}

/** What lies in a folder for temporary files is run only when it is this user's own, and nobody else may write it. */
function readOwn(path: string): Buffer | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const { uid, mode } = fstatSync(file);
      const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
      return isOwn ? readFileSync(file) : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** In one step, so that no other run reads half a file. A cache that cannot be kept is no problem. */
function replaceFile(file: string, content: Buffer): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}
