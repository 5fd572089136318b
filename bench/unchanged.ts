/**
 * The two errors of a gate, for every kind of metric and for hostile designs, by simulation through the product's own functions:
 * how often it blocks a model that did not change (nothing is tolerated; at most 1 % is allowed), and how often it calls a drop of just
 * what is tolerated proven to be within the tolerance (5 % is what its level promises). Changes that are `unchanged` are no proof.
 *
 *   npm run bench:unchanged [-- --draws 2000 --seed 1]
 *
 * Prints every cell; those beyond their level by three standard errors of the simulation are marked. A relative tolerance is marked `÷`,
 * sides with different examples `≠`.
 */
import { parseArgs } from 'node:util';
import { measure } from '../src/judgement/measure.ts';
import { createMeter } from '../src/judgement/meter.ts';
import type { Dataset } from '../src/model/dataset.ts';
import type { Task } from '../src/model/metric.ts';
import { judgeOne } from './judged.ts';
import { simulateModels, type World } from './simulated-models.ts';

const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 2000);
const simulate = simulateModels(Number(values.seed ?? 1));

interface Design extends World {
  readonly name: string;
  readonly task?: Task;
  readonly metrics: readonly string[];
}

const COUNTED = ['precision', 'recall', 'f1', 'f1_macro', 'balanced_accuracy', 'matthews_corrcoef', 'cohen_kappa'];
const SCORED = ['roc_auc', 'average_precision', 'log_loss', 'brier_score'];
const ALL = ['accuracy', ...COUNTED, ...SCORED];
const MACRO = ['f1_macro', 'recall_macro', 'precision_macro'];
const unequal = (large: number, small: number, count: number) => [large, ...Array<number>(count - 1).fill(small)];
const shares = (sizes: readonly number[]) =>
  sizes.flatMap((n) => [0.5, 0.1].map((rate) => ({ name: `n ${n}, ${rate * 100} % positive`, n, rate })));

const UNCHANGED: readonly Design[] = [
  ...shares([20, 50, 200, 1000]).map((design) => ({ ...design, metrics: ALL })),
  ...shares([20, 50, 200]).map((design) => ({ ...design, metrics: ALL, unpaired: true })),
  { name: 'n 200, 0.3 % stray class', n: 200, task: 'multiclass', classes: 3, stray: 0.003, metrics: MACRO },
  { name: 'n 200, 20 classes', n: 200, task: 'multiclass', classes: 20, metrics: ['f1_macro', 'balanced_accuracy'] },
  { name: 'one cluster of 40', n: 40, clusters: [40], metrics: ['accuracy', 'f1'] },
  { name: 'clusters 200 and 4 of 5', n: 220, clusters: unequal(200, 5, 5), metrics: ['accuracy', 'f1'] },
  { name: 'clusters 200 and 29 of 5', n: 345, clusters: unequal(200, 5, 30), metrics: ['accuracy', 'f1'] },
  { name: '20 clusters of 10', n: 200, clusters: Array<number>(20).fill(10), metrics: ['accuracy', 'f1'] },
  { name: '6 of 206 rows weigh', n: 206, weight: (row: number) => Number(row < 6), metrics: ['accuracy', 'log_loss'] },
];

const WORSE: readonly Design[] = [false, true].flatMap((unpaired) =>
  shares([50, 100, 200, 400]).map((design) => ({ ...design, metrics: ALL, loss: 0.3, redraw: 0.1, unpaired })),
);

const count = new Map<string, number>();
process.stdout.write(`${draws} draws a cell, seed ${values.seed ?? 1}.\n\nUnchanged models that are blocked:\n\n`);
printTable(
  UNCHANGED,
  0.01,
  () => 0,
  (judged) => judged?.outcome === 'fail' && judged.reason === 'regressed',
);
process.stdout.write('\nDrops of just the tolerance that are called proven to be within it:\n\n');
printTable(
  WORSE,
  0.05,
  trueDrops(),
  (outcome) => outcome?.outcome === 'pass' && outcome.certainty === 'proven' && outcome.reason !== 'unchanged',
);

function printTable(
  designs: readonly Design[],
  level: number,
  toleranceOf: (design: Design, metric: string, relative: boolean) => number,
  isError: (outcome: ReturnType<typeof judgeOne>) => boolean,
): void {
  const error = Math.sqrt((level * (1 - level)) / draws);
  for (const design of designs) {
    count.clear();
    for (let i = 0; i < draws; i++) {
      const sides = simulate(design);
      for (const metric of design.metrics) {
        for (const relative of [false, true]) {
          const rule = {
            metric,
            relative,
            amount: toleranceOf(design, metric, relative),
            unpaired: design.unpaired ?? false,
          };
          const found = judgeOne({ ...rule, task: design.task ?? 'binary' }, sides);
          const key = `${metric}${relative ? '÷' : ''}`;
          count.set(key, (count.get(key) ?? 0) + Number(isError(found)));
        }
      }
    }
    const cells = [...count].map(([key, errors]) => {
      const share = errors / draws;
      return `${key} ${(100 * share).toFixed(1)}${share > level + 3 * error ? ' **' : ''}`;
    });
    process.stdout.write(`${design.name}${design.unpaired ? ' ≠' : ''}: ${cells.join(', ')}\n`);
  }
}

/** The change that a metric makes between the two models in the long run, absolute and relative to the baseline, by a very large test set. */
function trueDrops(): (design: Design, metric: string, relative: boolean) => number {
  const known = new Map<string, number>();
  return (design, metric, relative) => {
    const key = JSON.stringify([design.rate, metric]);
    if (!known.has(`${key}÷`)) {
      const large = simulate({ ...design, n: 400_000, unpaired: false });
      for (const each of design.metrics) {
        const [after, before] = large.map((side) => valueOn(side, each)) as [number, number];
        known.set(JSON.stringify([design.rate, each]), Math.abs(after - before));
        known.set(`${JSON.stringify([design.rate, each])}÷`, Math.abs(after / before - 1));
      }
    }
    return known.get(relative ? `${key}÷` : key)!;
  };
}

function valueOn(side: Dataset, metric: string): number {
  const meter = createMeter(side, { task: 'binary', positiveLabel: 'c1', costs: null, seed: 1 });
  return measure(meter, { metric, label: null, slice: null, across: null }).value!;
}
