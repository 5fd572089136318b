import type { Dataset, Quantity } from '../../model/dataset.ts';
import type { Metric, MetricFamily } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { percentileFamily } from './percentiles.ts';

/** Every task with rows: an example, a run of one, or a query. */
const PER_ROW = {
  direction: 'lower',
  range: [0, null],
  tasks: ['binary', 'multiclass', 'multilabel', 'regression', 'ranking', 'translation', 'generation'],
} as const;

const NEGATIVE = 'A negative number leaves no value, out_of_range.';

const latencies = (value: number) => ({ rows: [1, 2, 3, 4, 10].map((latency) => ({ latency })), value });

/** What numpy gives for the five latencies of the example. */
const EXAMPLES = new Map([
  [50, latencies(3)],
  [90, latencies(7.6)],
  [95, latencies(8.8)],
  [99, latencies(9.76)],
]);

const LATENCY_PERCENTILES: MetricFamily = percentileFamily('latency_p', [50, 90, 95, 99], (percent, name): Metric => {
  const row: MetricRow = {
    ...PER_ROW,
    name,
    title: `Latency, percentile ${percent}`,
    kind: 'quantile',
    needs: ['latency'],
    version: 'type:7|v1',
    definition: `The ${percent} % quantile of the column latency, in its unit: the value at the position 1 + (n − 1)·${percent}/100 among n in ascending order, interpolated linearly between neighbours. ${NEGATIVE}`,
    source: 'Hyndman and Fan (1996), type 7; numpy percentile (method="linear")',
    example: EXAMPLES.get(percent) ?? null,
  };
  return defineMetric(row, (dataset) => ({
    kind: 'quantile',
    ...measured(dataset, 'latency', 'values'),
    q: percent / 100,
    range: [0, null],
  }));
});

const MEANS = [
  {
    name: 'latency_mean',
    title: 'Latency, mean',
    quantity: 'latency',
    what: 'latency, in its unit',
    example: latencies(4),
  },
  {
    name: 'cost_per_example',
    title: 'Cost per example',
    quantity: 'cost',
    what: 'cost, in its currency',
    example: { rows: [0.01, 0.02, 0.06].map((cost) => ({ cost })), value: 0.03 },
  },
  {
    name: 'tokens_per_example',
    title: 'Tokens per example',
    quantity: 'tokens',
    what: 'tokens',
    example: { rows: [120, 80, 310].map((tokens) => ({ tokens })), value: 170 },
  },
] as const;

/** What it takes to get the answers: time, money and tokens. */
export const operationMetrics = (): readonly (Metric | MetricFamily)[] => [
  LATENCY_PERCENTILES,
  ...MEANS.map(({ quantity, what, ...named }): Metric => {
    const row: MetricRow = {
      ...PER_ROW,
      ...named,
      kind: 'mean',
      needs: [quantity],
      version: 'v1',
      definition: `The mean over rows of the column ${what}. ${NEGATIVE}`,
      source: 'Arithmetic mean; numpy mean',
    };
    return defineMetric(row, (dataset) => ({
      kind: 'mean',
      ...measured(dataset, quantity, 'scores'),
      range: [0, null],
    }));
  }),
];

/** A quantity under the name that its kind of contributions has for it, and what is wrong with it. */
function measured<Key extends string>({ quantities }: Dataset, quantity: Quantity, key: Key) {
  const values = quantities.get(quantity)!;
  const column = { [key]: values } as Record<Key, Float64Array>;
  return values.some((value) => value < 0) ? { ...column, problem: 'out_of_range' as const } : column;
}
