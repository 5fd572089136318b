import type { Problem } from '../../errors.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Metric, Reduction } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { gatherRuns, scoreExamples } from './runs.ts';
import { problemsOfYesOrNo } from './yes-or-no.ts';

/** Three examples of two runs each; the second came out differently. */
const SIX = [1, 1, 1, 0, 0, 0].map((passed, i) => ({ id: 'abc'[i >> 1]!, run: (i % 2) + 1, passed }));

const OF_RUNS = { tasks: ['binary', 'multiclass', 'generation'], needs: ['run'], wants: ['passed'] } as const;

const CONSISTENCY_ROW: MetricRow = {
  ...OF_RUNS,
  name: 'consistency_rate',
  title: 'Consistency of runs',
  kind: 'mean',
  direction: 'higher',
  range: [0, 1],
  version: 'pairs:all|v1',
  definition:
    'The mean over examples of the share of pairs of its runs that agree, Σ C(nᵥ, 2)/C(n, 2) with nᵥ of n runs giving the outcome v. The outcome is the column passed, or without one the predicted class. Examples with fewer than two runs take no part; when there are no others no value, no_examples.',
  source: 'Observed agreement within an item, Fleiss (1971)',
  example: { rows: SIX, value: 2 / 3 },
};

const SPREAD_ROW: MetricRow = {
  ...OF_RUNS,
  name: 'run_to_run_sd',
  title: 'Standard deviation from run to run',
  kind: 'sums',
  direction: 'lower',
  range: [0, Math.SQRT1_2],
  version: 'ddof:1|examples:equal|v1',
  definition:
    'The root of the mean over examples of s², the variance of the outcomes of its runs (divisor n − 1): how far one run of an example strays from another. The outcome is the column passed, or without one whether the prediction is the label. Examples with fewer than two runs take no part; when there are no others no value, no_examples.',
  source: 'Within-subject standard deviation, Bland and Altman (1996)',
  example: { rows: SIX, value: 0.408248290463863 },
};

/** Three examples of two runs each: variances of 2, 0 and 8. */
const NUMBERS = [1, 3, 2, 2, 0, 4].map((prediction, i) => ({ id: 'abc'[i >> 1]!, run: (i % 2) + 1, prediction }));

/** The same of the predictions of a regression, which need no label to stray from each other. */
export const spreadOfPredictions = (): Metric =>
  defineMetric(
    {
      ...SPREAD_ROW,
      title: 'Standard deviation of predictions from run to run',
      tasks: ['regression'],
      needs: ['run', 'prediction'],
      wants: [],
      range: [0, null],
      version: 'of:prediction|ddof:1|examples:equal|v1',
      definition:
        'The root of the mean over examples of s², the variance of the predictions of its runs (divisor n − 1): how far one run of an example strays from another, in the unit of the prediction. Examples with fewer than two runs take no part; when there are no others no value, no_examples.',
      example: { rows: NUMBERS, value: Math.sqrt(10 / 3) },
    },
    (dataset) => averageVariance(dataset, dataset.numericPrediction!),
  );

/** How much the same examples change from run to run. */
export const runToRun = (): readonly Metric[] => [
  defineMetric(
    CONSISTENCY_ROW,
    (dataset) => averageAgreement(dataset),
    (dataset) => problemsOfOutcomes(CONSISTENCY_ROW.name, dataset, dataset.prediction !== null),
  ),
  defineMetric(
    SPREAD_ROW,
    (dataset) => averageVariance(dataset, dataset.quantities.get('passed') ?? areRight(dataset)),
    (dataset) => problemsOfOutcomes(SPREAD_ROW.name, dataset, dataset.prediction !== null && dataset.label !== null),
  ),
];

function problemsOfOutcomes(name: string, dataset: Dataset, hasClasses: boolean): readonly Problem[] {
  if (dataset.quantities.has('passed')) return problemsOfYesOrNo(name, dataset, 'passed');
  if (hasClasses) return [];
  const message = `The metric ${name} compares outcomes of runs, and the evidence has neither a passed column nor predicted classes. Name one under columns: passed.`;
  return [{ where: '', message }];
}

/** The share of pairs of runs that agree; NaN of fewer than two runs. Example: the outcomes 1, 1, 0 agree in one of three pairs. */
export function shareOfAgreeingPairs(outcomes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  let agreeing = 0;
  for (const count of counts.values()) agreeing += count * (count - 1);
  return agreeing / (outcomes.length * (outcomes.length - 1));
}

function averageAgreement(dataset: Dataset): Contributions {
  const { rows, quantities, prediction } = dataset;
  const outcomes = quantities.get('passed') ?? Float64Array.from(prediction!, (code) => (code < 0 ? Number.NaN : code));
  const scores = scoreExamples(rows, gatherRuns(dataset, outcomes), shareOfAgreeingPairs);
  return { kind: 'mean', scores, range: [0, 1] };
}

/** Two totals: the variances, and the examples that have one. */
function averageVariance(dataset: Dataset, outcomes: Float64Array): Contributions {
  const { rows } = dataset;
  const variances = scoreExamples(rows, gatherRuns(dataset, outcomes), variance);
  const values = new Float64Array(2 * rows).fill(1);
  for (let row = 0; row < rows; row++) values[2 * row] = variances[row]!;
  return { kind: 'sums', addends: { form: 'vector', values }, width: 2, reduce: rootOfMean, resampled: true };
}

function areRight({ label, prediction }: Dataset): Float64Array {
  return Float64Array.from(label!, (code, i) => {
    if (code < 0 || prediction![i]! < 0) return Number.NaN;
    return code === prediction![i] ? 1 : 0;
  });
}

/** Sample variance; NaN of fewer than two numbers. */
function variance(outcomes: readonly number[]): number {
  const n = outcomes.length;
  if (n < 2) return Number.NaN;
  const mean = outcomes.reduce((sum, x) => sum + x, 0) / n;
  return outcomes.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
}

/** √(S/N), with the gradient [1/(2vN), −v/(2N)]; at 0, where the root has no derivative, nothing is taken to move it. */
function rootOfMean([sum, examples]: Float64Array): Reduction {
  const gradient = new Float64Array(2);
  if (examples === 0) return { value: null, reason: 'no_examples', gradient };
  const value = Math.sqrt(sum! / examples!);
  if (value > 0) gradient.set([1 / (2 * value * examples!), -value / (2 * examples!)]);
  return { value, reason: null, gradient };
}
