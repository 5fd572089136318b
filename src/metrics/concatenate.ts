import type { Lists } from '../model/dataset.ts';
import type { Addends, Contributions, Extremum } from '../model/metric.ts';

/**
 * The contributions of one metric on two datasets as those of one: the rows of the first, then those of the second. null where the two are not
 * of one kind, and for values that have no rows.
 */
export function concatenate(a: Contributions, b: Contributions): Contributions | null {
  if (a.kind === 'proportion' && b.kind === 'proportion') return { ...a, hits: joined(a.hits, b.hits) };
  if (a.kind === 'mean' && b.kind === 'mean') return { ...a, scores: joined(a.scores, b.scores) };
  if (a.kind === 'quantile' && b.kind === 'quantile') return { ...a, values: joined(a.values, b.values) };
  if (a.kind === 'sums' && b.kind === 'sums' && a.width === b.width) {
    const addends = joinAddends(a.addends, b.addends);
    return addends && { ...a, addends };
  }
  if (a.kind === 'extremum' && b.kind === 'extremum' && a.parts.length === b.parts.length) return joinExtremum(a, b);
  return null;
}

/** Groups of one name are one group. */
function joinExtremum(a: Extremum, b: Extremum): Extremum | null {
  const names = [...a.names, ...b.names.filter((name) => !a.names.includes(name))];
  const recoded = b.groups.map((group) => (group < 0 ? -1 : names.indexOf(b.names[group]!)));
  const parts = a.parts.map((part, i) => concatenate(part, b.parts[i]!));
  if (!parts.every((part) => part !== null)) return null;
  return { ...a, names, parts, groups: joined(a.groups, recoded) };
}

function joinAddends(a: Addends, b: Addends): Addends | null {
  if (a.form === 'cell' && b.form === 'cell') return { form: 'cell', cells: joined(a.cells, b.cells) };
  if (a.form === 'vector' && b.form === 'vector') return { form: 'vector', values: joined(a.values, b.values) };
  if (a.form === 'cells' && b.form === 'cells') return { form: 'cells', lists: joinLists(a.lists, b.lists) };
  return null;
}

function joinLists(a: Lists, b: Lists): Lists {
  const shifted = b.offsets.subarray(1).map((offset) => offset + a.values.length);
  return { offsets: joined(a.offsets, shifted), values: joined(a.values, b.values) };
}

function joined<T extends Float64Array | Int32Array | Int8Array>(a: T, b: T): T {
  const both = new (a.constructor as new (length: number) => T)(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
