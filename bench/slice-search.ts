/**
 * How often the search for slices tells of one although nothing changed (Benjamini and Hochberg at .05 promise 5 % at most), how often it
 * finds a pair of values that lost a third of its right answers, and what it costs on 100,000 rows.
 *
 *   npm run bench:slices [-- --draws 1000 --seed 1]
 */
import { parseArgs } from 'node:util';
import { createMeter } from '../src/judgement/meter.ts';
import { pairColumn, searchSlices } from '../src/judgement/slice-search.ts';
import type { Categories, Dataset } from '../src/model/dataset.ts';
import { randomStream } from './random.ts';
import { simulateModels } from './simulated-models.ts';

const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 1000);
const seed = Number(values.seed ?? 1);
const simulate = simulateModels(seed);
const random = randomStream(seed + 1);
const METRICS = ['accuracy', 'f1', 'roc_auc', 'log_loss'];
const COLUMNS = 6;
const VALUES = 5;

/** Columns that say nothing of the answers. */
function columnsOf(rows: number): ReadonlyMap<string, Categories> {
  const names = Array.from({ length: VALUES }, (_, value) => `v${value}`);
  const codes = () => Int32Array.from({ length: rows }, () => Math.floor(random() * VALUES));
  return new Map(Array.from({ length: COLUMNS }, (_, column) => [`c${column}`, { names, codes: codes() }]));
}

function search([candidate, baseline]: readonly [Dataset, Dataset], metric: string, slices: Dataset['slices']) {
  const terms = { task: 'binary', positiveLabel: 'c1', costs: null, seed: 1 } as const;
  const [own, other] = [createMeter(candidate, terms), createMeter(baseline, terms)];
  const rows = Int32Array.from({ length: candidate.rows }, (_, i) => i);
  const pairs = { candidate: rows, baseline: rows };
  const columns = [...slices].map(([name, column]) => pairColumn(name, column, column, pairs));
  const subject = { metric, label: null, slice: null, across: null };
  return searchSlices({ candidate: own, baseline: other, pairs }, columns, [subject], []).search;
}

/** The candidate with a third of the right answers of one pair of values turned wrong. */
function worsen(candidate: Dataset, slices: Dataset['slices']): Dataset {
  const [first, second] = [...slices.values()];
  const prediction = candidate.prediction!.map((code, row) => {
    const isHit = first!.codes[row] === 0 && second!.codes[row] === 0 && code === candidate.label![row];
    return isHit && random() < 1 / 3 ? 1 - code : code;
  });
  return { ...candidate, prediction };
}

for (const n of [1000, 4000]) {
  const told = new Map(METRICS.map((metric) => [metric, 0]));
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    const sides = simulate({ n, redraw: 0.1 });
    const slices = columnsOf(n);
    for (const metric of METRICS) {
      if (search(sides, metric, slices).worst.length > 0) told.set(metric, told.get(metric)! + 1);
    }
    const [worst] = search([worsen(sides[0], slices), sides[1]], 'accuracy', slices).worst;
    if (worst?.slice?.['c0'] === 'v0' && worst.slice['c1'] === 'v0') found++;
  }
  const cells = [...told].map(([metric, count]) => `${metric} ${((100 * count) / draws).toFixed(1)} %`);
  process.stdout.write(`n ${n}, told of although nothing changed: ${cells.join(', ')}\n`);
  process.stdout.write(`n ${n}, a worse pair of values named first: ${((100 * found) / draws).toFixed(1)} %\n`);
}
const sides = simulate({ n: 100_000, redraw: 0.1 });
const slices = columnsOf(100_000);
for (const metric of METRICS) {
  const from = performance.now();
  const { lookedAt } = search(sides, metric, slices);
  process.stdout.write(`100,000 rows, ${metric}: ${lookedAt} slices in ${(performance.now() - from).toFixed(0)} ms\n`);
}
