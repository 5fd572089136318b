import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { stabilityMetrics } from '../../src/metrics/stability/table.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import { type Contributions, type Counterpart, type Metric, NO_OPTIONS, type Task } from '../../src/model/metric.ts';
import { nullCeiling } from '../../src/statistics/divergence-bounds.ts';
import { runs } from '../runs.ts';
import { compareSides, type TwoSides } from './two-sides.ts';

type Values = Readonly<Record<string, number | null>>;

/** Written by tools/oracle/stability.py. */
interface Golden {
  readonly examples: { readonly numbers: Values; readonly classes: Values };
  readonly sets: readonly (TwoSides & {
    readonly bins: number;
    readonly values: Values;
    readonly of_classes: Values;
  })[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/stability.json', import.meta.url), 'utf8'));
const METRICS = stabilityMetrics().flatMap((entry) => ('members' in entry ? entry.members : [entry]));
const PAIRED = METRICS.filter(({ compares }) => compares === 'pairs');
const taskOf = ({ tasks }: Metric): Task => tasks[0]!;

const near = (value: number | null, expected: number | null, where: string) => {
  if (value === null || expected === null) expect(value, where).toBe(expected);
  else expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
};
const measure = (name: string, task: Task, sides: TwoSides) => {
  const { contributions, weights } = compareSides(name, task, sides);
  return linearise(contributions, weights);
};

describe('scikit-learn, scipy and numpy', () => {
  it('are asked about every metric on many pairs of evaluations', () => {
    expect(golden.sets.length).toBeGreaterThanOrEqual(500);
    for (const { name } of METRICS) {
      expect(golden.sets.filter(({ values }) => values[name] !== null).length, name).toBeGreaterThan(450);
    }
  });

  it.each(METRICS.map((metric) => [metric.title, metric] as const))('give the same %s', (_, metric) => {
    for (const [index, { values, of_classes, bins, ...sides }] of golden.sets.entries()) {
      const task = taskOf(metric);
      const expected = task === 'multiclass' ? of_classes[metric.name]! : values[metric.name]!;
      const isBinned = task !== 'multiclass' && ['psi', 'js_distance'].includes(metric.name);
      const name = isBinned ? `${metric.name}@bins:${bins}` : metric.name;
      const { value, reason } = measure(name, task, sides);
      near(value, expected, `${name} of set ${index}: ${value} (${reason}), expected ${expected}`);
      expect(reason === null).toBe(expected !== null);
    }
  });

  it('gives the change of the accuracy as the positive less the negative flip rate', () => {
    for (const [index, { values, ...sides }] of golden.sets.entries()) {
      const better = measure('positive_flip_rate', 'multiclass', sides).value;
      const worse = measure('negative_flip_rate', 'multiclass', sides).value;
      near(better === null ? null : better - worse!, values['accuracy']!, `set ${index}`);
    }
  });

  it('give the values of the examples, which are those of their rows', () => {
    for (const metric of METRICS) {
      const task = taskOf(metric);
      const isOfClasses = metric.needs.includes('prediction') && task !== 'regression';
      const expected = (isOfClasses ? golden.examples.classes : golden.examples.numbers)[metric.name]!;
      const { value, rows, baseline } = metric.example!;
      near(value, expected, metric.title);
      const codes = (list: typeof rows, key: string) =>
        list.map((cells) => (isOfClasses ? 'ab'.indexOf(String(cells[key])) : 0)).join('');
      const side = (list: typeof rows) => ({
        prediction: codes(list, 'prediction'),
        score: list.map((cells) => Number(cells[task === 'regression' ? 'prediction' : 'score'] ?? Number.NaN)),
      });
      const partner = rows.map(({ id }) => baseline!.findIndex((other) => other['id'] === id));
      const sides = { classes: 2, label: codes(rows, 'label'), now: side(rows), before: side(baseline!), partner };
      near(measure(metric.name, task, sides).value, expected, metric.title);
    }
  });
});

/** The fixture of ten equal bins, as counts of a hundred rows. */
describe('shares of .08 .09 .10 .11 .12 .10 .10 .10 .11 .09 after ten times .1', () => {
  const spread = (counts: readonly number[]) => counts.flatMap((count, value) => Array<number>(count).fill(value));
  const [now, before] = [spread([8, 9, 10, 11, 12, 10, 10, 10, 11, 9]), spread(Array<number>(10).fill(10))];
  const side = (score: readonly number[]) => ({ score, prediction: score.join('') });
  const sides: TwoSides = { classes: 10, label: '0'.repeat(99), now: side(now), before: side(before), partner: [] };

  it.each([
    ['psi', 0.0121227161],
    ['js_distance', 0.0467257121],
  ])('have the %s %d', (name, expected) => {
    const fixture = { ...sides, label: '0'.repeat(now.length) };
    for (const task of ['binary', 'regression', 'multiclass'] as const) {
      expect(measure(name, task, fixture).value).toBeCloseTo(expected, 10);
    }
  });
});

describe('the baseline', () => {
  const data = {
    ...NO_COLUMNS,
    rows: 2,
    classes: ['0', '1'],
    label: Int32Array.of(0, 1),
    prediction: Int32Array.of(0, 1),
    scores: [{ className: '1', values: Float64Array.of(0.2, 0.8) }],
    numericPrediction: Float64Array.of(0.2, 0.8),
  };
  const ones = Float64Array.of(1, 1);
  const withBaseline = (metric: Metric, counterpart: Counterpart | 'no_baseline' | 'not_paired') =>
    linearise(metric.contribute(data, { ...NO_OPTIONS, positive: 1, counterpart }), ones);

  it.each(METRICS.map((metric) => [metric.title, metric] as const))('is missed by %s when absent', (_, metric) => {
    for (const reason of ['no_baseline', 'not_paired'] as const) {
      expect(withBaseline(metric, reason)).toMatchObject({ value: null, reason });
    }
  });

  it.each(PAIRED.map((metric) => [metric.title, metric] as const))(
    'is missed by %s without its column',
    (_, metric) => {
      const dataset = { ...data, prediction: null, numericPrediction: null, scores: [] };
      const counterpart: Counterpart = { kind: 'pairs', dataset, rows: Int32Array.of(0, 1) };
      expect(withBaseline(metric, counterpart)).toMatchObject({ value: null, reason: 'no_baseline' });
      const apart: Counterpart = { kind: 'pairs', dataset: data, rows: Int32Array.of(-1, -1) };
      expect(withBaseline(metric, apart)).toMatchObject({ value: null, reason: 'no_examples' });
    },
  );

  it('is read in the score column of the same class', () => {
    const drift = findMetric('score_drift_rmse', 'binary')!;
    const other = { className: '0', values: Float64Array.of(0.7, 0.2) };
    const against = (scores: typeof data.scores, own = data.scores) => {
      const counterpart: Counterpart = { kind: 'pairs', dataset: { ...data, scores }, rows: Int32Array.of(0, 1) };
      const contributions = drift.contribute({ ...data, scores: own }, { ...NO_OPTIONS, positive: 1, counterpart });
      return linearise(contributions, ones);
    };
    const positive = { className: '1', values: Float64Array.of(0.2, 0.5) };
    const unnamed = { className: null, values: Float64Array.of(0.2, 0.5) };
    near(against([other, positive]).value, Math.sqrt(0.045), 'both columns');
    near(against([unnamed as never]).value, Math.sqrt(0.045), 'an unnamed column');
    near(against([other], [other]).value, 0, 'the other class on both sides');
    near(against([positive], [other, data.scores[0]!]).value, Math.sqrt(0.045), 'both columns in the candidate');
    expect(against([other]).reason).toBe('no_baseline');
  });

  it('that has one value alone makes no bins', () => {
    const flat = (score: readonly (number | null)[], prediction = '11'): TwoSides => ({
      classes: 2,
      label: '01',
      now: { prediction: '01', score: [0.1, 0.9] },
      before: { prediction, score },
      partner: [],
    });
    expect(measure('psi', 'binary', flat([0.5, 0.5])).reason).toBe('constant');
    expect(measure('js_distance', 'regression', flat([0.5, 0.5])).reason).toBe('constant');
    expect(measure('ks_drift', 'binary', flat([0.5, 0.5])).value).toBe(0.5);
    expect(measure('psi', 'binary', flat([null, null])).reason).toBe('no_examples');
    expect(measure('psi', 'multiclass', flat([0.5, 0.5], '..')).reason).toBe('no_examples');
  });

  it('is the sample 0 of two, whose classes that are predicted make one degree of freedom less', () => {
    const sides = (now: string, before: string): TwoSides => {
      const side = (prediction: string) => ({ prediction, score: Array.from(prediction, Number) });
      return { classes: 5, label: '0'.repeat(now.length), now: side(now), before: side(before), partner: [] };
    };
    const samples = (now: string, before: string) => {
      const { contributions } = compareSides('psi', 'multiclass', sides(now, before));
      if (contributions.kind !== 'divergence') throw new Error(contributions.kind);
      return contributions;
    };
    expect(samples('012', '30')).toMatchObject({ sample: Int8Array.of(1, 1, 1, 0, 0), null: { df: 3, scale: 1 } });
    expect(samples('11', '11').null).toMatchObject({ df: 1 });
  });

  it('counts its rows as often as they stand for an example', () => {
    const numericPrediction = Float64Array.of(1, 2, 3, 1, 2, 3, 4);
    const count = Float64Array.of(1, 1, 1, 5, 1, 1, 1);
    const rows = { ...NO_COLUMNS, rows: 7, numericPrediction, count };
    const options = { ...NO_OPTIONS, counterpart: { kind: 'samples', from: 3 } } as const;
    const contributions = findMetric('psi@bins:2', 'regression')!.contribute(rows, options);
    // The median of the baseline is 1, so that the bins hold 5 and 3 of it, and 1 and 2 of the candidate.
    const expected = (1 / 3 - 5 / 8) * Math.log(8 / 15) + (2 / 3 - 3 / 8) * Math.log(16 / 9);
    near(linearise(contributions, count).value, expected, 'psi');
  });

  it('freezes the edges of the bins', () => {
    const sides: TwoSides = {
      classes: 2,
      label: '0000',
      now: { prediction: '0000', score: [1, 2, 3, 4] },
      before: { prediction: '0000', score: [1, 2, 3, 4] },
      partner: [],
    };
    const { contributions } = compareSides('psi@bins:2', 'regression', sides);
    // The edge is 2; were it found again, that of 3 and 4 alone would be 3.
    const weights = Float64Array.of(1, 1, 1, 1, 0, 0, 1, 1);
    const half = Math.log(2.5 / 5 / (0.5 / 3)) * (2.5 / 5 - 0.5 / 3);
    const rest = Math.log(2.5 / 5 / (2.5 / 3)) * (2.5 / 5 - 2.5 / 3);
    near(linearise(contributions, weights).value, half + rest, 'one bin of the baseline is empty');
  });
});

interface Row {
  readonly cells: string;
  readonly scores: readonly [number | null, number | null];
  readonly weight: number;
}
const score = fc.option(
  fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
  { freq: 9 },
);
const row: fc.Arbitrary<Row> = fc.record({
  cells: fc.tuple(...Array(3).fill(fc.constantFrom(...'01201200.'))).map((letters) => letters.join('')),
  scores: fc.tuple(score, score),
  weight: fc.constantFrom(0, 1, 2, 3),
});
const rows = fc.array(row, { minLength: 1, maxLength: 20 });

function toSides(list: readonly Row[], rename = (code: string) => code): TwoSides {
  const weight = list.map(({ weight }) => weight);
  const column = (i: number) => list.map(({ cells }) => rename(cells[i]!)).join('');
  return {
    classes: 3,
    label: column(0),
    now: { prediction: column(1), score: list.map(({ scores }) => scores[0]), weight },
    before: { prediction: column(2), score: list.map(({ scores }) => scores[1]), weight },
    partner: list.map((_, i) => i),
  };
}

const unitsOf = (contributions: Contributions): readonly unknown[] => {
  if (contributions.kind === 'proportion') return Array.from(contributions.hits);
  if (contributions.kind === 'quantile') return Array.from(contributions.values);
  if (contributions.kind !== 'sums' || contributions.addends.form === 'cells') throw new Error(contributions.kind);
  return Array.from(contributions.addends.form === 'cell' ? contributions.addends.cells : contributions.addends.values);
};

describe.each(METRICS.map((metric) => [metric.title, metric] as const))('%s', (_, metric) => {
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: runs(13) });
  const of = (sides: TwoSides) => measure(metric.name, taskOf(metric), sides);
  const expectSame = (left: TwoSides, right: TwoSides) => {
    const [a, b] = [of(left), of(right)];
    expect(a.reason).toBe(b.reason);
    near(a.value, b.value, metric.name);
  };

  it('does not depend on the order of the rows', () => {
    holds((list) => expectSame(toSides(list), toSides(list.toReversed())));
  });

  it('does not depend on the codes of the classes', () => {
    const codes: Readonly<Record<string, string>> = { '0': '2', '1': '0', '2': '1', '.': '.' };
    holds((list) =>
      expectSame(
        toSides(list),
        toSides(list, (code) => codes[code]!),
      ),
    );
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 }));
      expectSame(toSides(list), toSides(copies));
    });
  });

  it('is best when nothing changed', () => {
    holds((list) => {
      const { now, ...sides } = toSides(list);
      const { value } = of({ ...sides, now, before: now });
      if (value === null || metric.name === 'positive_flip_rate') return;
      near(value, metric.direction === 'lower' ? 0 : 1, metric.name);
    });
  });

  it('keeps its range, is never NaN, and evaluates to the value that it linearises to', () => {
    holds((list) => {
      const { contributions, weights } = compareSides(metric.name, taskOf(metric), toSides(list));
      const { value, reason, sensitivity } = linearise(contributions, weights);
      expect(evaluatorOf(contributions, weights)(weights)).toEqual({ value, reason });
      const [low, high] = metric.range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= (low ?? -Infinity) && value <= (high ?? Infinity), String(value)).toBe(true);
      expect(sensitivity.every((slope, i) => Number.isFinite(slope) && (weights[i]! > 0 || slope === 0))).toBe(true);
    });
  });
});

