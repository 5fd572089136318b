/** Points of the rule. */
const POINTS = 64;

interface Rule {
  /** In (0, 1), from the middle of the interval the distance to each end: x and 1 − x. */
  readonly share: Float64Array;
  readonly weight: Float64Array;
}

let rule: Rule | null = null;

/**
 * ∫ f from `from` to `to`, by 64 points of Gauss and Legendre after x = from + (to − from)·sin²φ, which makes square-root behaviour at the
 * ends smooth: to about 1e-12 of the largest values for functions that have no narrower feature than about a twentieth of the interval.
 */
export function integrate(f: (x: number) => number, from: number, to: number): number {
  if (!(to > from)) return 0;
  rule ??= makeRule();
  const { share, weight } = rule;
  let sum = 0;
  for (let i = 0; i < POINTS; i++) sum += weight[i]! * f(from + (to - from) * share[i]!);
  return sum * (to - from);
}

function makeRule(): Rule {
  const [share, weight] = [new Float64Array(POINTS), new Float64Array(POINTS)];
  for (let i = 0; i < POINTS; i++) {
    const { node, weight: own } = legendre(i);
    const angle = (Math.PI / 4) * (1 + node);
    share[i] = Math.sin(angle) ** 2;
    weight[i] = (Math.PI / 4) * own * Math.sin(2 * angle);
  }
  return { share, weight };
}

/** The i-th root of the Legendre polynomial in (−1, 1), by Newton's method, and its weight. */
function legendre(i: number): { readonly node: number; readonly weight: number } {
  let x = -Math.cos((Math.PI * (i + 0.75)) / (POINTS + 0.5));
  for (;;) {
    let [before, value] = [1, x];
    for (let k = 2; k <= POINTS; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
    const slope = (POINTS * (x * value - before)) / (x * x - 1);
    const step = value / slope;
    x -= step;
    if (Math.abs(step) < 1e-15) return { node: x, weight: 2 / ((1 - x * x) * slope ** 2) };
  }
}
