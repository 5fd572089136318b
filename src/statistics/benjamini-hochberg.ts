/**
 * p-values adjusted by the step-up procedure of Benjamini and Hochberg, in the order in which they are given: the members whose adjusted value
 * is at most q are those that it rejects, and of what it rejects at most the share q is false on the average, where the tests are independent
 * or depend on each other positively. An empty family gives an empty list. Throws RangeError for a number that is no probability.
 *
 * Of m values in ascending order the adjusted one of p₍ᵢ₎ is the smallest of p₍ⱼ₎·m/j over j ≥ i.
 *
 * Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57 (1995).
 *
 * Example: .001, .008, .012, .03, .04, .2, .6 become .007, .028, .028, .0525, .056, .2333, .6.
 */
export function adjustPValues(pValues: readonly number[]): readonly number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1)) throw new RangeError('p-values lie between 0 and 1');
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  order.forEach((member, above) => {
    const rank = pValues.length - above;
    least = Math.min(least, (pValues[member]! * pValues.length) / rank);
    adjusted[member] = least;
  });
  return adjusted;
}
