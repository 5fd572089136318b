/** What each row does to an estimate, and how rows hang together. Columns are parallel; what is no unit is left out, or counts 0. */
interface Influence {
  /**
   * Effect of one example of the row on the estimate: its weight times the derivative of the estimate by that weight.
   * For a mean of n: (xᵢ − x̄)/n. Where the estimate does not change when all weights double, the effects of all examples sum to 0.
   */
  readonly effects: Float64Array;
  /** The row stands for this many independent examples; null: one each. */
  readonly counts: Float64Array | null;
  /** Importance of one example of the row, which the effects hold already; null or absent: equal. */
  readonly weights?: Float64Array | null;
  /** Rows of one code, an index into a list of clusters, are not independent of each other; -1 stands alone; null: all do. */
  readonly cluster: Int32Array | null;
  /** Samples that were drawn apart, 0 or 1 (negatives and positives of a rank statistic); null: one sample. */
  readonly strata: Int8Array | null;
  /** Whether the effects are deviations from one mean of theirs, which costs a degree of freedom (ddof 1). */
  readonly centred: boolean;
}

interface Spread {
  /** null when there are too few units to tell: fewer than 2, or fewer than 2 in a stratum; and beyond the range of doubles. */
  readonly variance: number | null;
  /** Independent units: clusters, and examples that stand alone. */
  readonly units: number;
  /** Degrees of freedom: those of as many equal units as weigh the same (Kish), less one. */
  readonly df: number;
  /**
   * How many units the variance rests on: (Σe²)²/Σe⁴, the number of equal effects that would have the same spread (Kish). The few units
   * that differ between two models count, and the tiny effect that a moved total has on all the others does not. 0 when all effects are 0.
   */
  readonly changed: number;
}

/**
 * Variance of an estimate by linearisation (the infinitesimal jackknife): the sum over independent units of the squared effect of each,
 * where a unit is a whole cluster, or an example that stands alone. The finite corrections make it the textbook variance of each kind:
 *
 * | units | correction | equals |
 * |---|---|---|
 * | clusters, C in all | C/(C − 1) | cluster-robust variance with the usual correction |
 * | alone, in strata s | nₛ/(nₛ − 1) within each | DeLong's variance, for the area under the ROC curve |
 * | alone, `centred` | n/(n − 1) | s²/n of a mean |
 * | alone | none | the delta method, for a function of multinomial counts |
 *
 * Clusters cut across strata, so strata are ignored where there are clusters. Throws RangeError when an effect is not finite.
 *
 * L. A. Jaeckel, "The infinitesimal jackknife" (1972); E. R. DeLong et al., Biometrics 44 (1988); E. Miller, "Adding error bars to
 * evals", arXiv 2411.00640 (2024).
 *
 * Example: scores 0, 0, 1, 1 have effects ∓1/8, so that the centred variance is 4 × (1/64) × 4/3 = 1/12.
 */
export function linearisedVariance({ effects, counts, weights = null, cluster, strata, centred }: Influence): Spread {
  const sampleOf = cluster === null ? strata : null;
  const samples = sampleOf === null ? [emptyTally()] : [emptyTally(), emptyTally()];
  const clusters = new Float64Array(clusterCount(cluster));
  const sizes = new Float64Array(clusters.length);
  for (let row = 0; row < effects.length; row++) {
    const count = counts === null ? 1 : counts[row]!;
    if (count === 0) continue;
    if (!Number.isFinite(effects[row]! * count)) throw new RangeError('effects and counts must be finite numbers');
    const code = cluster === null ? -1 : cluster[row]!;
    if (code < 0) {
      add(samples[sampleOf === null ? 0 : sampleOf[row]!]!, effects[row]!, count);
    } else {
      clusters[code]! += count * effects[row]!;
      sizes[code]! += count * (weights?.[row] ?? 1);
    }
  }
  if (cluster !== null) return clusteredSpread(samples[0]!, clusters, sizes, weighAlone(cluster, counts, weights));
  const spread = spreadOf(samples, strata !== null || centred);
  if (weights === null) return spread;
  const { sum, squares } = weighAlone(null, counts, weights);
  return { ...spread, df: Math.min(spread.df, freedom(sum, squares)) };
}

/** Clusters of unequal size know less than as many equal ones: the degrees of freedom are those of 1/Σh² clusters, h the share of each. */
function clusteredSpread(alone: Tally, effects: Float64Array, sizes: Float64Array, single: Weighed): Spread {
  let { sum, squares } = single;
  for (let code = 0; code < effects.length; code++) {
    if (sizes[code] === 0) continue;
    sum += sizes[code]!;
    squares += sizes[code]! ** 2;
    add(alone, effects[code]!, 1);
  }
  return { ...spreadOf([alone], true), df: freedom(sum, squares) };
}

/** Degrees of freedom of weights with this sum and sum of squares (Kish's effective number, less one). */
function freedom(sum: number, squares: number): number {
  return squares === 0 ? -1 : sum ** 2 / squares - 1;
}

interface Weighed {
  readonly sum: number;
  readonly squares: number;
}

/** Weights of the examples that belong to no cluster: their sum, and the sum of their squares. */
function weighAlone(cluster: Int32Array | null, counts: Float64Array | null, weights: Float64Array | null): Weighed {
  const length = (cluster ?? weights)!.length;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < length; row++) {
    if (cluster !== null && cluster[row]! >= 0) continue;
    const count = counts?.[row] ?? 1;
    const weight = weights?.[row] ?? 1;
    sum += count * weight;
    squares += count * weight * weight;
  }
  return { sum, squares };
}

function spreadOf(samples: readonly Tally[], isCorrected: boolean): Spread {
  let variance = 0;
  let units = 0;
  let squares = 0;
  let fourths = 0;
  for (const sample of samples) {
    variance += isCorrected ? (sample.squares * sample.units) / (sample.units - 1) : sample.squares;
    units += sample.units;
    squares += sample.squares;
    fourths += sample.fourths;
  }
  const changed = fourths === 0 ? 0 : squares ** 2 / fourths;
  if (samples.some((sample) => !(sample.units >= 2))) return { variance: null, units, df: units - 1, changed };
  // Squares of numbers beyond 1e154 are more than a double holds: nothing can be said of their spread.
  return { variance: Number.isFinite(variance) ? variance : null, units, df: units - 1, changed };
}

interface Tally {
  squares: number;
  fourths: number;
  units: number;
}

function emptyTally(): Tally {
  return { squares: 0, fourths: 0, units: 0 };
}

function add(tally: Tally, effect: number, count: number): void {
  const square = effect * effect;
  tally.squares += count * square;
  tally.fourths += count * square * square;
  tally.units += count;
}

function clusterCount(cluster: Int32Array | null): number {
  let count = 0;
  for (const code of cluster ?? []) if (code >= count) count = code + 1;
  return count;
}
