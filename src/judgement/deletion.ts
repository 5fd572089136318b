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
  const { count } = candidate.design;
  const own = new Float64Array(a.width);
  const other = new Float64Array(b.width);
  const changes = new Map<number, number>();
  for (let i = 0; i < a.cells.length; i++) {
    own[a.cells[i]!]! += count?.[i] ?? 1;
    other[b.cells[i]!]! += count?.[i] ?? 1;
    changes.set(a.cells[i]! * b.width + b.cells[i]!, 0);
  }
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
  return Float64Array.from(a.cells, (cell, i) => changes.get(cell * b.width + b.cells[i]!)!);
}

/** Below this many labels and predictions a class that only one side has may as well have been on both, or on neither. */
const MIN_SUPPORT = 10;

/**
 * Whether an average is over a class that only one of the two sides has, and that one hardly: a stray answer then moves the average by a whole
 * class, and no interval tells whether the next test set would hold one.
 */
export function hasFleetingClass(candidate: Estimate, baseline: Estimate): boolean {
  const [own, other] = [supportOf(candidate), supportOf(baseline)];
  if (own === null || other === null) return false;
  return own.some((support, k) => {
    const [less, more] = [Math.min(support, other[k] ?? 0), Math.max(support, other[k] ?? 0)];
    return less === 0 && more > 0 && more < MIN_SUPPORT;
  });
}

function supportOf({ contributions, design }: Estimate): Float64Array | null {
  if (contributions.kind !== 'sums') return null;
  const totals = new Float64Array(contributions.width);
  contributions.cells.forEach((cell, i) => {
    totals[cell]! += design.count?.[i] ?? 1;
  });
  return contributions.reduce(totals).support ?? null;
}

function isPlain({ design }: Estimate): boolean {
  return design.weight === null && design.cluster === null;
}
