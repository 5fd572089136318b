/**
 * How often a gate blocks a model that did not change, for every kind of metric and for hostile designs, by simulation. Two models draw their
 * answers from one distribution, example by example; a block is a false alarm. Every draw goes through the product's own functions.
 *
 *   npm run bench:unchanged [-- --draws 2000 --seed 1]
 *
 * Prints every cell; those above 1 % (beyond three standard errors of the simulation) are marked.
 */
import { parseArgs } from 'node:util';
import { compare } from '../src/judgement/compare.ts';
import { judge } from '../src/judgement/judge.ts';
import { measure } from '../src/judgement/measure.ts';
import { createMeter } from '../src/judgement/meter.ts';
import { type Dataset, NO_COLUMNS } from '../src/model/dataset.ts';
import type { Task } from '../src/model/metric.ts';
import type { Gate, Suite } from '../src/model/policy.ts';
import { randomStream } from './random.ts';

const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 2000);
const random = randomStream(Number(values.seed ?? 1));
const LIMIT = 0.01;

interface Design {
  readonly name: string;
  readonly n: number;
  readonly task?: Task;
  readonly metrics: readonly string[];
  readonly classes?: number;
  readonly rate?: number;
  /** Share of answers that the two models draw anew. */
  readonly redraw?: number;
  readonly stray?: number;
  readonly clusters?: readonly number[];
  readonly weight?: (row: number) => number;
}

const COUNTED = ['precision', 'recall', 'f1', 'f1_macro', 'balanced_accuracy', 'matthews_corrcoef', 'cohen_kappa'];
const SCORED = ['roc_auc', 'average_precision', 'log_loss', 'brier_score'];
const unequal = (large: number, small: number, count: number) => [large, ...Array<number>(count - 1).fill(small)];
const DESIGNS: readonly Design[] = [
  ...[50, 200, 1000].flatMap((n) =>
    [0.5, 0.1].map((rate) => ({ name: `n ${n}, ${rate * 100} % positive`, n, rate, metrics: [...COUNTED, ...SCORED] })),
  ),
  {
    name: 'n 200, 0.3 % stray class',
    n: 200,
    task: 'multiclass',
    classes: 3,
    stray: 0.003,
    metrics: ['f1_macro', 'recall_macro', 'precision_macro'],
  },
  { name: 'n 200, 20 classes', n: 200, task: 'multiclass', classes: 20, metrics: ['f1_macro', 'balanced_accuracy'] },
  { name: 'one cluster of 40', n: 40, clusters: [40], metrics: ['accuracy', 'f1'] },
  { name: 'clusters 200 and 4 of 5', n: 220, clusters: unequal(200, 5, 5), metrics: ['accuracy', 'f1'] },
  { name: 'clusters 200 and 29 of 5', n: 345, clusters: unequal(200, 5, 30), metrics: ['accuracy', 'f1'] },
  { name: '20 clusters of 10', n: 200, clusters: Array<number>(20).fill(10), metrics: ['accuracy', 'f1'] },
  { name: '6 of 206 rows weigh', n: 206, weight: (row: number) => Number(row < 6), metrics: ['accuracy', 'log_loss'] },
];

const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** The answers of two models to the same examples. */
function drawPair({
  n,
  classes = 2,
  rate = 0.5,
  redraw = 0.3,
  stray = 0,
  clusters,
  weight,
}: Design): readonly [Dataset, Dataset] {
  const label = Int32Array.from({ length: n }, () =>
    classes === 2 ? Number(random() < rate) : Math.floor(random() * classes),
  );
  const cluster = clusters ? Int32Array.from(clusters.flatMap((size, code) => Array<number>(size).fill(code))) : null;
  const shared = Float64Array.from({ length: n }, normal);
  const side = (): Dataset => {
    const shift = Float64Array.from(clusters ?? [], () => 0.5 * normal());
    const logit = Float64Array.from(shared, (s, i) => {
      const noise = Math.sqrt(1 - redraw) * s + Math.sqrt(redraw) * normal() + (cluster ? shift[cluster[i]!]! : 0);
      return (classes === 2 ? (label[i] === 1 ? 1 : -1) : 1) * 1.2 + noise;
    });
    const prediction = Int32Array.from(label, (y, i) => {
      if (random() < stray) return classes;
      if (classes === 2) return Number(logit[i]! > 0);
      return logit[i]! > 0 ? y : (y + 1) % classes;
    });
    return {
      ...NO_COLUMNS,
      rows: n,
      classes: Array.from({ length: classes + 1 }, (_, k) => `c${k}`),
      label,
      prediction,
      scores: [{ className: null, values: logit.map((x) => 1 / (1 + Math.exp(-2 * x))) }],
      weight: weight ? Float64Array.from(label, (_, i) => weight(i)) : null,
      cluster,
    };
  };
  return [side(), side()];
}

const suite: Suite = {
  ...{ name: 'bench', files: [], artifact: null, format: 'auto', task: 'binary', columns: {}, positiveLabel: 'c1' },
  ...{
    maxMissing: { amount: 0, relative: false },
    expectedRows: null,
    expectedShards: null,
    slices: [],
    metrics: [],
    costs: null,
    gates: [],
    where: 'bench',
  },
};

function blocks(design: Design, metric: string, [candidate, baseline]: readonly [Dataset, Dataset]): boolean {
  const [own, other] = [candidate, baseline].map((data) =>
    createMeter(data, { task: design.task ?? 'binary', positiveLabel: 'c1', costs: null, seed: 1 }),
  ) as [ReturnType<typeof createMeter>, ReturnType<typeof createMeter>];
  const tolerance = { amount: 0, relative: false, text: '0' };
  const isLower = own.metric(metric).direction === 'lower';
  const gate: Gate = {
    ...{
      metric,
      label: null,
      across: null,
      select: { kind: 'all' },
      min: null,
      max: null,
      level: 'fail',
      whenUnsure: 'warn',
      where: 'bench',
    },
    ...{ maxDrop: isLower ? null : tolerance, maxRise: isLower ? tolerance : null },
  };
  const all = Int32Array.from({ length: design.n }, (_, i) => i);
  const subject = { metric, label: null, slice: null, across: null };
  const measurement = measure(own, subject);
  if (measurement.value === null || measurement.reason !== null) return false;
  const comparison = compare(own, other, { candidate: all, baseline: all }, subject);
  if (comparison.reason !== null) return false;
  const facts = { ...subject, gate, measurement, comparison, signatureChanged: false };
  const [judged] = judge([
    {
      suite,
      rows: design.n,
      files: 1,
      n: design.n,
      missing: 0,
      baseline: { kind: 'found', stale: null, changed: null },
      gates: [facts],
    },
  ]);
  return judged![0]!.outcome === 'fail';
}

process.stdout.write(
  `Blocks of unchanged models, max-drop 0: ${draws} draws a cell, seed ${values.seed ?? 1}.\n\n| design | metric | blocked |\n|:--|:--|--:|\n`,
);
const error = Math.sqrt((LIMIT * (1 - LIMIT)) / draws);
for (const design of DESIGNS) {
  const counts = new Map(design.metrics.map((metric) => [metric, 0]));
  for (let i = 0; i < draws; i++) {
    const pair = drawPair(design);
    for (const metric of design.metrics) if (blocks(design, metric, pair)) counts.set(metric, counts.get(metric)! + 1);
  }
  for (const [metric, count] of counts) {
    const share = count / draws;
    const mark = share > LIMIT + 3 * error ? ' **' : '';
    process.stdout.write(`| ${design.name} | ${metric} | ${(100 * share).toFixed(2)} %${mark} |\n`);
  }
}
