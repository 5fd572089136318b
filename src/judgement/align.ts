import type { Dataset, Sets } from '../model/dataset.ts';

/**
 * Gives two datasets one list of classes, so that their label and prediction codes mean the same.
 * Classes keep the order of the first dataset; those that only the second one has follow.
 */
export function alignClasses(first: Dataset, second: Dataset): readonly [Dataset, Dataset] {
  const classes = [...first.classes, ...second.classes.filter((name) => !first.classes.includes(name))];
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  const recoded = second.classes.map((name) => codeOf.get(name)!);
  const recode = (column: Int32Array | null) => column?.map((code) => (code < 0 ? -1 : recoded[code]!)) ?? null;
  return [
    { ...first, classes },
    {
      ...second,
      classes,
      label: recode(second.label),
      prediction: recode(second.prediction),
      labelSets: recodeSets(second.labelSets, recoded),
      predictionSets: recodeSets(second.predictionSets, recoded),
    },
  ];
}

function recodeSets(sets: Sets | null, recoded: readonly number[]): Sets | null {
  if (sets === null) return null;
  const { offsets } = sets;
  const values = sets.values.map((code) => recoded[code]!);
  for (let row = 0; row < offsets.length - 1; row++) values.subarray(offsets[row], offsets[row + 1]).sort();
  return { ...sets, values };
}
