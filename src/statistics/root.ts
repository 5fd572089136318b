/**
 * The x between `from` and `to` at which a function that falls or rises from one sign to the other is 0, to about 1e-12 of the interval.
 * Steps of inverse quadratic interpolation where they are safe, halvings where they are not.
 *
 * T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm", Advances in Engineering Software 28 (1997).
 */
export function findRoot(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0 || fa > 0 === fb > 0) return b;
  const least = 1e-13 * (to - from);
  let t = 0.5;
  for (;;) {
    const x = a + t * (b - a);
    const fx = f(x);
    const [c, fc] = fx > 0 === fa > 0 ? [a, fa] : [b, fb];
    if (fx > 0 !== fa > 0) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const slack = (2 * Number.EPSILON * Math.abs(best) + least) / Math.abs(b - a);
    if (slack > 0.5 || fa === 0) return best;
    const [xi, phi] = [(a - b) / (c - b), (fa - fb) / (fc - fb)];
    t = 0.5;
    if (phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi) {
      t = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    }
    t = Math.min(1 - slack, Math.max(slack, t));
  }
}
