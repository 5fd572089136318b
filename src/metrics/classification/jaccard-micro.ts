import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Reduction } from '../../model/metric.ts';

/**
 * The Jaccard index from the counts of all classes together, ΣTP/(ΣTP + ΣFP + ΣFN). Of rows with one label each, a wrong one is a false
 * positive of one class and a false negative of another, so that with R rows right and W wrong it is R/(R + 2W): less than the accuracy,
 * unlike the other averages by `micro`. Units: rows with a label and a prediction. Example: labels a b b against a b a give 2/4.
 * Source: scikit-learn `jaccard_score(average='micro')`.
 */
export function overlapOfAll({ rows, label, prediction }: Dataset): Contributions {
  const cells = new Int32Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    if (label![i]! >= 0 && prediction![i]! >= 0) cells[i] = label![i] === prediction![i] ? 1 : 0;
  }
  return { kind: 'sums', addends: { form: 'cell', cells }, width: 2, reduce };
}

function reduce(totals: Float64Array): Reduction {
  const [wrong, right] = [totals[0]!, totals[1]!];
  const union = right + 2 * wrong;
  if (union === 0) return { value: null, reason: 'no_examples', gradient: new Float64Array(2) };
  const gradient = Float64Array.of((-2 * right) / union ** 2, (2 * wrong) / union ** 2);
  return { value: right / union, reason: null, gradient };
}
