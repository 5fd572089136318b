import { describe, expect, it } from 'vitest';
import { findUnaffected } from '../../src/action/unaffected.ts';
import { GitHubError } from '../../src/errors.ts';
import { workspaceSource } from '../../src/evidence/sources/workspace.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { makeFolder } from '../e2e/harness/process.ts';

const policyOf = (evidence: string) =>
  readPolicy(
    `version: 1
suites:
  - name: spam
    ${evidence}
    affected-by: [models/**, '!models/**/*.md']
    task: binary
    gates: [{ metric: accuracy, min: 0.5 }]
`,
    'p.yml',
  );

interface Given {
  readonly evidence?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly artifacts?: readonly string[] | 'refused';
  readonly changed?: readonly string[] | null;
  readonly from?: string | null;
}

async function find({ evidence = 'files: [a.csv]', files, artifacts = [], changed = ['README.md'], ...rest }: Given) {
  const { from = 'base1' } = rest;
  const asked: string[] = [];
  const warnings: string[] = [];
  const nothing = (): void => {};
  const log = { info: nothing, notice: nothing, error: nothing, warning: (line: string) => void warnings.push(line) };
  const workspace = await makeFolder(files);
  const github = {
    changedFiles: async (from: string, to: string) => {
      asked.push(`${from}...${to}`);
      return changed;
    },
    listArtifacts: async (runId: number) => {
      asked.push(`artifacts of ${runId}`);
      if (artifacts === 'refused') throw new GitHubError('list', 403, 'no.');
      return artifacts.map((name, id) => ({ id, name, sizeBytes: 1, expired: false, digest: null }));
    },
  };
  const found = await findUnaffected(policyOf(evidence), {
    ...{ github, log, from },
    runId: 5,
    to: 'head1',
    files: (patterns) => workspaceSource(workspace, patterns),
  });
  return { names: [...found.keys()], found, asked, warnings };
}

describe('a suite is not affected', () => {
  it('when it has no evidence and none of its files is changed', async () => {
    const { found, asked } = await find({ changed: ['README.md', 'models/notes.md'] });
    expect(found.get('spam')).toEqual({ files: 2, globs: ['models/**', '!models/**/*.md'] });
    expect(asked).toEqual(['base1...head1']);
  });
});

describe('a suite is affected', () => {
  it.each(['models/a.bin', 'models/.cache/a', 'models/deep/er/a.py'])('when %s is changed', async (file) => {
    expect((await find({ changed: ['README.md', file] })).names).toEqual([]);
  });

  it('when nobody knows what changed', async () => {
    const truncated = await find({ changed: null });
    expect(truncated).toMatchObject({ names: [], warnings: [expect.stringContaining('does not list all files')] });
    expect(await find({ from: null })).toMatchObject({ names: [], asked: [] });
  });

  it('when there is any evidence, about which nothing is asked', async () => {
    const some = await find({ evidence: 'files: [a.csv, b.csv]', files: { 'b.csv': 'x' } });
    expect(some).toMatchObject({ names: [], asked: [] });
    expect((await find({ evidence: "files: ['*.csv', '!a.csv']", files: { 'a.csv': 'x' } })).names).toEqual(['spam']);
    expect((await find({ evidence: 'artifact: eval-*', artifacts: ['eval-1'] })).names).toEqual([]);
    expect((await find({ evidence: 'artifact: eval-*', artifacts: ['other'] })).names).toEqual(['spam']);
    expect((await find({ evidence: 'artifact: eval-*', artifacts: 'refused' })).names).toEqual([]);
  });
});

it.each(['/models/**', '../models', './../x', 'models/', '!/a'])(
  '%s is refused as a path of the repository',
  (pattern) => {
    const text = `version: 1
suites:
  - { name: a, files: [a.csv], affected-by: [x, '${pattern}'], task: binary, metrics: [accuracy] }
`;
    expect(() => readPolicy(text, 'p.yml')).toThrow('names no file of the repository');
  },
);
