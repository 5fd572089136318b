import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Who may import whom: room -> rooms and packages. `*` is everything of this project; a path narrows a room to one file or folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  model: ['model'],
  statistics: ['model', 'statistics'],
  metrics: ['model', 'errors', 'metrics', 'statistics/sum'],
  policy: [
    'model',
    'errors',
    'policy',
    'metrics/aliases',
    'metrics/catalogue',
    'metrics/elsewhere',
    'evidence/formats/catalogue',
    'zod/mini',
    'yaml',
  ],
  evidence: ['model', 'errors', 'evidence', 'csv-parse', 'csv-parse/sync', 'yauzl', 'tinyglobby', 'node:*'],
  judgement: ['model', 'errors', 'judgement', 'metrics', 'statistics'],
  baseline: ['model', 'errors', 'baseline', 'statistics', 'hyparquet', 'hyparquet-writer', 'node:*'],
  report: ['model', 'report', 'metrics'],
  publish: ['model', 'errors', 'publish', 'report', 'node:crypto'],
  export: ['model', 'errors', 'report', 'export', '@actions/http-client', 'node:crypto'],
  github: ['model', 'errors', 'github', '@actions/github', '@actions/http-client', 'node:*'],
  runner: ['model', 'errors', 'runner', '@actions/core', 'node:*'],
  gate: ['model', 'errors', 'gate', 'evidence', 'metrics', 'judgement', 'baseline', 'report'],
  'self-test': ['model', 'self-test', 'gate', 'judgement', 'baseline', 'report/sentences', 'statistics/keyed-order'],
  commands: ['*', 'node:*'],
  action: ['*', 'node:*'],
  cli: ['*', 'node:*'],
  index: ['*', 'node:*'],
};

/** Rooms that no path on a laptop may reach, because they load @actions/*. */
const ACTIONS_ROOMS = ['github', 'runner', 'action', 'export'];

/** Rooms (or parts of them) whose results follow from their arguments alone. */
const PURE = [
  'model',
  'statistics',
  'metrics',
  'policy',
  'judgement',
  'report',
  'evidence/formats',
  'errors',
  'gate',
  'self-test',
];
const IMPURE_WORDS =
  /\bprocess\.|\bconsole\.|\bfetch\(|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bperformance\./;
const PURE_NODE_MODULES = ['node:zlib', 'node:buffer'];

const FORBIDDEN_NAMES = /(^|[-/])(utils?|helpers?|common|manager|service)\b/;
const MAX_LINES = 300;

interface Import {
  readonly target: string;
  readonly names: readonly string[];
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const sources = readSources(join(ROOT, 'src'), 'src');
const users = [...sources, ...['test', 'bench', 'tools'].flatMap((folder) => readSources(join(ROOT, folder), folder))];

describe('architecture', () => {
  it('reads the sources', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it('imports only what the room may', () => {
    const offenders = sources.flatMap(({ path, imports }) => {
      const allowed = ALLOWED[roomOf(path)];
      if (allowed === undefined) return [`${path}: there is no row for its room`];
      return imports.filter(({ target }) => !isAllowed(target, allowed)).map(({ target }) => `${path} -> ${target}`);
    });
    expect(offenders).toEqual([]);
  });

  it('keeps @actions/* and the rooms that load it off the laptop', () => {
    const offenders = sources
      .filter(({ path }) => ['cli', 'commands', 'gate', 'self-test'].includes(roomOf(path)))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => target.startsWith('@actions/') || ACTIONS_ROOMS.includes(roomOf(target)))
          .map(({ target }) => `${path} -> ${target}`),
      );
    expect(offenders).toEqual([]);
  });

  it('keeps the pure rooms pure', () => {
    const offenders = sources
      .filter(({ path }) => PURE.some((room) => isIn(path, `src/${room}`)))
      .filter(
        ({ text, imports }) =>
          IMPURE_WORDS.test(withoutComments(text)) ||
          imports.some(({ target }) => target.startsWith('node:') && !PURE_NODE_MODULES.includes(target)),
      );
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  it('has no export that nothing imports', () => {
    const used = new Set(
      users.flatMap(({ imports }) => imports.flatMap(({ target, names }) => names.map((name) => `${target}#${name}`))),
    );
    const unused = sources
      .filter(({ path }) => path !== 'src/index.ts')
      .flatMap(({ path, text }) => exportsOf(text).map((name) => `${path}#${name}`))
      .filter((name) => !used.has(name) && !used.has(`${name.split('#')[0]}#*`));
    expect(unused).toEqual([]);
  });

  it('keeps files small and names them after what they are', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > MAX_LINES + 1).map(({ path }) => path);
    const badlyNamed = sources
      .map(({ path }) => path)
      .filter((path) => FORBIDDEN_NAMES.test(path) || /[A-Z_]/.test(path));
    expect({ long, badlyNamed }).toEqual({ long: [], badlyNamed: [] });
  });
});

function readSources(folder: string, prefix: string): Source[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => posix.join(prefix, relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

/** `src/` paths for this project's own modules, the specifier itself for the others. */
function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const statement = /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?([^'"`;]*?)\s*from\s*['"]([^'"]+)['"]/g;
  for (const [, clause, specifier] of text.matchAll(statement)) {
    found.push({ target: resolveImport(path, specifier!), names: namesOf(clause!) });
  }
  for (const [, specifier] of text.matchAll(/(?:^|\n)import\s+['"]([^'"]+)['"]/g)) {
    found.push({ target: resolveImport(path, specifier!), names: [] });
  }
  for (const [, specifier] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) {
    found.push({ target: resolveImport(path, specifier!), names: ['*'] });
  }
  return found;
}

function namesOf(clause: string): string[] {
  if (clause.includes('*')) return ['*'];
  const braced = /\{([^}]*)\}/s.exec(clause)?.[1] ?? '';
  return braced
    .split(',')
    .map((name) =>
      name
        .replace(/^\s*type\s+/, '')
        .trim()
        .split(/\s+as\s+/)[0]!
        .trim(),
    )
    .filter(Boolean);
}

function resolveImport(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.normalize(posix.join(dirname(path), specifier));
}

function roomOf(path: string): string {
  return path
    .replace(/^src\//, '')
    .split('/')[0]!
    .replace(/\.ts$/, '');
}

function isIn(path: string, prefix: string): boolean {
  return path === `${prefix}.ts` || path.startsWith(`${prefix}/`);
}

function isAllowed(target: string, allowed: readonly string[]): boolean {
  if (!target.startsWith('src/')) {
    return allowed.some((entry) => entry === target || (entry === 'node:*' && target.startsWith('node:')));
  }
  return allowed.some((entry) => entry === '*' || isIn(target, `src/${entry}`));
}

function exportsOf(text: string): string[] {
  const declared = text.matchAll(/(?:^|\n)export\s+(?:async\s+)?(?:function\*?|const|class|interface|type)\s+(\w+)/g);
  return [...declared].map(([, name]) => name!);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
