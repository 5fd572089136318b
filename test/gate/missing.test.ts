import { describe, expect, it } from 'vitest';
import { check } from './run-gate.ts';

const rankings = ['q', 'r'].flatMap((query) =>
  Array.from({ length: 6 }, (_, i) => `${query},d${i},${i % 2},${query === 'q' && i < 3 ? ['inf', 'nan', 'x'][i] : i}`),
);
const ranking = { 'a.csv': `query,item,rel,score\n${rankings.join('\n')}\n` };
const runs = {
  'a.jsonl': Array.from({ length: 12 }, (_, i) =>
    JSON.stringify({ id: i >> 2, run: i % 4, ...(i < 3 ? {} : { passed: true }) }),
  ).join('\n'),
};

describe('rows that lack an answer are a share of all rows', () => {
  it.each([
    ['of a ranking', 'task: ranking\ngates: [{ metric: ndcg@5, min: 0 }]', ranking, 2],
    ['of repeated runs', 'task: generation\ngates: [{ metric: pass@1, min: 0 }]', runs, 3],
  ])('%s', async (_, gates, files, n) => {
    const at = async (limit: string) => (await check({ suite: `${gates}\nmax-missing: ${limit}`, files })).suite;
    const half = await at('50%');
    expect(half).toMatchObject({ n, missing: 3 });
    expect(half.findings[0]).toMatchObject({ rule: 'max-missing', outcome: 'pass', value: 3, limit: 6 });
    expect((await at('25%')).findings[0]).toMatchObject({ outcome: 'pass', limit: 3, limitText: '25%' });
    const seventh = (await at('7%')).findings[0]!;
    expect(seventh).toMatchObject({ outcome: 'fail', reason: 'missing-predictions', limitText: '7%' });
    expect(seventh.message).toContain('3 of 12 rows lack');
    expect((await at('3')).findings[0]).toMatchObject({ outcome: 'pass' });
    expect((await at('2')).findings[0]).toMatchObject({ outcome: 'fail' });
  });
});
