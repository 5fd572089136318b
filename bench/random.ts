import { binomialPmf } from '../src/statistics/binomial.ts';

/** A reproducible stream of numbers in [0, 1): Mulberry32. Quality enough to simulate with; never used by the product. */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws from Binomial(n, p) by inverting its distribution function. Tables are kept: a simulation asks for few different ones. */
export function binomialSampler(random: () => number): (n: number, p: number) => number {
  const tables = new Map<string, Float64Array>();
  return (n, p) => {
    const key = `${n} ${p}`;
    let cumulative = tables.get(key);
    if (cumulative === undefined) {
      cumulative = new Float64Array(n + 1);
      let sum = 0;
      for (let k = 0; k <= n; k++) cumulative[k] = sum += binomialPmf(k, n, p);
      tables.set(key, cumulative);
    }
    const u = random() * cumulative[n]!;
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! > u) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
