import { describe, expect, it } from 'vitest';
import { check } from './run-gate.ts';

const HEAD = 'id,label,prediction,latency,g';

interface Slice {
  readonly n: number;
  /** Rows with a wrong prediction, from and to. */
  readonly wrong: readonly [number, number];
  /** How much longer answers take: nothing, once or twice this. */
  readonly slower?: number;
}

function evidence(slices: Readonly<Record<string, Slice>>) {
  const rows = Object.entries(slices).flatMap(
    ([
      g,
      {
        n,
        wrong: [from, to],
        slower = 0,
      },
    ]) =>
      Array.from({ length: n }, (_, i) => {
        const latency = 100 + (i % 7) * 3 + (i % 3) * slower;
        return `${g}${i},1,${i >= from && i < to ? 0 : 1},${latency},${g}\n`;
      }),
  );
  return { 'a.csv': `${HEAD}\n${rows.join('')}` };
}

describe('slices of the policy', () => {
  const suite = `task: binary
slices: [g]
gates:
  - { metric: accuracy, max-drop: 20pp }
  - { metric: latency_mean, slice: g, max-rise: 100 }`;
  const before = evidence({ a: { n: 100, wrong: [0, 0] }, b: { n: 150, wrong: [0, 9] } });
  const after = evidence({ a: { n: 100, wrong: [0, 10], slower: 5 }, b: { n: 150, wrong: [6, 9], slower: -5 } });

  it('carry p-values of harm that are adjusted for their number, and decide nothing', async () => {
    const { report, suite: found } = await check({ suite, files: after, before: { files: before } });
    const q = (metric: string, g: string | null) =>
      found.measurements.find((row) => row.metric === metric && (row.slice?.['g'] ?? null) === g)?.qValue;
    // What takes longer got worse by many standard errors. Beside it 10 of 100 pairs got worse and none better: by scipy, Φ(z) of Bonett
    // and Price’s z is 0.0012958, the second smallest of four.
    expect(q('latency_mean', 'a')).toBeCloseTo(4e-10, 12);
    expect(q('accuracy', 'a')).toBeCloseTo((4 / 2) * 0.0012958269981753368, 8);
    // 6 of 150 pairs got better, and what got faster did not get worse.
    expect([q('accuracy', 'b'), q('latency_mean', 'b')]).toEqual([1, 1]);
    expect(q('accuracy', null)).toBeUndefined();
    expect(report.verdict).toBe('pass');
  });

  it('have none without a baseline', async () => {
    const { suite: found } = await check({ suite, files: after });
    expect(found.measurements.map((row) => row.qValue)).toEqual(found.measurements.map(() => undefined));
  });
});