it.each(PAIRED.map((metric) => [metric.title, metric] as const))('%s adds up over shards', (_, metric) => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const [a, b, whole] = [first, second, [...first, ...second]].map((list) =>
        unitsOf(compareSides(metric.name, taskOf(metric), toSides(list)).contributions),
      );
      expect(whole).toEqual([...a!, ...b!]);
    }),
    { numRuns: runs(13) },
  );
});

const SMOOTH = METRICS.filter(({ kind }) => kind !== 'extremum').map((metric) => [metric.title, metric] as const);

it.each(SMOOTH)('%s has the derivative by each weight that a small step shows', (_, metric) => {
  const corners = { cells: '012', scores: [0.1, 0.8], weight: 1 } as const;
  fc.assert(
    fc.property(rows, (list) => {
      const sides = toSides([...list.map((r) => ({ ...r, weight: r.weight + 0.37 })), corners]);
      const { contributions, weights } = compareSides(metric.name, taskOf(metric), sides);
      const { value, sensitivity } = linearise(contributions, weights);
      // A root has no slope at 0, and the greatest of two equal distances none at all.
      if (value === null || value < 1e-6) return;
      const at = (i: number, weight: number) => linearise(contributions, weights.with(i, weight)).value!;
      for (let i = 0; i < weights.length; i += 2) {
        const [up, down] = [at(i, weights[i]! + 1e-5) - value, value - at(i, weights[i]! - 1e-5)];
        if (metric.name === 'ks_drift' && Math.abs(up - down) > 1e-8) continue;
        expect(sensitivity[i]).toBeCloseTo((up + down) / 2e-5, 5);
      }
    }),
    { numRuns: runs(8) },
  );
});

