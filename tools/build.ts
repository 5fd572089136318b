/**
 * Builds dist/: the action and the command line in one bundle of several files, so that each run loads only what it uses, and the licences of
 * what is in it. The same sources give the same bytes.
 *
 *   npm run build
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

rmSync(DIST, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/index.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  metafile: true,
  chunkNames: '[name]-[hash]',
  alias: {
    // The ES module of tinyglobby asks for picomatch with a `require` of its own, which no bundler sees.
    tinyglobby: './node_modules/tinyglobby/dist/index.cjs',
    // For Node yaml has CommonJS alone. As ES modules the same code loads in a third of the time.
    yaml: './node_modules/yaml/browser/dist/index.js',
  },
  // Packages that are CommonJS ask for Node's own modules with `require`.
  banner: {
    js: "import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);",
  },
});

writeFileSync(join(DIST, 'package.json'), '{"type":"module"}\n');
writeFileSync(join(DIST, 'licenses.txt'), licenses(packagesOf(Object.keys(metafile.inputs))));

/** The folders of the packages that a bundle is made from, in alphabetical order. */
function packagesOf(inputs: readonly string[]): readonly string[] {
  const folders = inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

function licenses(folders: readonly string[]): string {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(ROOT, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        file && existsSync(join(ROOT, folder, file)) ? readFileSync(join(ROOT, folder, file), 'utf8') : license;
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
