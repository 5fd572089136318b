import { EvidenceError } from '../../errors.ts';
import type { Dataset, ScoreColumn } from '../../model/dataset.ts';
import type { MetricOptions } from '../../model/metric.ts';
import { quote, quoteAll } from '../../model/quote.ts';

/** The scores of every class that has some. */
export interface ClassScores {
  /** One column a class, in the order of the classes. */
  readonly columns: readonly Float64Array[];
  /** Which of `columns` belongs to a class code; -1: none. */
  readonly columnOf: Int32Array;
}

/**
 * Score columns in the order of their classes. Where one column s stands for two classes, the other class has `mirror` − s: 1 turns
 * a probability around, 0 the order of scores of any scale.
 *
 * Throws EvidenceError when rows are labelled with a class that no column scores.
 */
export function scoresByClass(dataset: Dataset, options: MetricOptions, mirror: 0 | 1): ClassScores {
  const { scores, classes } = dataset;
  const shared = sharedScores(dataset, options);
  if (shared !== null) {
    const other = mirrored(shared.values, mirror);
    return {
      columns: shared.scored === 0 ? [shared.values, other] : [other, shared.values],
      columnOf: Int32Array.of(0, 1),
    };
  }
  const found = classes.map((name) => scores.find(({ className }) => className === name));
  refuseUnscored(dataset, found);
  let columns = 0;
  return {
    columns: found.flatMap((column) => (column === undefined ? [] : [column.values])),
    columnOf: Int32Array.from(found, (column) => (column === undefined ? -1 : columns++)),
  };
}

/**
 * The scores of one class: its own column, or what a column that stands for two classes leaves for the other one.
 * Throws EvidenceError when no column scores the class.
 */
export function scoresOf(dataset: Dataset, positive: number, options: MetricOptions, mirror: 0 | 1): Float64Array {
  const { scores, classes } = dataset;
  const named = scores.find(({ className }) => className === classes[positive]);
  if (named !== undefined) return named.values;
  const single = scoredClass(dataset, options);
  if (single !== null) return single === positive ? scores[0]!.values : mirrored(scores[0]!.values, mirror);
  const message = `No score column belongs to the class ${quote(classes[positive]!)}; there are scores of ${listClasses(scores)}. Name its column under columns: score.`;
  throw new EvidenceError([{ where: '', message }]);
}

/** The column that speaks for two classes at once, with the class that it scores; null when every class has a column of its own. */
export function sharedScores(dataset: Dataset, options: MetricOptions) {
  const scored = dataset.classes.length <= 2 ? scoredClass(dataset, options) : null;
  return scored === null ? null : { scored, values: dataset.scores[0]!.values };
}

/**
 * The class that the only score column scores, when this column speaks for two classes at once (as the probability of the
 * positive class does); null when there are several columns, or a single one of many classes.
 */
function scoredClass({ scores, classes }: Dataset, { scored, positive }: MetricOptions): number | null {
  const [column] = scores;
  if (column === undefined || scores.length > 1) return null;
  if (column.className === null) return scored ?? positive;
  return classes.length <= 2 ? classes.indexOf(column.className) : null;
}

function mirrored(scores: Float64Array, mirror: 0 | 1): Float64Array {
  const turned = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) turned[i] = mirror - scores[i]!;
  return turned;
}

function refuseUnscored({ scores, classes, label }: Dataset, found: readonly (ScoreColumn | undefined)[]): void {
  const lacking = new Set<number>();
  for (const code of label!) if (code >= 0 && found[code] === undefined) lacking.add(code);
  if (lacking.size === 0) return;
  const problems = [...lacking]
    .sort((a, b) => a - b)
    .map((code) => ({
      where: '',
      message: `Rows are labelled ${quote(classes[code]!)}, but no score column belongs to that class; there are scores of ${listClasses(scores)}. Name its column under columns: score.`,
    }));
  throw new EvidenceError(problems);
}

/** The classes that score columns belong to, for messages. */
function listClasses(scores: readonly ScoreColumn[]): string {
  const named = scores.flatMap(({ className }) => (className === null ? [] : [className]));
  return named.length > 0 ? quoteAll(named) : 'no named class';
}
