import { EvidenceError } from '../../errors.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Costs, MetricOptions } from '../../model/metric.ts';
import { quote } from '../../model/quote.ts';

/**
 * Expected cost: the mean over rows of what the answer of each costs, (c_FN·FN + c_FP·FP)/n where costs are those of the two kinds of mistakes,
 * Σ c(label, prediction)/n where they are a matrix. In the unit of the costs; negative where right answers, or mistakes, bring something in.
 * Units: rows with a label and a prediction.
 *
 * Throws EvidenceError when the suite has no costs, when those of two kinds of mistakes have no positive class, and when a matrix lacks a mistake
 * that was made. Example: one false negative of cost 5 and two false positives of cost 1 among ten rows cost .7 a row.
 * Source: Elkan, "The foundations of cost-sensitive learning" (2001).
 */
export function costMistakes({ rows, classes, label, prediction }: Dataset, options: MetricOptions): Contributions {
  const { priceOf, range } = readCosts(classes, options);
  const scores = new Float64Array(rows).fill(Number.NaN);
  const unpriced = new Set<string>();
  for (let i = 0; i < rows; i++) {
    const [truth, guess] = [label![i]!, prediction![i]!];
    if (truth < 0 || guess < 0) continue;
    const price = priceOf(truth, guess);
    if (price === null) unpriced.add(`Rows labelled ${quote(classes[truth]!)} are predicted ${quote(classes[guess]!)}`);
    else scores[i] = price;
  }
  if (unpriced.size > 0) {
    const remedy = 'and costs of the suite says nothing of it. Add that cost.';
    throw new EvidenceError([...unpriced].sort().map((what) => ({ where: '', message: `${what}, ${remedy}` })));
  }
  return { kind: 'mean', scores, range };
}

interface Prices {
  /** What a prediction costs for a label, by their codes; null where nothing is said. */
  readonly priceOf: (label: number, prediction: number) => number | null;
  /** The least and the most that a row can cost. */
  readonly range: readonly [number, number];
}

function readCosts(classes: readonly string[], { costs, positive }: MetricOptions): Prices {
  if (costs === null) {
    throw refusal('The metric expected_cost needs to know what mistakes cost. Set costs of the suite.');
  }
  if (costs.kind === 'matrix') return pricesOfPairs(costs, classes);
  if (positive !== null) return pricesOfTwo(costs, positive);
  throw refusal(
    'Costs of false negatives and false positives are about one class, and none was named. Set positive-label, or give costs a cost for each label and prediction.',
  );
}

function pricesOfTwo({ falseNegative, falsePositive }: Extract<Costs, { kind: 'binary' }>, positive: number): Prices {
  return {
    priceOf: (label, prediction) => {
      if ((label === positive) === (prediction === positive)) return 0;
      return label === positive ? falseNegative : falsePositive;
    },
    range: rangeOf([falseNegative, falsePositive]),
  };
}

function pricesOfPairs({ of }: Extract<Costs, { kind: 'matrix' }>, classes: readonly string[]): Prices {
  const byLabel = classes.map((name) => of.get(name));
  return {
    priceOf: (label, prediction) => byLabel[label]?.get(classes[prediction]!) ?? (label === prediction ? 0 : null),
    range: rangeOf([...of.values()].flatMap((prices) => [...prices.values()])),
  };
}

/** Right answers may cost nothing without being named. */
function rangeOf(prices: readonly number[]): readonly [number, number] {
  return [Math.min(0, ...prices), Math.max(0, ...prices)];
}

function refusal(message: string): EvidenceError {
  return new EvidenceError([{ where: '', message }]);
}
