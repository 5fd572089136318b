/** Numbers by their place among the distinct ones: equal numbers share a code, and codes ascend with the numbers. */
export interface Ties {
  readonly codes: Int32Array;
  /** Weight of all numbers of each code. */
  readonly weights: Float64Array;
}

/** Finds ties in O(n log n). Example: 7, 2, 7 have the codes 1, 0, 1. */
export function tiesOf(numbers: Float64Array, weights: Float64Array): Ties {
  const distinct = numbers.slice().sort();
  let size = 0;
  for (const number of distinct) if (size === 0 || number !== distinct[size - 1]) distinct[size++] = number;
  const codes = Int32Array.from(numbers, (number) => indexOf(distinct, size, number));
  const total = new Float64Array(size);
  for (let i = 0; i < codes.length; i++) total[codes[i]!]! += weights[i]!;
  return { codes, weights: total };
}

/** Index of a value that the first `size` of ascending values hold. */
function indexOf(ascending: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
