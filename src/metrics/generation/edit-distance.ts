import { codeItems } from './item-codes.ts';

/**
 * Levenshtein distance of two lists: the fewest insertions, deletions and substitutions that turn one into the other. Time O(a·b) after equal
 * items at both ends are set aside, memory O(b). Example: k i t t e n and s i t t i n g are 3 apart.
 * Source: Levenshtein (1966); Wagner and Fischer, "The string-to-string correction problem" (1974).
 */
export function editDistance(from: readonly string[], to: readonly string[]): number {
  const [a, b] = codeItems(from, to);
  let [start, endA, endB] = [0, a.length, b.length];
  while (start < Math.min(endA, endB) && a[start] === b[start]) start++;
  while (Math.min(endA, endB) > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const row = Int32Array.from({ length: endB - start + 1 }, (_, j) => j);
  for (let i = start; i < endA; i++) {
    const item = a[i]!;
    let diagonal = row[0]!;
    let left = diagonal + 1;
    row[0] = left;
    for (let j = 1; j < row.length; j++) {
      const above = row[j]!;
      left = item === b[start + j - 1] ? Math.min(diagonal, above + 1, left + 1) : Math.min(diagonal, above, left) + 1;
      row[j] = left;
      diagonal = above;
    }
  }
  return row.at(-1)!;
}
