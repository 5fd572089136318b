import type { Dataset } from '../../model/dataset.ts';
import { gather } from '../../model/gather.ts';
import type { Contributions, Linearised, MetricOptions } from '../../model/metric.ts';
import { scoresByClass } from './class-scores.ts';
import { rocAuc } from './roc-auc.ts';

/** One ROC curve of several: how well the scores of a class put its rows above those of others. */
interface Curve {
  readonly of: number;
  readonly against: readonly number[];
  /** The classes by whose rows an average that is weighted counts the curve. */
  readonly counted: readonly number[];
}

/** What is averaged over, and whether each curve counts by the weight of its rows. */
interface Scheme {
  readonly curves: (classes: number) => readonly Curve[];
  readonly isWeighted: boolean;
}

/** Each class against all others. */
export function oneVersusRest(classes: number): readonly Curve[] {
  const all = Array.from({ length: classes }, (_, k) => k);
  return all.map((of) => ({ of, against: all.filter((k) => k !== of), counted: [of] }));
}

/** Each class against each other one. */
export function oneVersusOne(classes: number): readonly Curve[] {
  return oneVersusRest(classes).flatMap(({ of, against }) =>
    against.map((other) => ({ of, against: [other], counted: [of, other] })),
  );
}

/**
 * The mean over several curves of the area A under each: θ = Σ m·A/Σ m with m = 1 (`macro`), or the weight of the rows of the classes that the
 * curve counts (`weighted`). One against the rest has a curve for each class; one against one (Hand and Till) two for each pair of
 * classes, among the rows of those two alone: one of the scores of either.
 *
 * The derivative by the weight of a row is Σ m·∂A/Σ m, and where curves are weighted Σ (A − θ)/Σ m over those that count the row's class
 * besides. O(K·n log n) for K classes, in pairs too.
 *
 * Units: rows with a label and the scores of all classes, which need not sum to 1. No value: `no_examples`; `single_class` when a class that has
 * scores is no row's label, or there is no other class.
 * Example: rows of a, b and c with the scores .6 .2 .5 for a, .3 .5 .1 for b and .1 .5 .4 for c have 5/6 both ways.
 * Source: Hand and Till, "A simple generalisation of the area under the ROC curve" (2001); scikit-learn `roc_auc_score(multi_class=…)`.
 */
export function averageCurves(dataset: Dataset, options: MetricOptions, scheme: Scheme): Contributions {
  const { columns, columnOf } = scoresByClass(dataset, options, 0);
  const codes = new Int32Array(dataset.rows).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    const label = dataset.label![i]!;
    if (label >= 0 && columns.every((scores) => !Number.isNaN(scores[i]!))) codes[i] = columnOf[label]!;
  }
  const average = ([labels, ...scores]: Columns, weights: Float64Array) =>
    linearise(labels as Int32Array, scores as readonly Float64Array[], weights, scheme);
  return {
    kind: 'rank',
    columns: [codes, ...columns],
    sample: Int8Array.from(codes, (code) => (code < 0 ? -1 : 0)),
    evaluate: (own, _, weights) => {
      const { value, reason } = average(own, weights);
      return { value, reason };
    },
    linearise: (own, _, weights) => average(own, weights),
    method: 'influence',
  };
}

type Columns = Extract<Contributions, { kind: 'rank' | 'divergence' }>['columns'];

function linearise(
  labels: Int32Array,
  scores: readonly Float64Array[],
  weights: Float64Array,
  { curves, isWeighted }: Scheme,
): Linearised {
  const sensitivity = new Float64Array(labels.length);
  const rows = rowsByClass(labels, weights, scores.length);
  const sizes = rows.map((own) => own.reduce((sum, row) => sum + weights[row]!, 0));
  if (sizes.every((size) => size === 0)) return { value: null, reason: 'no_examples', sensitivity };
  if (sizes.length < 2 || sizes.includes(0)) return { value: null, reason: 'single_class', sensitivity };

  const drawn = curves(scores.length);
  const masses = drawn.map(({ counted }) => (isWeighted ? counted.reduce((sum, k) => sum + sizes[k]!, 0) : 1));
  const mass = masses.reduce((sum, own) => sum + own, 0);
  let value = 0;
  const areas = drawn.map(({ of, against }, c) => {
    const taken = concatenate([rows[of]!, ...against.map((k) => rows[k]!)]);
    const positive = new Int8Array(taken.length).fill(1, 0, rows[of]!.length);
    const area = rocAuc.linearise(gather(scores[of]!, taken), positive, gather(weights, taken));
    const share = masses[c]! / mass;
    value += share * area.value!;
    for (let i = 0; i < taken.length; i++) sensitivity[taken[i]!]! += share * area.sensitivity[i]!;
    return area.value!;
  });
  if (isWeighted) {
    for (const [c, { counted }] of drawn.entries()) {
      const moved = (areas[c]! - value) / mass;
      for (const k of counted) for (const row of rows[k]!) sensitivity[row]! += moved;
    }
  }
  return { value: Math.min(1, value), reason: null, sensitivity };
}

/** The rows with weight of each class. */
function rowsByClass(labels: Int32Array, weights: Float64Array, classes: number): readonly Int32Array[] {
  const lists: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= 0 && weights[i]! > 0) lists[labels[i]!]!.push(i);
  return lists.map((list) => Int32Array.from(list));
}

function concatenate(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
