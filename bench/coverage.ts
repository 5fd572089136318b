/**
 * How often the intervals of the product hold the truth.
 *
 *   npm run bench:coverage [-- --draws 1000 --seed 1]
 *
 * Proportions exactly: the probability of every outcome times whether its interval holds, over a fine grid of true values; the mean over the
 * grid must be at least the nominal level less one point. Other kinds by simulation at 200 examples and more: within 2.5 points of nominal, and
 * what falls short is listed. Ends with status 1 when a proportion falls short.
 */
import { parseArgs } from 'node:util';
import { measure } from '../src/judgement/measure.ts';
import { createMeter } from '../src/judgement/meter.ts';
import { type Dataset, NO_COLUMNS } from '../src/model/dataset.ts';
import type { Bounds } from '../src/model/measurement.ts';
import type { Task } from '../src/model/metric.ts';
import { binomialPmf } from '../src/statistics/binomial.ts';
import { bonettPriceBounds } from '../src/statistics/bonett-price.ts';
import { clopperPearsonBounds } from '../src/statistics/clopper-pearson.ts';
import { guardPaired, guardUnpaired } from '../src/statistics/exact-guard.ts';
import { newcombeBounds } from '../src/statistics/newcombe.ts';
import { wilsonBounds } from '../src/statistics/wilson.ts';
import { randomStream } from './random.ts';
import { simulateModels } from './simulated-models.ts';

const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 1000);
const seed = Number(values.seed ?? 1);
const NOMINAL = 0.95;
const ONE_SIDED = 1 - (1 - NOMINAL) / 2;
const problems: string[] = [];
const print = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

print(
  `95 % intervals. Proportions exactly; other kinds with ${draws} draws a row, seed ${seed}, Node ${process.versions.node}.`,
);
print('');
print('| proportions | n | mean over p | least |');
print('|---|--:|--:|--:|');
for (const n of [10, 30, 100, 1000]) {
  const ends = (bounds: (k: number) => Bounds) =>
    Array.from({ length: n + 1 }, (_, k) => [bounds(k).low(ONE_SIDED), bounds(k).high(ONE_SIDED)] as const);
  exact(
    'Wilson',
    n,
    ends((k) => wilsonBounds(k, n)!),
  );
  exact(
    'Clopper–Pearson (limits)',
    n,
    ends((k) => clopperPearsonBounds(k, n)!),
  );
}
for (const n of [20, 50]) differences('Newcombe, independent samples, guarded', n, unpaired(n));
for (const n of [20, 50, 120]) pairedDifferences('Bonett–Price, pairs, guarded', n);

/** Over the grid p = 0.005 … 0.995. */
function exact(name: string, n: number, ends: readonly (readonly [number, number])[]): void {
  const found = grid(199, 0.005, 0.995).map((p) =>
    ends.reduce((sum, [low, high], k) => sum + (low <= p && p <= high ? binomialPmf(k, n, p) : 0), 0),
  );
  row(name, n, found);
}

function unpaired(n: number) {
  return (a: number, b: number) => guardUnpaired(newcombeBounds(a, n, b, n)!, a, n, b, n);
}

function differences(name: string, n: number, bounds: (a: number, b: number) => Bounds): void {
  const intervals = Array.from({ length: n + 1 }, (_, a) =>
    Array.from({ length: n + 1 }, (_, b) => {
      const found = bounds(a, b);
      return [found.low(ONE_SIDED), found.high(ONE_SIDED)] as const;
    }),
  );
  const found = grid(19, 0.05, 0.95).flatMap((p) =>
    grid(19, 0.05, 0.95).map((q) => {
      let sum = 0;
      for (let a = 0; a <= n; a++) {
        for (let b = 0; b <= n; b++) {
          const [low, high] = intervals[a]![b]!;
          if (low <= p - q && p - q <= high) sum += binomialPmf(a, n, p) * binomialPmf(b, n, q);
        }
      }
      return sum;
    }),
  );
  row(name, n, found);
}

/** A share p of pairs gets worse and a share q better. */
function pairedDifferences(name: string, n: number): void {
  const interval = (worse: number, better: number) => {
    const found = guardPaired(bonettPriceBounds(worse, better, n), worse, better, n);
    return [found.low(ONE_SIDED), found.high(ONE_SIDED)] as const;
  };
  const known = Array.from({ length: n + 1 }, (_, b) => Array.from({ length: n + 1 - b }, (_, c) => interval(b, c)));
  const shares = grid(8, 0.02, 0.16);
  const found = shares.flatMap((p) =>
    shares.map((q) => {
      let sum = 0;
      for (let b = 0; b <= n; b++) {
        const outer = binomialPmf(b, n, p);
        if (outer < 1e-14) continue;
        for (let c = 0; c + b <= n; c++) {
          const [low, high] = known[b]![c]!;
          if (low <= q - p && q - p <= high) sum += outer * binomialPmf(c, n - b, q / (1 - p));
        }
      }
      return sum;
    }),
  );
  row(name, n, found);
}

