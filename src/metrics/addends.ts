import type { Addends } from '../model/metric.ts';

/** The totals of weighted addends: `width` numbers. */
export function totalsOf(addends: Addends, width: number, weights: Float64Array): Float64Array {
  const totals = new Float64Array(width);
  switch (addends.form) {
    case 'cell': {
      const { cells } = addends;
      for (let i = 0; i < cells.length; i++) if (cells[i]! >= 0) totals[cells[i]!]! += weights[i]!;
      break;
    }
    case 'cells': {
      const { offsets, values } = addends.lists;
      for (let i = 0; i < weights.length; i++) {
        for (let k = offsets[i]!; k < offsets[i + 1]!; k++) totals[values[k]!]! += weights[i]!;
      }
      break;
    }
    case 'vector': {
      const { values } = addends;
      for (let i = 0, at = 0; i < weights.length; i++, at += width) {
        const weight = weights[i]!;
        if (weight === 0 || Number.isNaN(values[at]!)) continue;
        for (let k = 0; k < width; k++) totals[k]! += weight * values[at + k]!;
      }
    }
  }
  return totals;
}

/** What each row with a weight adds to a linear function of the totals: the derivative of the function by the row's weight. */
export function project(addends: Addends, gradient: Float64Array, weights: Float64Array): Float64Array {
  const out = new Float64Array(weights.length);
  switch (addends.form) {
    case 'cell': {
      const { cells } = addends;
      for (let i = 0; i < out.length; i++) if (cells[i]! >= 0 && weights[i]! > 0) out[i] = gradient[cells[i]!]!;
      break;
    }
    case 'cells': {
      const { offsets, values } = addends.lists;
      for (let i = 0; i < out.length; i++) {
        if (weights[i] === 0) continue;
        for (let k = offsets[i]!; k < offsets[i + 1]!; k++) out[i]! += gradient[values[k]!]!;
      }
      break;
    }
    case 'vector': {
      const { values } = addends;
      const width = gradient.length;
      for (let i = 0, at = 0; i < out.length; i++, at += width) {
        if (weights[i] === 0 || Number.isNaN(values[at]!)) continue;
        for (let k = 0; k < width; k++) out[i]! += gradient[k]! * values[at + k]!;
      }
    }
  }
  return out;
}
