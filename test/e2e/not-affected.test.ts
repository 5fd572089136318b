import { describe, expect, it } from 'vitest';
import { policy } from './laptop.ts';
import {
  annotationsOf,
  findingOf,
  openProject,
  propose,
  push,
  RULES,
  recorded,
  recordsOf,
  review,
  SAME,
  WORSE,
} from './project.ts';

const POLICY = policy(RULES, { baseline: '{ store: branch }' }).replace(/^( *)(- )?files:/m, (line) =>
  line.includes('-')
    ? `${line.replace(/files:$/, '')}affected-by: [models/**, '*.py']\n${' '.repeat(line.indexOf('-') + 2)}files:`
    : `${line.replace(/files:$/, '')}affected-by: [models/**, '*.py']\n${line}`,
);
const listings = (result: { requests: readonly { route: string | null }[] }) =>
  result.requests.filter(({ route }) => route === 'GET /compare/{basehead}').length;

describe('a run without evidence', () => {
  it('passes when the change touches nothing that the suite is affected by', async () => {
    const server = await recorded({ policy: POLICY });
    const pull = propose(server, { 'docs/index.md': 'new' });
    const result = await review(server, pull, { results: null });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(findingOf(result, null, 'affected-by')).toMatchObject({
      outcome: 'pass',
      reason: 'not-affected',
      message:
        'Not affected: none of 1 changed file matches "models/**", "*.py", so nothing was measured and the baseline is carried forward.',
    });
    expect(server.comments[0]!.body).toContain('Not affected: none of 1 changed file');
    expect(listings(result)).toBe(1);
  });

  it('is red when the change touches one of its files, by its old name as well', async () => {
    const server = await recorded({ policy: POLICY });
    server.commitFiles('main', { 'models/a.bin': 'weights' });
    for (const changes of [{ 'models/b.bin': 'other' }, { 'models/a.bin': null, 'attic/a.bin': 'weights' }]) {
      const head = server.commitFiles(null, changes, { parents: [server.refs.get('refs/heads/main')!] });
      const result = await review(server, server.pullRequest({ head }), { results: null });
      expect(result.exitCode).toBe(1);
      expect(annotationsOf(result, 'error')[0]).toMatch(/No verdict could be reached[\s\S]*no file fits/);
    }
  });

  it('is red when the change has more files than GitHub lists, or the list cannot be read', async () => {
    const server = await recorded({ policy: POLICY });
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`docs/${i}.md`, String(i)]));
    const result = await review(server, propose(server, many), { results: null });
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'warning')[0]).toContain('does not list all files');
    const pull = propose(server, { 'docs/index.md': 'new' });
    server.faults.push({ match: 'GET /compare/{basehead}', status: 404 });
    const refused = await review(server, pull, { results: null });
    expect(refused.exitCode).toBe(1);
    expect(annotationsOf(refused, 'warning')[0]).toContain('What changed is not known');
  });

  it('leaves nothing on the default branch, and the next change is compared with the record before', async () => {
    const server = await recorded({ policy: POLICY });
    const first = server.refs.get('refs/heads/main')!;
    const records = recordsOf(server);
    server.commitFiles('main', { 'docs/index.md': 'new' });
    const carried = await push(server, { results: null });
    expect(carried).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(recordsOf(server)).toEqual(records);
    const next = await review(server, propose(server, { 'models/b.bin': 'other' }), { results: WORSE });
    expect(next.exitCode).toBe(1);
    expect(next.report.suites[0].baseline).toMatchObject({ commit: first, kind: 'first-parent' });
  });
});

it('evidence that is there is judged, and nothing is asked about the change', async () => {
  const server = await recorded({ policy: POLICY });
  const result = await review(server, propose(server, { 'docs/index.md': 'new' }), { results: WORSE });
  expect(result.exitCode).toBe(1);
  expect(listings(result)).toBe(0);
});

it('of two suites the one that is affected is judged', async () => {
  const suite = POLICY.slice(POLICY.search(/^ *- name:/m));
  const second = suite
    .replace(/name: .*/, 'name: other')
    .replace('results.csv', 'other.csv')
    .replace('models/**', 'other/**')
    .replace(", '*.py'", '');
  const server = await openProject({ policy: `${POLICY}\n${second}` });
  expect((await push(server, { workspaceFiles: { 'other.csv': SAME } })).exitCode).toBe(0);
  const pull = propose(server, { 'models/b.bin': 'new' });
  const result = await review(server, pull, { results: SAME });
  expect(result.exitCode).toBe(0);
  expect(result.report.suites.map(({ n }: { n: number }) => n)).toEqual([1000, 0]);
  expect(server.comments[0]!.body).toContain('1 suite is not affected');
});
