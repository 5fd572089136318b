import { EvidenceError } from '../../errors.ts';
import type { Categories, Dataset } from '../../model/dataset.ts';
import type { MetricOptions } from '../../model/metric.ts';
import { quote } from '../../model/quote.ts';

/** A group with fewer units says little about the group, unless the gate says otherwise. */
export const MIN_UNITS = 30;

/** The column whose values are the groups. Throws EvidenceError when the gate names none, or one that the evidence lacks. */
export function groupsOf({ slices }: Dataset, { across }: MetricOptions, metric: string): Categories {
  const found = across === null ? undefined : slices.get(across);
  if (found !== undefined) return found;
  const message =
    across === null
      ? `The metric ${metric} compares groups. Name the column that they are the values of as \`across\` of the gate.`
      : `The metric ${metric} compares the groups of the column ${quote(across)}, and the evidence has no such column.`;
  throw new EvidenceError([{ where: '', message }]);
}
