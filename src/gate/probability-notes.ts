import type { Dataset } from '../model/dataset.ts';
import type { Suite } from '../model/policy.ts';

/** Metrics that take the scores of all classes for probabilities. */
const OF_PROBABILITIES = /^(?:log_loss|brier_score|(?:expected|max)_calibration_error)(?=_|@|$)/;
/** The root of the spacing of single-precision numbers at 1, which numbers in a file with four digits keep within. */
const SLACK = Math.sqrt(2 ** -23);

/**
 * A note on rows whose scores of all classes miss a sum of 1 although a metric takes them for probabilities. They are taken as they are, as by
 * scikit-learn, which warns. Source: scikit-learn 1.9 `_validate_multiclass_probabilistic_prediction`.
 */
export function probabilityNotes({ gates, metrics }: Suite, { rows, scores }: Dataset): readonly string[] {
  const metric = [...gates, ...metrics].find((use) => OF_PROBABILITIES.test(use.metric))?.metric;
  if (metric === undefined || scores.length < 2) return [];
  let missed = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (const { values } of scores) sum += values[row]!;
    if (Math.abs(sum - 1) > SLACK) missed++;
  }
  if (missed === 0) return [];
  const [of, take] = missed === 1 ? ['1 row', 'it as it is'] : [`${missed} rows`, 'them as they are'];
  return [
    `The probabilities of ${of} do not sum to 1 over the classes, and ${metric} takes ${take}. Check that the score columns hold the probabilities of all classes.`,
  ];
}
