import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, MetricOptions, Reduction } from '../../model/metric.ts';
import { fromPairs, partners } from './pairs.ts';
import type { Reading } from './readings.ts';

/**
 * Score drift: the root of the mean squared change √(Σw(s − s′)²/Σw) of a number between the baseline's row and the candidate's. Units: rows
 * that have it on both sides. Example: .5 and .8 after .2 and .8 drift by √.045 = .2121….
 * Source: scikit-learn `root_mean_squared_error` of the baseline's numbers against the candidate's.
 */
export function measureDrift(reading: Reading) {
  return (dataset: Dataset, options: MetricOptions): Contributions =>
    fromChanges(reading, dataset, options, (changes) => {
      const values = new Float64Array(2 * changes.length);
      changes.forEach((change, i) => {
        values[2 * i] = Number.isNaN(change) ? Number.NaN : 1;
        values[2 * i + 1] = change * change;
      });
      return { kind: 'sums', addends: { form: 'vector', values }, width: 2, reduce: rootOfMean };
    });
}

/**
 * The largest absolute change of a number between the baseline's row and the candidate's. Units as in `measureDrift`.
 * Example: .5 and .8 after .2 and .8 changed by .3 at most. Source: scikit-learn `max_error`.
 */
export function findLargestChange(reading: Reading) {
  return (dataset: Dataset, options: MetricOptions): Contributions =>
    fromChanges(reading, dataset, options, (changes) => {
      return { kind: 'quantile', values: changes.map(Math.abs), q: 1, range: [0, null] };
    });
}

/** Contributions made from the change of each row, NaN where a side lacks its number. */
function fromChanges(
  reading: Reading,
  dataset: Dataset,
  options: MetricOptions,
  contribute: (changes: Float64Array) => Contributions,
): Contributions {
  return fromPairs(dataset, options, (baseline) => {
    const before = reading.inBaseline(baseline.dataset, dataset, options);
    if (before === null) return 'no_baseline';
    const then = partners(baseline, before, Number.NaN);
    return contribute(reading.of(dataset, options).map((now, i) => now - then[i]!));
  });
}

/** √(b/a) of the totals a and b. */
function rootOfMean([weight, squares]: Float64Array): Reduction {
  const gradient = new Float64Array(2);
  if (weight === 0) return { value: null, reason: 'no_examples', gradient };
  const value = Math.sqrt(squares! / weight!);
  if (!Number.isFinite(value)) return { value: null, reason: 'nonfinite_input', gradient };
  if (value > 0) gradient.set([-value / (2 * weight!), 1 / (2 * value * weight!)]);
  return { value, reason: null, gradient };
}
