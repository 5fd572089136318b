import type { Dataset } from '../model/dataset.ts';

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
    { ...second, classes, label: recode(second.label), prediction: recode(second.prediction) },
  ];
}
