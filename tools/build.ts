/**
 * Builds dist/: a bundle of the action, one of the command line, the entry that loads either, and the licences of what is in them.
 * The same sources give the same bytes.
 *
 *   npm run build
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const common: BuildOptions & { readonly metafile: true } = {
  absWorkingDir: ROOT,
  outdir: 'dist',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  metafile: true,
};

rmSync(DIST, { recursive: true, force: true });
// Without splitting: what is imported dynamically lies in the same file, and is run when it is asked for.
const { metafile } = await build({
  ...common,
  entryPoints: ['src/action.ts', 'src/cli.ts'],
  entryNames: '[name]-[hash]',
  bundle: true,
  define: { VERSION: JSON.stringify(version) },
  alias: {
    // The ES module of tinyglobby asks for picomatch with a `require` of its own, which no bundler sees.
    tinyglobby: './node_modules/tinyglobby/dist/index.cjs',
    // For Node yaml has CommonJS alone. As ES modules the same code is shaken, and loads in a third of the time.
    yaml: './node_modules/yaml/browser/dist/index.js',
  },
});
const bundles = Object.entries(metafile.outputs).map(([path, { entryPoint }]): [string, string] => [
  `${basename(entryPoint!, '.ts').toUpperCase()}_BUNDLE`,
  JSON.stringify(`./${basename(path)}`),
]);
await build({ ...common, entryPoints: ['src/index.ts'], define: Object.fromEntries(bundles) });
for (const path of Object.keys(metafile.outputs)) {
  // The entry reads a bundle as ASCII. esbuild escapes strings and names, but leaves regular expressions as they stand.
  const stray = /[^\0-\x7f].{0,20}/.exec(readFileSync(join(ROOT, path), 'utf8'));
  if (stray !== null) throw new Error(`${path} is not plain ASCII; write "${stray[0]}" as an escape`);
}

writeFileSync(join(DIST, 'package.json'), '{"type":"commonjs"}\n');
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
