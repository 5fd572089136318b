import type { Dataset } from '../model/dataset.ts';
import type { Injection } from './injection.ts';

/** A copy of the evidence that an injection made worse. */
export interface Spoiled {
  readonly dataset: Dataset;
  /** How much worse the metric is, in its unit. */
  readonly worse: number;
  readonly how: string;
}

/** An injection that overshoots by less is good enough. */
const ROUGHLY = 1.5;

/**
 * The mildest of the injections that makes a metric worse by at least `amount` (≥ 0), and the farthest that any of them comes. `worsening`
 * says how much worse a copy is; null: the metric has no value there.
 */
export function mildest(
  injections: Iterable<Injection>,
  worsening: (dataset: Dataset) => number | null,
  amount: number,
): { readonly reached: Spoiled | null; readonly farthest: Spoiled | null } {
  let reached: Spoiled | null = null;
  let farthest: Spoiled | null = null;
  for (const injection of injections) {
    const tried = strengthFor(injection, worsening, amount);
    if (tried.reached !== null && (reached === null || tried.reached.worse < reached.worse)) reached = tried.reached;
    if (tried.farthest !== null && (farthest === null || tried.farthest.worse > farthest.worse)) {
      farthest = tried.farthest;
    }
    if (reached !== null && reached.worse <= ROUGHLY * amount) break;
  }
  return { reached, farthest };
}

/** Doubles the strength until it is enough, and halves the last step until it is just enough. */
function strengthFor(
  { strengths, apply, describe }: Injection,
  worsening: (dataset: Dataset) => number | null,
  amount: number,
): { readonly reached: Spoiled | null; readonly farthest: Spoiled | null } {
  let farthest: Spoiled | null = null;
  const at = (strength: number): Spoiled | null => {
    const dataset = apply(strength);
    const worse = worsening(dataset);
    if (worse === null || worse <= 0) return null;
    const spoiled = { dataset, worse, how: describe(strength) };
    if (farthest === null || worse > farthest.worse) farthest = spoiled;
    return spoiled;
  };
  const isEnough = (spoiled: Spoiled | null) => spoiled !== null && spoiled.worse >= amount;
  // What does nothing at its strongest is about something else.
  if (worsening(apply(strengths)) === 0) return { reached: null, farthest };
  let [low, high] = [0, 1];
  let best = at(high);
  while (!isEnough(best) && high < strengths) {
    low = high;
    high = Math.min(strengths, high * 2);
    best = at(high);
  }
  if (!isEnough(best)) return { reached: null, farthest };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const tried = at(middle);
    if (isEnough(tried)) [high, best] = [middle, tried];
    else low = middle;
  }
  return { reached: best, farthest };
}
