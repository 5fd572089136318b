import type { Addends, Contributions } from '../model/metric.ts';

type Numbers = Float64Array | Int32Array | Int8Array;

/**
 * Whether a row contributes differently to two sides. Never where the columns of the sides cannot be compared number by number, because
 * these stand for names.
 */
export function changedRows(a: Contributions, b: Contributions): (row: number) => boolean {
  const [own, other] = [numbersOf(a), numbersOf(b)];
  if (own !== null && other !== null) return (row) => !Object.is(own[row], other[row]);
  if (a.kind === 'sums' && b.kind === 'sums' && a.width === b.width)
    return changedAddends(a.addends, b.addends, a.width);
  if (a.kind === 'rank' && b.kind === 'rank' && !a.fingerprint && a.columns.length === b.columns.length) {
    return (row) =>
      a.sample[row] !== b.sample[row] || a.columns.some((column, i) => column[row] !== b.columns[i]![row]);
  }
  if (a.kind === 'extremum' && b.kind === 'extremum' && a.parts.length === b.parts.length) {
    const parts = a.parts.map((part, i) => changedRows(part, b.parts[i]!));
    return (row) => parts.some((changed) => changed(row));
  }
  return () => false;
}

function changedAddends(a: Addends, b: Addends, width: number): (row: number) => boolean {
  if (a.form === 'cell' && b.form === 'cell') return (row) => a.cells[row] !== b.cells[row];
  if (a.form === 'vector' && b.form === 'vector') {
    return (row) => differs(a.values, b.values, row * width, row * width, width);
  }
  if (a.form === 'cells' && b.form === 'cells') {
    return (row) => {
      const [at, from] = [a.lists.offsets[row]!, b.lists.offsets[row]!];
      const length = a.lists.offsets[row + 1]! - at;
      return length !== b.lists.offsets[row + 1]! - from || differs(a.lists.values, b.lists.values, at, from, length);
    };
  }
  return () => false;
}

function differs(a: Numbers, b: Numbers, at: number, from: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (!Object.is(a[at + k], b[from + k])) return true;
  return false;
}

/** Contributions of one kind, one after the other. Throws TypeError for kinds that do not go together. */
export function joinRows(a: Contributions, b: Contributions): Contributions {
  if (a.kind === 'proportion' && b.kind === 'proportion') return { ...a, hits: join(a.hits, b.hits) };
  const [own, other] = [numbersOf(a), numbersOf(b)];
  if (a.kind === 'quantile' && own && other) return { ...a, values: join(Float64Array.from(own), other) };
  if (own && other) {
    const mean = a.kind === 'mean' ? a : (b as Extract<Contributions, { kind: 'mean' }>);
    return { ...mean, scores: join(Float64Array.from(own), other) };
  }
  if (a.kind === 'sums' && b.kind === 'sums') return { ...a, addends: joinAddends(a.addends, b.addends) };
  if (a.kind === 'rank' && b.kind === 'rank') {
    const columns = a.columns.map((column, i) => join(column, b.columns[i] ?? []));
    return { ...a, columns, sample: join(a.sample, b.sample) };
  }
  if (a.kind === 'extremum' && b.kind === 'extremum') {
    const codes = b.names.map((name) => a.names.indexOf(name));
    const groups = join(
      a.groups,
      Int32Array.from(b.groups, (group) => codes[group] ?? -1),
    );
    return { ...a, groups, parts: a.parts.map((part, i) => joinRows(part, b.parts[i]!)) };
  }
  throw new TypeError(`rows of ${a.kind} and ${b.kind} are not of one kind`);
}

function joinAddends(a: Addends, b: Addends): Addends {
  if (a.form === 'cell' && b.form === 'cell') return { form: 'cell', cells: join(a.cells, b.cells) };
  if (a.form === 'vector' && b.form === 'vector') return { form: 'vector', values: join(a.values, b.values) };
  if (a.form === 'cells' && b.form === 'cells') {
    const start = a.lists.values.length;
    const offsets = join(
      a.lists.offsets,
      b.lists.offsets.subarray(1).map((offset) => start + offset),
    );
    return { form: 'cells', lists: { ...a.lists, offsets, values: join(a.lists.values, b.lists.values) } };
  }
  throw new TypeError(`addends ${a.form} and ${b.form} are not of one form`);
}

function join<T extends Numbers>(a: T, b: ArrayLike<number>): T {
  const joined = new (a.constructor as new (length: number) => T)(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** The one number that a row contributes; null for kinds that have more. */
function numbersOf(contributions: Contributions): Numbers | null {
  switch (contributions.kind) {
    case 'proportion':
      return contributions.hits;
    case 'mean':
      return contributions.scores;
    case 'quantile':
      return contributions.values;
    default:
      return null;
  }
}
