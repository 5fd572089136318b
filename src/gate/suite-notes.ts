import type { Measurement } from '../model/measurement.ts';
import { quote } from '../model/quote.ts';
import type { BaselineUse } from '../model/report.ts';
import type { Reference } from './reference.ts';

/** Groups that a comparison of groups leaves out: nobody should take them for compared. */
export function groupNotes(measurements: readonly Measurement[]): readonly string[] {
  return measurements.flatMap(({ metric, across, slice, groups }) => {
    if (across === null || slice !== null || groups === null || groups.leftOut.length === 0) return [];
    const left = groups.leftOut.map(({ name, units }) => `${quote(name)} (${Number(units.toFixed(1))})`);
    const more = left.length > 20 ? ' and more' : '';
    return [
      `${metric} across ${quote(across)} leaves out groups with too few units: ${left.slice(0, 20).join(', ')}${more}.`,
    ];
  });
}

/** What a comparison rests on, where that is not all of both sides. `name`: what the suite is compared with. */
export function comparisonNotes(name: 'baseline' | 'anchor', { sides, use }: Reference): readonly string[] {
  if (sides === null) return [];
  const { match, record } = sides;
  const { shared, fresh }: BaselineUse = use!;
  const { fullRows, dataset } = record;
  return [
    ...(fresh === 0
      ? []
      : [`The ${name} has ${shared} of the ${shared + fresh} examples: changes are judged on those, limits on all.`]),
    ...(match.unpairedBecause === null
      ? []
      : [`The examples are compared with the ${name} as two independent samples, because ${match.unpairedBecause}.`]),
    ...(fullRows > dataset.rows
      ? [`The record of the ${name} keeps ${dataset.rows} of its ${fullRows} rows, and changes are judged on those.`]
      : []),
  ];
}