function row(name: string, n: number, coverage: readonly number[]): void {
  const mean = coverage.reduce((sum, share) => sum + share, 0) / coverage.length;
  if (mean < NOMINAL - 0.01) problems.push(`${name}, n ${n}: ${percent(mean)} on the average`);
  print(`| ${name} | ${n.toLocaleString('en')} | ${percent(mean)} | ${percent(Math.min(...coverage))} |`);
}

function grid(points: number, from: number, to: number): readonly number[] {
  return Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}

interface Kind {
  readonly name: string;
  readonly metric: string;
  readonly task: Task;
  readonly draw: (n: number) => Dataset;
}

const random = randomStream(seed);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const models = simulateModels(seed);
const binary = (rate: number) => (n: number) => models({ n, rate })[0];
const ofScores =
  (draw: () => number) =>
  (n: number): Dataset => ({
    ...NO_COLUMNS,
    rows: n,
    numbers: new Map([['value', Float64Array.from({ length: n }, draw)]]),
  });
const ofTimes =
  (draw: () => number) =>
  (n: number): Dataset => ({
    ...NO_COLUMNS,
    rows: n,
    quantities: new Map([['latency', Float64Array.from({ length: n }, draw)]]),
  });
const clusters = (size: number) => (n: number) =>
  models({ n, clusters: Array<number>(Math.floor(n / size)).fill(size) })[0];

const KINDS: readonly Kind[] = [
  ...['accuracy', 'precision', 'recall', 'f1', 'f1_macro', 'matthews_corrcoef', 'cohen_kappa'].flatMap((metric) => [
    { name: `${metric}, half positive`, metric, task: 'binary' as const, draw: binary(0.5) },
    { name: `${metric}, a tenth positive`, metric, task: 'binary' as const, draw: binary(0.1) },
  ]),
  ...['roc_auc', 'average_precision', 'ks_statistic', 'log_loss', 'brier_score', 'expected_calibration_error'].flatMap(
    (metric) => [
      { name: `${metric}, half positive`, metric, task: 'binary' as const, draw: binary(0.5) },
      { name: `${metric}, a tenth positive`, metric, task: 'binary' as const, draw: binary(0.1) },
    ],
  ),
  { name: 'accuracy, clusters of 5', metric: 'accuracy', task: 'binary', draw: clusters(5) },
  { name: 'f1, clusters of 5', metric: 'f1', task: 'binary', draw: clusters(5) },
  { name: 'mean of normal scores', metric: 'value', task: 'scores', draw: ofScores(normal) },
  {
    name: 'mean of exponential scores',
    metric: 'value',
    task: 'scores',
    draw: ofScores(() => -Math.log(1 - random())),
  },
  {
    name: 'median of log-normal times',
    metric: 'latency_p50',
    task: 'generation',
    draw: ofTimes(() => Math.exp(normal())),
  },
  {
    name: '95 % quantile of log-normal times',
    metric: 'latency_p95',
    task: 'generation',
    draw: ofTimes(() => Math.exp(normal())),
  },
];

print('');
print('| other kinds | n = 200 | n = 1,000 |');
print('|---|--:|--:|');
const short: string[] = [];
for (const kind of KINDS) {
  const truth = kind.name.startsWith('mean of exp')
    ? 1
    : kind.name.startsWith('mean')
      ? 0
      : measureOn(kind, 400_000).value!;
  const cells = [200, 1000].map((n) => {
    const many = n === 1000 ? Math.ceil(draws / 2) : draws;
    let held = 0;
    for (let i = 0; i < many; i++) {
      const { bounds } = measureOn(kind, n);
      if (bounds !== null && bounds.low(ONE_SIDED) <= truth && truth <= bounds.high(ONE_SIDED)) held++;
    }
    if (held / many < NOMINAL - 0.025) short.push(`${kind.name}, n ${n}: ${percent(held / many)}`);
    return percent(held / many);
  });
  print(`| ${kind.name} | ${cells.join(' | ')} |`);
}

function measureOn({ metric, task, draw }: Kind, n: number) {
  const directions = new Map([[metric, 'higher' as const]]);
  const meter = createMeter(draw(n), { task, positiveLabel: 'c1', costs: null, directions, seed: 1 });
  return measure(meter, { metric, label: null, slice: null, across: null });
}

print('');
print(
  short.length === 0
    ? 'No other kind is more than 2.5 points short.'
    : `More than 2.5 points short, in this simulation: ${short.join('; ')}.`,
);
print(problems.length === 0 ? 'Every proportion holds its level on the average.' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
