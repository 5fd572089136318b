import { findMetric } from '../../src/metrics/catalogue.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import { type Extremum, NO_OPTIONS, type Task } from '../../src/model/metric.ts';

/** Rows in groups, one character a row: a class, or '.' for a missing cell. */
export interface GroupRows {
  readonly label: string;
  readonly prediction: string;
  readonly group: string;
  readonly score?: readonly number[] | null;
  readonly weight?: readonly number[] | null;
}

/** Code of the class 1. */
export const POSITIVE = 1;

export function groupDataset({ label, prediction, group, score, weight }: GroupRows): Dataset {
  const codes = (text: string, names: string) => Int32Array.from(text, (cell) => names.indexOf(cell));
  return {
    ...NO_COLUMNS,
    rows: label.length,
    classes: (label + prediction).includes('2') ? ['0', '1', '2'] : ['0', '1'],
    label: codes(label, '012'),
    prediction: codes(prediction, '012'),
    scores: score ? [{ className: '1', values: Float64Array.from(score) }] : [],
    weight: weight ? Float64Array.from(weight) : null,
    slices: new Map([['group', { codes: codes(group, 'abcdefghij'), names: [...'abcdefghij'] }]]),
  };
}

export function compareGroups(name: string, dataset: Dataset, task: Task = 'multiclass'): Extremum {
  const options = { ...NO_OPTIONS, positive: POSITIVE, scored: POSITIVE, across: 'group' };
  const contributions = findMetric(name, task)!.contribute(dataset, options);
  if (contributions.kind !== 'extremum') throw new Error(`${name} is ${contributions.kind}`);
  return contributions;
}

export function weightsOf({ rows, weight }: Dataset): Float64Array {
  return weight ?? new Float64Array(rows).fill(1);
}
