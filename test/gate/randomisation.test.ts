import { expect, it } from 'vitest';
import { check, lines } from './run-gate.ts';

const SUITE = 'task: translation\nmetrics: [chrf]\ngates: [{ metric: ter, max-rise: 50 }]';
const isAboutSwaps = (note: string) => note.startsWith('Approximate randomisation');
const REFERENCE = 'the cat sat on the mat near the old door';
/** Eight pairs; in the candidate's `broken` first ones half of the words are gone. */
const side = (broken: number) => ({
  'a.jsonl': lines(
    Array.from({ length: 8 }, (_, i) => ({
      id: `r${i}`,
      reference: REFERENCE,
      hypothesis: i < broken ? 'the cat sat on the' : REFERENCE,
    })),
  ),
});

it('the report tells how often swapped answers change a resampled metric as much', async () => {
  const { report, suite } = await check({ suite: SUITE, files: side(8), before: { files: side(0) } });
  const note = suite.notes.find(isAboutSwaps);
  // Every pair got worse alike: only to swap all or none of eight is as extreme, 2 of 256. Of 1,000 rounds 8 are, give or take 8.
  expect(note).toMatch(
    /^Approximate randomisation, which swaps .* and decides nothing: ter p = 0\.0\d+, chrf p = 0\.0\d+\.$/,
  );
  for (const [, p] of note!.matchAll(/p = (0\.\d+)/g)) expect(Math.abs(Number(p) - 2 / 256)).toBeLessThan(0.01);
  expect(report.verdict).toBe('pass');
});

it('and nothing where no answer changed', async () => {
  const { suite } = await check({ suite: SUITE, files: side(3), before: { files: side(3) } });
  expect(suite.notes.filter(isAboutSwaps)).toEqual([]);
});
