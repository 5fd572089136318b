/**
 * The sum of finite numbers with the rounding error of each addition carried along, so that the result is as good as one computed in
 * twice the precision, and does not depend on the order but for the last digit. An empty sum is 0.
 *
 * A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 *
 * Example: sum([1, 1e100, 1, -1e100]) = 2.
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