describe('drift of two samples from one population', () => {
  const DRAWS = 400;
  const SIZE = 400;
  let state = 20261126;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const sample = () => Array.from({ length: SIZE }, () => random() ** 2);

  it('is as large as its null distribution says', () => {
    const names = ['psi', 'js_distance', 'ks_drift'];
    const beyond = new Map(names.map((name) => [name, 0]));
    const scaled = new Map(names.map((name) => [name, 0]));
    for (let draw = 0; draw < DRAWS; draw++) {
      const [now, before] = [sample(), sample()];
      const side = (score: readonly number[]) => ({ score, prediction: '' });
      const sides: TwoSides = { classes: 2, label: '', now: side(now), before: side(before), partner: [] };
      for (const name of names) {
        const both = { ...NO_COLUMNS, rows: 2 * SIZE, numericPrediction: Float64Array.from([...now, ...before]) };
        const options = { ...NO_OPTIONS, counterpart: { kind: 'samples', from: sides.now.score.length } } as const;
        const contributions = findMetric(name, 'regression')!.contribute(both, options);
        if (contributions.kind !== 'divergence') throw new Error(contributions.kind);
        const { value } = linearise(contributions, new Float64Array(2 * SIZE).fill(1));
        const law = contributions.null!;
        if (law.name === 'chi-squared') {
          expect(law.df).toBe(9);
          scaled.set(name, scaled.get(name)! + ((SIZE / 2) * law.scale * value! ** law.power) / DRAWS);
        }
        if (value! > nullCeiling(SIZE, SIZE, law)) beyond.set(name, beyond.get(name)! + 1 / DRAWS);
      }
    }
    // Mean 9 and standard deviation √18; a share of .05: four standard errors of the simulation.
    for (const name of ['psi', 'js_distance']) {
      expect(Math.abs(scaled.get(name)! - 9), name).toBeLessThan(4 * Math.sqrt(18 / DRAWS));
    }
    for (const name of names) {
      expect(Math.abs(beyond.get(name)! - 0.05), name).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / DRAWS));
    }
  });
});
