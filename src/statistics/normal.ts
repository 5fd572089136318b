/** sqrt(2π)⁻¹. */
const DENSITY_AT_ZERO = 0.3989422804014327;

/**
 * Φ(z) = P(Z ≤ z) of the standard normal distribution, to about 1e-15 of its value, down to 1e-300.
 * normalCdf(-Infinity) = 0, normalCdf(Infinity) = 1. Throws RangeError for NaN.
 *
 * Rational Chebyshev approximations of W. J. Cody, "Rational Chebyshev approximations for the error function",
 * Mathematics of Computation 23 (1969), in the normal form of his ANORM (ACM TOMS 19, 1993, algorithm 715).
 *
 * Example: normalCdf(-1.959963984540054) = 0.025.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalCdf of NaN');
  const distance = Math.abs(z);
  if (distance <= 0.67448975) return 0.5 + z * ratio(CENTRE_OVER, CENTRE_UNDER, z * z);
  const tail = normalTail(distance);
  return z < 0 ? tail : 1 - tail;
}

/** P(Z > z) for z > 0.67. */
function normalTail(z: number): number {
  if (z > 38.6) return 0;
  if (z <= Math.sqrt(32)) return gauss(z) * ratio(MIDDLE_OVER, MIDDLE_UNDER, z);
  const inverseSquare = 1 / (z * z);
  return (gauss(z) * (DENSITY_AT_ZERO - inverseSquare * ratio(TAIL_OVER, TAIL_UNDER, inverseSquare))) / z;
}

/** exp(-z²/2), with z split so that the square of the large part is exact: the rounding of z² would cost digits in the tail. */
function gauss(z: number): number {
  const coarse = Math.trunc(z * 16) / 16;
  return Math.exp((-coarse * coarse) / 2) * Math.exp((-(z - coarse) * (z + coarse)) / 2);
}

/**
 * The z with Φ(z) = p, to about 1e-15 of its value. normalQuantile(0) = -Infinity, normalQuantile(1) = Infinity.
 * Throws RangeError for p outside [0, 1].
 *
 * M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988).
 *
 * Example: normalQuantile(0.95) = 1.6448536269514722.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile of ${p}, which is no probability`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * ratio(NEAR_OVER, NEAR_UNDER, 0.180625 - offset * offset);
  const depth = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const z = depth <= 5 ? ratio(FAR_OVER, FAR_UNDER, depth - 1.6) : ratio(REMOTE_OVER, REMOTE_UNDER, depth - 5);
  return offset < 0 ? -z : z;
}

/** Quotient of two polynomials, coefficients from the highest power down. */
function ratio(over: readonly number[], under: readonly number[], x: number): number {
  return polynomial(over, x) / polynomial(under, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

// Cody: |z| <= 0.67448975, then up to sqrt(32), then beyond.
const CENTRE_OVER = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
];
const CENTRE_UNDER = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_OVER = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const MIDDLE_UNDER = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];
const TAIL_OVER = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
];
const TAIL_UNDER = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];

// Wichura: |p - 1/2| <= 0.425, then tails down to exp(-25), then beyond.
const NEAR_OVER = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const NEAR_UNDER = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const FAR_OVER = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const FAR_UNDER = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const REMOTE_OVER = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const REMOTE_UNDER = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];
