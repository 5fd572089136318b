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

describe('slices that nobody asked for', () => {
  const HEADS = 'id,label,prediction,site,sex,device,note';
  const suite = 'task: binary\ndiscover-slices: true\ngates: [{ metric: accuracy, max-drop: 20pp }]';

  /** 400 rows of two sites and two sexes; `wrong` says which predictions are. `device` is 0 … 3, and every note is one of a kind. */
  function rows(wrong: (i: number, site: string, sex: string) => boolean, head = HEADS, device = (i: number) => i % 4) {
    const body = Array.from({ length: 400 }, (_, i) => {
      const [site, sex] = [i % 2 === 0 ? 'north' : 'south', i % 4 < 2 ? 'F' : 'M'];
      return `${i},1,${wrong(i, site, sex) ? 0 : 1},${site},${sex},${device(Math.floor(i / 4))},n${i}\n`;
    });
    return { 'a.csv': `${head}\n${body.join('')}` };
  }
  const good = rows(() => false);
  const worse = rows((i, site, sex) => site === 'north' && sex === 'F' && i < 80);

  it('are told of where they got worse, the surest alone of those within one another', async () => {
    const { report, suite: found } = await check({ suite, files: worse, before: { files: good } });
    // 20 of the 100 examples of that site and sex are newly wrong. Site, sex and device are 2 + 2 + 4 values, and of two columns 4 + 8 + 8.
    expect(found.sliceSearch).toMatchObject({
      lookedAt: 28,
      worst: [{ metric: 'accuracy', slice: { site: 'north', sex: 'F' }, n: 100, value: 0.8, baseline: 1 }],
    });
    expect(found.sliceSearch!.worst[0]!.delta).toBeCloseTo(-0.2, 12);
    expect(report.verdict).toBe('pass');
    expect(found.notes).toEqual([]);
  });

  it('leave a quiet note where none did', async () => {
    const { suite: found } = await check({ suite, files: rows((i) => i === 7), before: { files: good } });
    expect(found.sliceSearch).toEqual({ lookedAt: 28, worst: [] });
    expect(found.notes).toEqual(['Looked at 28 further slices: none got worse beyond chance.']);
  });

  it('rest on 30 examples of the metric', async () => {
    const recall = suite.replace('accuracy', 'recall');
    const [files, before] = [worse, good].map((side) => {
      // Of every hundred rows 28 are positive: of two sites 56 each, of two values at once at most 28.
      const text = side['a.csv'].replace(/^(\d+),1,/gm, (all, id) => (Number(id) % 100 < 28 ? all : `${id},0,`));
      return { 'a.csv': text };
    });
    const { suite: found } = await check({ suite: recall, files: files!, before: { files: before! } });
    // Site and sex have two values of 56 positives each, and device four of 28.
    expect(found.sliceSearch).toMatchObject({ lookedAt: 4 });
  });

  it('are not looked for where the policy does not say so', async () => {
    const plain = suite.replace('discover-slices: true', 'discover-slices: false');
    const { suite: found } = await check({ suite: plain, files: worse, before: { files: good } });
    expect([found.sliceSearch, found.notes]).toEqual([undefined, []]);
  });

  it('are looked for by the columns of the policy in any case, but not again', async () => {
    const sliced = suite.replace('discover-slices: true', 'slices: [site, sex]');
    const { suite: found } = await check({ suite: sliced, files: worse, before: { files: good } });
    // The four values stand in the report already; four pairs of them do not.
    expect(found.sliceSearch).toMatchObject({ lookedAt: 4, worst: [{ slice: { site: 'north', sex: 'F' } }] });
  });

  it('are not looked for by what the baseline lacks, or says otherwise of the same examples', async () => {
    const before = rows(
      () => false,
      HEADS.replace('site', 'place'),
      (i) => (i === 3 ? 0 : i % 4),
    );
    const { suite: found } = await check({ suite, files: worse, before: { files: before } });
    expect(found.sliceSearch).toMatchObject({ lookedAt: 2, worst: [{ slice: { sex: 'F' } }] });
    expect(found.notes).toEqual([
      'No slices are looked for by "site", which the baseline’s record lacks: they will be from the next record on.',
      'No slices are looked for by "device": shared examples have other values there than in the baseline, as what tells of answers has.',
    ]);
    expect(found.findings).toMatchObject([{ reason: 'within' }]);
  });

  it('need examples that are paired', async () => {
    const [files, before] = [worse, good].map((side) => ({ 'a.csv': side['a.csv'].replace(/^id/, 'no') }));
    const { suite: found } = await check({ suite, files: files!, before: { files: before! } });
    expect(found.notes).toContain('No slices are looked for, because the examples are not paired with the baseline’s.');
  });
});
