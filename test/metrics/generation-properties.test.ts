import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { takeRows, unitTest } from '../../src/metrics/units.ts';
import { QUANTITIES, type Quantity } from '../../src/model/dataset.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { contributionsOf, datasetOf, type Given, metricOf } from './generation-rows.ts';

type Cell<T> = T | null;

/** What one row, or all rows of one example, hold. */
interface Unit {
  readonly text: Cell<string>;
  readonly references: readonly Cell<string>[];
  readonly quantities: Readonly<Record<Quantity, Cell<number>>>;
  /** Outcomes and predictions of the runs of an example. */
  readonly runs: readonly { readonly passed: Cell<number>; readonly prediction: Cell<string> }[];
  readonly label: string;
  readonly weight: number;
}

const cell = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 9 });
const text = fc
  .array(fc.constantFrom('the', 'cat', 'Cats', 'runs', 'running', 'on', '4', 'é', '語', '.', '\n'), { maxLength: 9 })
  .map((words) => words.join(' '));
const bit = fc.constantFrom(0, 1);
const positive = fc.integer({ min: 1, max: 60 }).map((n) => n / 4);
const unit: fc.Arbitrary<Unit> = fc.record({
  text: cell(text),
  references: fc.array(cell(text), { minLength: 1, maxLength: 3 }),
  quantities: fc.record<Record<Quantity, Cell<number>>>({
    latency: cell(positive),
    cost: cell(positive),
    tokens: cell(positive),
    bytes: cell(positive),
    // At most 10 nats a token: beyond that the difference quotient of exp(nll / tokens) is no longer close to the derivative.
    nll: cell(fc.integer({ min: 1, max: 20 }).map((n) => n / 8)),
    passed: cell(bit),
    win: cell(fc.constantFrom(0, 0.5, 1)),
    refused: cell(bit),
    valid: cell(bit),
    toxic: cell(bit),
    'judge-score': cell(positive),
  }),
  runs: fc.array(fc.record({ passed: bit, prediction: cell(fc.constantFrom('a', 'b', 'c')) }), {
    minLength: 3,
    maxLength: 5,
  }),
  label: fc.constantFrom('a', 'b', 'c'),
  weight: fc.constantFrom(0, 1, 2, 3),
});
const units = fc.array(unit, { minLength: 1, maxLength: 10 });

interface Layout {
  readonly build: (list: readonly Unit[]) => Given;
  readonly names: readonly string[];
}

const OF_ROWS: Layout = {
  build: (list) =>
    datasetOf({
      rows: list.length,
      texts: list.map((one) => [one.text, one.references]),
      quantities: Object.fromEntries(QUANTITIES.map((key) => [key, list.map(({ quantities }) => quantities[key])])),
      weight: list.map(({ weight }) => weight),
    }),
  names: [
    ...['rouge1', 'rouge2@stem:yes', 'rouge3@measure:recall', 'rougeL', 'rougeLsum@stem:yes|measure:precision'],
    ...['exact_match', 'exact_match@norm:squad', 'token_f1', 'wer', 'cer', 'perplexity', 'bits_per_byte'],
    ...['win_rate', 'judge_score', 'refusal_rate', 'format_valid_rate', 'toxicity_rate'],
  ],
};

/** Each example has several rows, its runs, all of one weight; the examples are dealt out run by run, so that runs stand apart. */
const OF_RUNS: Layout = {
  build: (list) => layRuns(list, true),
  names: ['pass@1', 'pass@2', 'pass@3', 'pass^1', 'pass^3', 'consistency_rate', 'run_to_run_sd'],
};
const OF_PREDICTIONS: Layout = {
  build: (list) => layRuns(list, false),
  names: ['consistency_rate', 'run_to_run_sd'],
};

function layRuns(list: readonly Unit[], hasPassed: boolean): Given {
  const rows = [0, 1, 2, 3, 4].flatMap((run) =>
    list.flatMap((own, i) => (run < own.runs.length ? [{ ...own, ...own.runs[run]!, id: `e${i}` }] : [])),
  );
  return datasetOf({
    rows: rows.length,
    id: rows.map(({ id }) => id),
    quantities: hasPassed ? { passed: rows.map(({ passed }) => passed) } : {},
    label: rows.map(({ label }) => label),
    prediction: rows.map(({ prediction }) => prediction),
    weight: rows.map(({ weight }) => weight),
  });
}

const LAYOUTS = [OF_ROWS, OF_RUNS, OF_PREDICTIONS];
const CASES = LAYOUTS.flatMap((layout) => layout.names.map((name) => ({ name, layout })));

function evaluate(name: string, given: Given) {
  const weights = given.dataset.weight!;
  return evaluatorOf(contributionsOf(name, given), weights)(weights);
}

function expectSame(left: ReturnType<typeof evaluate>, right: ReturnType<typeof evaluate>) {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(Math.abs(left.value - right.value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(right.value)));
}

