import { totalsOf } from '../metrics/addends.ts';
import type { Estimate } from './estimate.ts';

/** Cells that are gone through for all deletions together: a fraction of a second. */
const MAX_STEPS = 2e7;

/**
 * How a comparison of two paired tables changes when one pair is left out, exactly (the delete-one jackknife). A gradient says nothing of
 * what happens when the only example of a class goes; this does. One evaluation for each combination of cells that some pair has.
 * null where the gradient has to serve: other kinds, weights, clusters, very large tables, and comparisons that a deletion leaves undefined.
 */
export function deletionEffects(
  candidate: Estimate,
  baseline: Estimate,
  compare: (candidate: number, baseline: number) => number,
): Float64Array | null {
  const [a, b] = [candidate.contributions, baseline.contributions];
  if (a.kind !== 'sums' || b.kind !== 'sums' || !isPlain(candidate) || !isPlain(baseline)) return null;
  if (a.addends.form !== 'cell' || b.addends.form !== 'cell') return null;
  const [ownCells, otherCells] = [a.addends.cells, b.addends.cells];
  const { weights } = candidate;
  const own = totalsOf(a.addends, a.width, weights);
  const other = totalsOf(b.addends, b.width, weights);
  const pairAt = (i: number) => ownCells[i]! * b.width + otherCells[i]!;
  const changes = new Map<number, number>();
  for (let i = 0; i < ownCells.length; i++) changes.set(pairAt(i), 0);
  if (changes.size * Math.max(a.width, b.width) > MAX_STEPS) return null;
  const whole = compare(candidate.value!, baseline.value!);
  for (const pair of changes.keys()) {
    const [x, y] = [Math.floor(pair / b.width), pair % b.width];
    own[x]! -= 1;
    other[y]! -= 1;
    const [left, right] = [a.reduce(own).value, b.reduce(other).value];
    own[x]! += 1;
    other[y]! += 1;
    const change = left === null || right === null ? Number.NaN : whole - compare(left, right);
    if (!Number.isFinite(change)) return null;
    changes.set(pair, change);
  }
  return Float64Array.from(ownCells, (_, i) => changes.get(pairAt(i))!);
}

function isPlain({ design }: Estimate): boolean {
  return design.weight === null && design.cluster === null;
}
