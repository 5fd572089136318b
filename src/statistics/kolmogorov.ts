/**
 * P(K > t) of the distribution of Kolmogorov, the limit of √N times the largest distance of two empirical distribution functions:
 * 2Σ(−1)^(k−1)·e^(−2k²t²), and for small t 1 − √(2π)/t·Σe^(−(2k−1)²π²/(8t²)). To about 1e-14.
 *
 * Source: Kolmogorov (1933); Marsaglia, Tsang and Wang (2003). Example: kolmogorovTail(1) = 0.26999967167735456.
 */
export function kolmogorovTail(t: number): number {
  if (t <= 0) return 1;
  let sum = 0;
  if (t < 1) {
    for (let k = 1; k <= 20; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * t * t));
    return 1 - (Math.sqrt(2 * Math.PI) / t) * sum;
  }
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * t * t);
  return sum;
}

/** The t with P(K ≤ t) = p, for p in (0, 1), by bisection. Example: kolmogorovQuantile(0.95) = 1.3580986393225505. */
export function kolmogorovQuantile(p: number): number {
  let [low, high] = [0, 10];
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (kolmogorovTail(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
