import { expect, test } from 'vitest';
import { matchChanged } from '../../src/evidence/sources/match-paths.ts';

const PATHS = [
  'models/a/b.py',
  'models/.cfg/x',
  'docs/index.md',
  'README.md',
  '.github/workflows/ci.yml',
  'a b/[x].md',
  'back\\slash',
];

test.each([
  [['models/**'], ['models/.cfg/x', 'models/a/b.py']],
  [['./models/a/*.py'], ['models/a/b.py']],
  [['models/**', '!models/a/**'], ['models/.cfg/x']],
  [['*.md'], ['README.md']],
  [
    ['**/*.md', '!docs/**'],
    ['README.md', 'a b/[x].md'],
  ],
  [['.github/**'], ['.github/workflows/ci.yml']],
  [['README.md', 'absent'], ['README.md']],
  [['models'], []],
  [['{docs,models}/**/*.{md,py}'], ['docs/index.md', 'models/a/b.py']],
])('%j name %j', async (patterns, expected) => {
  expect([...(await matchChanged(PATHS, patterns))].sort()).toEqual(expected);
});

test('`**` names every path', async () => {
  expect([...(await matchChanged(PATHS, ['**']))].sort()).toEqual([...PATHS].sort());
});
