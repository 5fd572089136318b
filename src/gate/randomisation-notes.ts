import type { Comparison, Measurement } from '../model/measurement.ts';
import { formatP } from '../report/format.ts';

interface Measured {
  readonly measurement: Measurement;
  readonly comparison: Comparison | null;
}

/** Beside the bounds of changes that are resampled, how often swapped answers change the metric as much. Of the whole test set alone. */
export function randomisationNotes(measured: readonly Measured[]): readonly string[] {
  const known = measured.flatMap(({ measurement, comparison }) => {
    if (measurement.slice !== null || !comparison?.swapP || comparison.unchanged) return [];
    const p = comparison.swapP();
    return p === null ? [] : [`${nameOf(measurement)} ${formatP(p)}`];
  });
  if (known.length === 0) return [];
  const test = 'Approximate randomisation, which swaps the answers of the two models at random and decides nothing';
  return [`${test}: ${known.join(', ')}.`];
}

function nameOf({ metric, label, across }: Measurement): string {
  return `${metric}${label === null ? '' : ` of ${label}`}${across === null ? '' : ` across ${across}`}`;
}
