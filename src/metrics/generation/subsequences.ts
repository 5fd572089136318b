import { codeItems } from './item-codes.ts';

/**
 * Length of the longest common subsequence of two lists. Time O(a·b), memory O(b).
 * Example: a b c d e and b x c e have b c e in common, 3.
 */
export function commonLength(first: readonly string[], second: readonly string[]): number {
  const [a, b] = codeItems(first, second);
  let above = new Int32Array(b.length + 1);
  let row = new Int32Array(b.length + 1);
  for (const item of a) {
    let left = 0;
    for (let j = 0; j < b.length; j++) {
      left = item === b[j] ? above[j]! + 1 : Math.max(above[j + 1]!, left);
      row[j + 1] = left;
    }
    [above, row] = [row, above];
  }
  return above[b.length]!;
}

/**
 * Where one of the longest common subsequences stands in the first list, from the last position to the first. Which of them is taken matters
 * to those who unite several: read from the ends, equal items are taken at once; else the last of the second list is left out where that
 * keeps more in common than leaving out the last of the first. Time and memory O(a·b), a byte each.
 * Example: a b against b a gives position 0, the a. Source: rouge-score 0.1.2, whose choice among the longest this is.
 */
export function commonPositions(first: readonly string[], second: readonly string[]): number[] {
  const [a, b] = codeItems(first, second);
  const width = b.length;
  const leavesOutB = new Uint8Array(a.length * width);
  let above = new Int32Array(width + 1);
  let row = new Int32Array(width + 1);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < width; j++) {
      if (row[j]! > above[j + 1]!) leavesOutB[i * width + j] = 1;
      row[j + 1] = a[i] === b[j] ? above[j]! + 1 : Math.max(above[j + 1]!, row[j]!);
    }
    [above, row] = [row, above];
  }
  const positions: number[] = [];
  for (let [i, j] = [a.length - 1, width - 1]; i >= 0 && j >= 0; ) {
    if (a[i] === b[j]) {
      positions.push(i);
      i--;
      j--;
    } else if (leavesOutB[i * width + j] === 1) j--;
    else i--;
  }
  return positions;
}
