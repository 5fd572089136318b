import { gather, gatherLists, gatherVectors } from '../model/gather.ts';
import type { Addends, Contributions } from '../model/metric.ts';

/** Whether a row is a unit of the metric. */
export function unitTest(contributions: Contributions): (row: number) => boolean {
  switch (contributions.kind) {
    case 'proportion':
      return (row) => contributions.hits[row]! >= 0;
    case 'mean':
      return (row) => !Number.isNaN(contributions.scores[row]!);
    case 'sums':
      return addendTest(contributions.addends, contributions.width);
    case 'rank':
    case 'divergence':
      return (row) => contributions.sample[row]! >= 0;
    case 'quantile':
      return (row) => !Number.isNaN(contributions.values[row]!);
    case 'extremum': {
      const { parts, groups, emptyIsZero } = contributions;
      // Where a group without a denominator counts, so does every row that shows that the group is there.
      if (emptyIsZero) return (row) => groups[row]! >= 0;
      const tests = parts.map(unitTest);
      return (row) => groups[row]! >= 0 && tests.some((isUnit) => isUnit(row));
    }
    case 'scalar':
      return () => false;
  }
}

/** Whether a row is one of those that the value is a share of; for what is no share, whether it is a unit. */
export function baseTest(contributions: Contributions): (row: number) => boolean {
  if (contributions.kind !== 'sums' || contributions.shareOf === undefined) return unitTest(contributions);
  const { addends, shareOf } = contributions;
  if (addends.form !== 'cell') throw new Error('a share of cells is not of the form cell');
  return (row) => shareOf.includes(addends.cells[row]!);
}

function addendTest(addends: Addends, width: number): (row: number) => boolean {
  switch (addends.form) {
    case 'cell':
      return (row) => addends.cells[row]! >= 0;
    case 'cells':
      return (row) => addends.lists.offsets[row + 1]! > addends.lists.offsets[row]!;
    case 'vector':
      return (row) => !Number.isNaN(addends.values[row * width]!);
  }
}

/** The contributions of some rows, in the order in which they are named. */
export function takeRows(contributions: Contributions, rows: Int32Array): Contributions {
  switch (contributions.kind) {
    case 'proportion':
      return { ...contributions, hits: gather(contributions.hits, rows) };
    case 'mean':
      return { ...contributions, scores: gather(contributions.scores, rows) };
    case 'sums':
      return { ...contributions, addends: takeAddends(contributions.addends, contributions.width, rows) };
    case 'rank':
    case 'divergence': {
      const { columns, sample } = contributions;
      return {
        ...contributions,
        columns: columns.map((column) => gather(column, rows)),
        sample: gather(sample, rows),
      };
    }
    case 'quantile':
      return { ...contributions, values: gather(contributions.values, rows) };
    case 'extremum': {
      const { parts, groups } = contributions;
      return { ...contributions, parts: parts.map((part) => takeRows(part, rows)), groups: gather(groups, rows) };
    }
    case 'scalar':
      return contributions;
  }
}

function takeAddends(addends: Addends, width: number, rows: Int32Array): Addends {
  switch (addends.form) {
    case 'cell':
      return { form: 'cell', cells: gather(addends.cells, rows) };
    case 'cells':
      return { form: 'cells', lists: gatherLists(addends.lists, rows) };
    case 'vector':
      return { form: 'vector', values: gatherVectors(addends.values, width, rows) };
  }
}
