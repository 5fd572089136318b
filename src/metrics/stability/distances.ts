/** How far apart two histograms over the same bins are, and how that moves by weight that arrives in each bin of either. */
interface Distance {
  readonly value: number;
  readonly byCandidate: Float64Array;
  readonly byBaseline: Float64Array;
}

/** Takes the weights in the bins of the candidate and of the baseline, each of which has some. */
export type Measure = (candidate: Float64Array, baseline: Float64Array) => Distance;

/**
 * Population stability index Σ(a − e)·ln(a/e) over the shares a of the candidate and e of the baseline: the divergence of Jeffreys, the sum of
 * Kullback and Leibler's in both directions. When a bin is empty on one side, .5 is added to every count of both sides before the shares
 * are taken; bins that are empty on both sides do not count.
 *
 * With W the weight of the candidate, ∂/∂w for a candidate's row in bin b is (g_b − Σag)/W with g = ln(a/e) + 1 − e/a; the baseline likewise.
 * Example: shares (.6, .4) after (.5, .5) give .1·ln 1.2 − .1·ln .8 = .0405….
 * Source: Siddiqi, "Credit Risk Scorecards" (2006); scipy `entropy(a, e) + entropy(e, a)`.
 */
export function stabilityIndex(candidate: Float64Array, baseline: Float64Array): Distance {
  const isUsed = (b: number) => candidate[b]! + baseline[b]! > 0;
  const hasGap = candidate.some((weight, b) => isUsed(b) && (weight === 0 || baseline[b] === 0));
  const pad = (weights: Float64Array) => (hasGap ? weights.map((w, b) => (isUsed(b) ? w + 0.5 : 0)) : weights);
  const [own, other] = [sharesOf(pad(candidate)), sharesOf(pad(baseline))];
  let value = 0;
  const [ofOwn, ofOther] = [new Float64Array(own.shares.length), new Float64Array(own.shares.length)];
  own.shares.forEach((a, b) => {
    const e = other.shares[b]!;
    if (a === 0) return;
    const log = Math.log(a / e);
    value += (a - e) * log;
    ofOwn[b] = log + 1 - e / a;
    ofOther[b] = 1 - log - a / e;
  });
  return { value, byCandidate: slopes(ofOwn, own), byBaseline: slopes(ofOther, other) };
}

/**
 * Jensen–Shannon distance √(½Σa·log₂(a/m) + ½Σe·log₂(e/m)) with m = (a + e)/2: 0 for equal shares, 1 for shares that have no bin in common.
 * It is the root of the divergence.
 *
 * Example: shares (1, 0) after (.5, .5) give √.3112… = .5579…. Source: Endres and Schindelin, "A new metric for probability
 * distributions" (2003); scipy `jensenshannon(a, e, base=2)`.
 */
export function jensenShannon(candidate: Float64Array, baseline: Float64Array): Distance {
  const [own, other] = [sharesOf(candidate), sharesOf(baseline)];
  let divergence = 0;
  const [ofOwn, ofOther] = [new Float64Array(own.shares.length), new Float64Array(own.shares.length)];
  own.shares.forEach((a, b) => {
    const e = other.shares[b]!;
    ofOwn[b] = a === 0 ? 0 : Math.log2((2 * a) / (a + e)) / 2;
    ofOther[b] = e === 0 ? 0 : Math.log2((2 * e) / (a + e)) / 2;
    divergence += a * ofOwn[b]! + e * ofOther[b]!;
  });
  const value = Math.sqrt(Math.min(1, Math.max(0, divergence)));
  const scale = value === 0 ? 0 : 1 / (2 * value);
  return { value, byCandidate: slopes(ofOwn, own, scale), byBaseline: slopes(ofOther, other, scale) };
}

/**
 * Two-sample Kolmogorov–Smirnov statistic sup |F − G| over the distribution functions of both sides, whose bins are the distinct values in
 * ascending order.
 *
 * Example: 1, 2 after 2, 3 give .5. Source: Smirnov (1948); scipy `ks_2samp`.
 */
export function kolmogorovSmirnov(candidate: Float64Array, baseline: Float64Array): Distance {
  const [own, other] = [sharesOf(candidate), sharesOf(baseline)];
  let [below, belowOther, value, sign, at] = [0, 0, 0, 0, -1];
  for (let b = 0; b < candidate.length; b++) {
    below += candidate[b]!;
    belowOther += baseline[b]!;
    const gap = below / own.total - belowOther / other.total;
    if (Math.abs(gap) > value) [value, sign, at] = [Math.abs(gap), Math.sign(gap), b];
  }
  const upTo = (by: number) => candidate.map((_, b) => (b <= at ? by : 0));
  return {
    value: Math.min(1, value),
    byCandidate: slopes(upTo(sign), own),
    byBaseline: slopes(upTo(-sign), other),
  };
}

interface Shares {
  readonly shares: Float64Array;
  readonly total: number;
}

function sharesOf(weights: Float64Array): Shares {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { shares: weights.map((weight) => weight / total), total };
}

/** From the derivatives by each share, those by the weight in each bin: more weight in one makes the shares of all others smaller. */
function slopes(byShare: Float64Array, { shares, total }: Shares, scale = 1): Float64Array {
  const drift = byShare.reduce((sum, slope, b) => sum + slope * shares[b]!, 0);
  return byShare.map((slope) => (scale * (slope - drift)) / total);
}
