/**
 * The candidates that somebody who wrote `name` may have meant: those within an edit distance of a third of its length
 * (at least 2; a swap of neighbours counts once, case does not count), the closest first, then those that contain it
 * or are contained in it. At most three; none when nothing is close.
 */
export function nearest(name: string, candidates: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  const reach = Math.max(2, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate, order) => ({ candidate, order, rank: rankOf(wanted, candidate.toLowerCase(), reach) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function rankOf(wanted: string, candidate: string, reach: number): number {
  const distance = editDistance(wanted, candidate, reach);
  // Replacing every letter is no likeness: `f1` is not near `ap`.
  if (distance <= reach && distance < Math.max(wanted.length, candidate.length) / 2) return distance;
  const [short, long] = wanted.length < candidate.length ? [wanted, candidate] : [candidate, wanted];
  return short.length > 2 && long.includes(short) ? reach + 1 : Infinity;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); Infinity beyond `reach`. */
function editDistance(a: string, b: string, reach: number): number {
  if (Math.abs(a.length - b.length) > reach) return Infinity;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
