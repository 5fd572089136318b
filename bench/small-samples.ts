/**
 * How often one-sided bounds at 95 % and 99 % miss the truth, below and above it: of Efron's BCa and of what it would replace, for means of small
 * skewed samples (Student's t) and for metrics that are resampled (percentiles), of one side and of a paired change. The product uses BCa for
 * one side alone, and for a proof the wider of both.
 *
 *   npm run bench:small-samples [-- --draws 1000 --seed 1]
 */
import { parseArgs } from 'node:util';
import { type Estimate, evaluateUnits } from '../src/judgement/estimate.ts';
import { leaveOneOut } from '../src/judgement/jackknife.ts';
import { pairedReplicates } from '../src/judgement/resample.ts';
import { findMetric } from '../src/metrics/catalogue.ts';
import { ratioOfSums } from '../src/metrics/generation/ratio.ts';
import { NO_COLUMNS } from '../src/model/dataset.ts';
import type { Bounds } from '../src/model/measurement.ts';
import { type Contributions, NO_OPTIONS } from '../src/model/metric.ts';
import { bcaCorrection } from '../src/statistics/bca.ts';
import { replicateBounds } from '../src/statistics/replicate-bounds.ts';
import { skewness } from '../src/statistics/skewness.ts';
import { studentBounds } from '../src/statistics/student-bounds.ts';
import { sum } from '../src/statistics/sum.ts';
import { randomStream } from './random.ts';

const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 1000);
const random = randomStream(Number(values.seed ?? 1));
const REPLICATES = 800;
const LARGE = 300_000;

const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const exponential = () => -Math.log(1 - random());
const filled = (n: number, draw: () => number) => Float64Array.from({ length: n }, draw);

/** Differences and scores, with their mean in the long run. */
const MEANS: readonly (readonly [string, () => number, number])[] = [
  ['exponential', exponential, 1],
  ['lognormal', () => Math.exp(normal()), Math.exp(0.5)],
  ['normal', normal, 0],
  ['change of nothing, two exponentials', () => exponential() - exponential(), 0],
  ['change of nothing in one of five', () => (random() < 0.2 ? normal() : 0), 0],
];

/** What two models that are drawn from one distribution add to a metric. */
const RESAMPLED: Readonly<Record<string, (n: number) => readonly [Contributions, Contributions]>> = {
  'edits per word': (n) => {
    const words = filled(n, () => 3 + Math.floor(12 * Math.exp(0.6 * normal())));
    const hardness = filled(n, () => 0.1 * Math.exp(normal()));
    const side = (): Contributions => {
      const rows = Array.from(words, (length, i) => [
        Math.floor(length * hardness[i]! * exponential() + random()),
        length,
      ]);
      return { ...ratioOfSums(Float64Array.from(rows.flat())), resampled: true };
    };
    return [side(), side()];
  },
  'calibration error': (n) => {
    const label = Int32Array.from({ length: n }, () => Number(random() < 0.5));
    const shared = filled(n, normal);
    const metric = findMetric('expected_calibration_error', 'binary')!;
    const side = () => {
      const logits = shared.map((x, i) => 1.5 * ((label[i] === 1 ? 0.8 : -0.8) + 0.8 * x + 0.6 * normal()));
      const scores = [{ className: null, values: logits.map((x) => 1 / (1 + Math.exp(-x))) }];
      const dataset = { ...NO_COLUMNS, rows: n, classes: ['a', 'b'], label, scores };
      return metric.contribute(dataset, { ...NO_OPTIONS, positive: 1, scored: 1 });
    };
    return [side(), side()];
  },
  'latency, 95th percentile': (n) => {
    const shared = filled(n, normal);
    const side = (): Contributions => {
      return {
        kind: 'quantile',
        values: shared.map((x) => Math.exp(0.4 * x + 0.3 * normal())),
        q: 0.95,
        range: [0, null],
      };
    };
    return [side(), side()];
  },
};

type Tally = Map<string, [number, number]>;

function count(tally: Tally, name: string, bounds: Bounds, truth: number): void {
  for (const level of [0.95, 0.99]) {
    const key = `${name} ${level}`;
    const [below, above] = tally.get(key) ?? [0, 0];
    tally.set(key, [below + Number(bounds.low(level) > truth), above + Number(bounds.high(level) < truth)]);
  }
}

function print(title: string, tally: Tally): void {
  const share = (times: number) => ((100 * times) / draws).toFixed(1);
  const cells = [...tally].map(([key, [low, high]]) => `${key} ${share(low)} / ${share(high)}`);
  process.stdout.write(`${title}: ${cells.join(', ')}\n`);
}

function estimateOf(contributions: Contributions, keys: Uint32Array): Estimate {
  return evaluateUnits(contributions, { count: null, weight: null, cluster: null, keys, repeats: null });
}

/** Counts percentiles (or Student's t) and BCa of a function of estimates. */
function compareBounds(
  tally: Tally,
  estimates: readonly Estimate[],
  combine: (values: readonly number[]) => number,
  truth: number,
  [name, replaced]: readonly [string, Bounds | null],
): void {
  const replicates = pairedReplicates(estimates, combine, 1 + Math.floor(random() * 1e9), REPLICATES);
  const leftOut = leaveOneOut(estimates, combine);
  const plain = replaced ?? (replicates && replicateBounds(replicates)?.bounds);
  if (!replicates || !leftOut || !plain) return;
  const correction = bcaCorrection(replicates, combine(estimates.map(({ value }) => value!)), leftOut);
  count(tally, name, plain, truth);
  count(tally, 'bca', replicateBounds(replicates, correction)!.bounds, truth);
}

const keysOf = (n: number) => Uint32Array.from({ length: n }, () => Math.floor(random() * 2 ** 32));
const itself = ([value]: readonly number[]) => value!;
process.stdout.write(`${draws} draws a cell; truth missed below / above, in %.\n\nMeans of skewed samples:\n\n`);
for (const [name, draw, truth] of MEANS) {
  for (const n of [10, 20, 29]) {
    const tally: Tally = new Map();
    for (let i = 0; i < draws; i++) {
      const scores = filled(n, draw);
      if (!(Math.abs(skewness(scores)) > 0.5)) continue;
      const mean = sum(scores) / n;
      const variance = sum(scores.map((x) => (x - mean) ** 2)) / (n - 1);
      const estimate = estimateOf({ kind: 'mean', scores, range: [null, null] }, keysOf(n));
      compareBounds(tally, [estimate], itself, truth, ['t', studentBounds(mean, Math.sqrt(variance / n), n - 1)]);
    }
    print(`${name}, n ${n}`, tally);
  }
}
process.stdout.write('\nResampled metrics:\n\n');
for (const [name, simulate] of Object.entries(RESAMPLED)) {
  const truth = estimateOf(simulate(LARGE)[0], keysOf(LARGE)).value!;
  for (const n of [20, 50, 200]) {
    const [alone, change]: [Tally, Tally] = [new Map(), new Map()];
    for (let i = 0; i < draws; i++) {
      const [own, other] = simulate(n);
      const keys = keysOf(n);
      const sides = [estimateOf(own, keys), estimateOf(other, keys)];
      if (own.kind === 'sums') compareBounds(alone, [sides[0]!], itself, truth, ['percentile', null]);
      compareBounds(change, sides, ([x, y]) => x! - y!, 0, ['percentile', null]);
    }
    if (alone.size > 0) print(`${name}, one side, n ${n}`, alone);
    print(`${name}, change of nothing, n ${n}`, change);
  }
}
