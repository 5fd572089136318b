import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Metric, MetricFamily } from '../../model/metric.ts';
import { numberedFamily } from '../families.ts';
import { averageMacro, averageWeighted, F1, JACCARD, PRECISION, type Ratio, RECALL, weighRecall } from './averages.ts';
import { BETA, STANDING_BETAS } from './beta.ts';
import { ofAllClasses, SHARE, TABLE } from './classification.ts';
import { confuse, confuseAverage } from './confusion.ts';
import { ofEight } from './examples.ts';
import { overlapOfAll } from './jaccard-micro.ts';
import { countCorrect } from './shares.ts';

/** A metric of one class, to be averaged over classes. */
interface Averaged {
  readonly of: string;
  readonly title: string;
  readonly ratio: Ratio;
  /** The call in scikit-learn, as far as its first argument. */
  readonly call: string;
}

interface Average {
  readonly shape: typeof TABLE | typeof SHARE;
  readonly version: string;
  readonly definition: (averaged: Averaged) => string;
  readonly contribute: (ratio: Ratio) => (dataset: Dataset) => Contributions;
}

const AVERAGES = {
  macro: {
    shape: TABLE,
    version: 'labels:union|zero:0|v1',
    definition: ({ of }) =>
      `The unweighted mean of ${of} over the classes that occur as a label or as a prediction. A class with the denominator 0 counts as 0.`,
    contribute: (ratio) => (dataset) => confuseAverage(dataset, averageMacro(ratio)),
  },
  micro: {
    shape: SHARE,
    version: 'labels:union|v1',
    definition: ({ title }) =>
      `${title} from the counts of all classes together; with one label a row it is the accuracy.`,
    contribute: () => countCorrect,
  },
  weighted: {
    shape: TABLE,
    version: 'weights:support|zero:0|v1',
    definition: ({ of }) =>
      `The mean of ${of} over the classes, each weighted by the rows that have it as their label.`,
    contribute: (ratio) => (dataset) => confuse(dataset, averageWeighted(ratio)),
  },
} as const satisfies Readonly<Record<string, Average>>;

type Averaging = keyof typeof AVERAGES;

/** Pooled over the classes, the Jaccard index is no accuracy, since each wrong row counts twice. */
const JACCARD_OF_ALL: Average = {
  shape: TABLE,
  version: 'labels:union|v1',
  definition: () =>
    'ΣTP/(ΣTP + ΣFN + ΣFP) over all classes. With R rows right and W wrong it is R/(R + 2W), which is less than the accuracy.',
  contribute: () => overlapOfAll,
};

function average(name: string, averaged: Averaged, averaging: Averaging, example: number | undefined): Metric {
  const isPooledJaccard = averaged.ratio === JACCARD && averaging === 'micro';
  const { shape, version, definition, contribute } = isPooledJaccard ? JACCARD_OF_ALL : AVERAGES[averaging];
  return ofAllClasses(
    {
      ...shape,
      name,
      title: `${averaged.title}, ${averaging} average`,
      version,
      definition: definition(averaged),
      source: `scikit-learn ${averaged.call}average="${averaging}"${averaging === 'micro' ? '' : ', zero_division=0'})`,
      example: example === undefined ? null : ofEight(example),
    },
    contribute(averaged.ratio),
  );
}

const AVERAGINGS = Object.keys(AVERAGES) as readonly Averaging[];

function averagesOf(averaged: Averaged, examples: Readonly<Record<Averaging, number>>): readonly Metric[] {
  return AVERAGINGS.map((averaging) =>
    average(`${averaged.of}_${averaging}`, averaged, averaging, examples[averaging]),
  );
}

/** What the averages of Fβ come to on the examples, for the standing β. */
const FBETA_EXAMPLES: Readonly<Record<Averaging, readonly number[]>> = {
  macro: [529 / 693, 529 / 693],
  micro: [0.75, 0.75],
  weighted: [459 / 616, 237 / 308],
};

const fbetaAverages: readonly MetricFamily[] = AVERAGINGS.map((averaging) =>
  numberedFamily(`fbeta_${averaging}`, BETA, STANDING_BETAS, (beta, name) =>
    average(
      name,
      { of: `fbeta@${beta}`, title: `F${beta}`, ratio: weighRecall(beta), call: `fbeta_score (beta=${beta}, ` },
      averaging,
      FBETA_EXAMPLES[averaging][STANDING_BETAS.indexOf(beta)],
    ),
  ),
);

/** Averages of precision, recall, F and the Jaccard index over the classes. */
export const classAverages = (): readonly (Metric | MetricFamily)[] => [
  ...averagesOf(
    { of: 'precision', title: 'Precision', ratio: PRECISION, call: 'precision_score (' },
    { macro: 7 / 9, micro: 0.75, weighted: 19 / 24 },
  ),
  ...averagesOf(
    { of: 'recall', title: 'Recall', ratio: RECALL, call: 'recall_score (' },
    { macro: 7 / 9, micro: 0.75, weighted: 0.75 },
  ),
  ...averagesOf(
    { of: 'f1', title: 'F1', ratio: F1, call: 'f1_score (' },
    { macro: 34 / 45, micro: 0.75, weighted: 0.75 },
  ),
  ...fbetaAverages,
  ...averagesOf(
    { of: 'jaccard', title: 'Jaccard index', ratio: JACCARD, call: 'jaccard_score (' },
    { macro: 11 / 18, micro: 0.6, weighted: 29 / 48 },
  ),
];