describe.each(CASES)('$name', ({ name, layout }) => {
  const holds = (check: (list: readonly Unit[]) => void) => fc.assert(fc.property(units, check), { numRuns: runs(8) });

  it('does not depend on the order of the rows', () => {
    holds((list) => expectSame(evaluate(name, layout.build(list)), evaluate(name, layout.build(list.toReversed()))));
  });

  it('takes weight 2 for two examples, and weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((one) => Array<Unit>(one.weight).fill({ ...one, weight: 1 }));
      expectSame(evaluate(name, layout.build(list)), evaluate(name, layout.build(copies)));
    });
  });

  it('has contributions that concatenate over shards', () => {
    fc.assert(
      fc.property(units, units, (first, second) => {
        const parts = [first, second, [...first, ...second]].map((list) =>
          unitsOf(contributionsOf(name, layout.build(list)), layout.build(list)),
        );
        expect([...parts[0]!, ...parts[1]!].sort()).toEqual(parts[2]!.sort());
      }),
      { numRuns: runs(8) },
    );
  });

  it('has one value, in its range, and leaves rows that are no units alone', () => {
    holds((list) => {
      const given = layout.build(list);
      const parts = contributionsOf(name, given);
      const { value, reason, sensitivity } = linearise(parts, given.dataset.weight!);
      expectSame(evaluate(name, given), { value, reason });
      const [low, high] = metricOf(name).range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= (low ?? -Infinity) && value <= (high ?? Infinity)).toBe(true);
      const isUnit = unitTest(parts);
      for (let i = 0; i < given.dataset.rows; i++) {
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (!isUnit(i) || given.dataset.weight![i] === 0) expect(sensitivity[i]).toBe(0);
      }
    });
  });

  it('has the numerical derivative by each weight, and none when all weights double', () => {
    holds((list) => {
      const given = layout.build(list);
      const weights = given.dataset.weight!.map((weight) => weight + 0.5);
      const parts = contributionsOf(name, given);
      const { value, sensitivity } = linearise(parts, weights);
      if (value === null || (name === 'run_to_run_sd' && value === 0)) return;
      const at = (i: number, weight: number) => linearise(parts, weights.with(i, weight)).value!;
      for (let i = 0; i < weights.length; i++) {
        const slope = (at(i, weights[i]! + 1e-5) - at(i, weights[i]! - 1e-5)) / 2e-5;
        expect(Math.abs(sensitivity[i]! - slope)).toBeLessThan(1e-7 * Math.max(1, value));
      }
      const drift = sensitivity.reduce((sum, d, i) => sum + d * weights[i]!, 0);
      expect(Math.abs(drift)).toBeLessThan(1e-12 * Math.max(1, value));
    });
  });
});

/** The numbers that each unit adds, as texts that can be sorted: runs stand elsewhere in a shard than in the whole. */
function unitsOf(parts: Contributions, { dataset }: Given): string[] {
  const isUnit = unitTest(parts);
  return Array.from({ length: dataset.rows }, (_, row) => row)
    .filter(isUnit)
    .map((row) => {
      const taken = takeRows(parts, Int32Array.of(row));
      if (taken.kind === 'proportion') return String(taken.hits);
      if (taken.kind === 'mean') return String(taken.scores);
      if (taken.kind === 'sums' && taken.addends.form === 'vector') return String(taken.addends.values);
      throw new Error(`no metric of this family is ${taken.kind}`);
    });
}

describe('a perfect output', () => {
  const sentence = fc.array(fc.constantFrom('the', 'cat', 'runs', '4'), { minLength: 9, maxLength: 14 });
  const best = { wer: 0, cer: 0 } as Readonly<Record<string, number>>;

  it.each([
    ...[...'123456789', 'L', 'Lsum'].map((kind) => `rouge${kind}`),
    ...['exact_match', 'token_f1', 'wer', 'cer'],
  ])('has the best %s', (name) => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (sentences) => {
        const texts = sentences.map((words) => [words.join(' '), ['something else', words.join(' ')]] as const);
        const given = datasetOf({ rows: texts.length, texts, weight: texts.map(() => 1) });
        expect(evaluate(name, given).value).toBe(best[name] ?? 1);
      }),
      { numRuns: runs(8) },
    );
  });

  it.each([
    ['pass@2', 1, 1],
    ['pass@2', 0, 0],
    ['pass^3', 1, 1],
    ['consistency_rate', 0, 1],
    ['run_to_run_sd', 1, 0],
  ])('has %s when every run comes to %d: %d', (name, passed, expected) => {
    const id = ['x', 'y', 'x', 'y', 'x', 'y'];
    const given = datasetOf({ rows: 6, id, quantities: { passed: id.map(() => passed) }, weight: id.map(() => 1) });
    expect(evaluate(name, given)).toEqual({ value: expected, reason: null });
  });
});

it.each(['rouge1', 'rougeL', 'exact_match', 'token_f1', 'wer', 'cer'])(
  '%s does not depend on the order of the references',
  (name) => {
    fc.assert(
      fc.property(units, (list) => {
        const turned = list.map((one) => ({ ...one, references: one.references.toReversed() }));
        expectSame(evaluate(name, OF_ROWS.build(list)), evaluate(name, OF_ROWS.build(turned)));
      }),
    );
  },
);

it.each(['consistency_rate', 'run_to_run_sd'])('%s does not depend on the names of the classes', (name) => {
  const names: Readonly<Record<string, string>> = { a: 'z', b: '<b>', c: '10' };
  fc.assert(
    fc.property(units, (list) => {
      const renamed = list.map((one) => ({
        ...one,
        label: names[one.label]!,
        runs: one.runs.map((run) => ({ ...run, prediction: run.prediction && names[run.prediction]! })),
      }));
      expectSame(evaluate(name, OF_PREDICTIONS.build(list)), evaluate(name, OF_PREDICTIONS.build(renamed)));
    }),
  );
});
