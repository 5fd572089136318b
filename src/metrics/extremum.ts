import type { Contributions, Direction, Extremum, Linearised, Value } from '../model/metric.ts';
import { evaluatorOf } from './evaluate.ts';
import { linearise } from './linearise.ts';
import { baseTest, takeRows, unitTest } from './units.ts';

/** The units of one group, or of all groups together, with what they add to one part of the metric. */
interface Group {
  readonly rows: Int32Array;
  readonly part: Contributions;
  readonly evaluate: (weights: Float64Array) => Value;
}

/** A part of the metric in the groups that take part in it, and in all rows together where groups are held against those. */
interface Part {
  readonly groups: readonly Group[];
  readonly whole: Group | null;
}

/** The value of a group. */
interface Point {
  readonly group: Group;
  readonly value: number;
  /** It has a denominator, and is not 0 because there is none. */
  readonly isReal: boolean;
}

/** A value and which group's value it is, or which two; `by` is its derivative by the value of each. */
interface Extreme {
  readonly value: number;
  readonly from: readonly { readonly group: Group; readonly by: number }[];
}

const TOO_FEW: Value = { value: null, reason: 'too_few_groups' };
const NO_RATIO: Value = { value: null, reason: 'zero_division' };

/** Rows of each group that are units of a part. */
export function groupRows(part: Contributions, groups: Int32Array, size: number): readonly Int32Array[] {
  const isUnit = unitTest(part);
  const lists: number[][] = Array.from({ length: size }, () => []);
  for (let row = 0; row < groups.length; row++) if (groups[row]! >= 0 && isUnit(row)) lists[groups[row]!]!.push(row);
  return lists.map((rows) => Int32Array.from(rows));
}

/** Which groups have any row of weight, be it a unit or not. */
export function occurringGroups({ groups, names }: Extremum, weights: Float64Array): readonly boolean[] {
  const occurs = new Array<boolean>(names.length).fill(false);
  for (let row = 0; row < groups.length; row++) if (groups[row]! >= 0 && weights[row]! > 0) occurs[groups[row]!] = true;
  return occurs;
}

/** Whether a group with these units takes part: what a part rests on weighs enough, and is there, unless a group without counts as 0. */
export function isLargeEnough({ minUnits, emptyIsZero }: Extremum, baseWeight: number): boolean {
  return baseWeight >= minUnits && (baseWeight > 0 || emptyIsZero);
}

/** What the rows that a part rests on weigh together, among some units. Weights are 1 on the average, so that it is about their number. */
export function baseWeight(part: Contributions, rows: Int32Array, weights: Float64Array): number {
  const isBase = baseTest(part);
  let units = 0;
  for (const row of rows) if (isBase(row)) units += weights[row]!;
  return units;
}

/**
 * Makes a function of the weights that gives the worst value among the groups, or how far their values lie apart. Which groups are large
 * enough follows from the first weights alone. Fewer than two groups, or none with a denominator, have no value, `too_few_groups`.
 *
 * Example: shares of .6 and .75 differ by .15; their ratio is .8.
 */
export function extremumEvaluator(extremum: Extremum, weights: Float64Array): (weights: Float64Array) => Value {
  const parts = openParts(extremum, weights);
  return (w) => {
    const found = parts.map((part) => extremeOf(extremum, part, w));
    return combine(extremum, found).value;
  };
}

/** The derivative is that of the groups that are extreme: of the others nothing shows as long as they are not. */
export function lineariseExtremum(extremum: Extremum, weights: Float64Array): Linearised {
  const parts = openParts(extremum, weights);
  const { value, shares } = combine(
    extremum,
    parts.map((part) => extremeOf(extremum, part, weights)),
  );
  const sensitivity = new Float64Array(weights.length);
  for (const { extreme, share } of shares) {
    for (const { group, by } of extreme.from) {
      const own = linearise(group.part, weightsOf(group, weights)).sensitivity;
      group.rows.forEach((row, i) => {
        sensitivity[row]! += share * by * own[i]!;
      });
    }
  }
  return { ...value, sensitivity };
}

function openParts(extremum: Extremum, weights: Float64Array): readonly Part[] {
  const { parts, groups, names, against } = extremum;
  const occurs = occurringGroups(extremum, weights);
  return parts.map((part) => {
    const open = (rows: Int32Array): Group => {
      const taken = takeRows(part, rows);
      return { rows, part: taken, evaluate: evaluatorOf(taken, new Float64Array(rows.length).fill(1)) };
    };
    const rows = groupRows(part, groups, names.length);
    return {
      groups: rows.filter((own, g) => occurs[g] && isLargeEnough(extremum, baseWeight(part, own, weights))).map(open),
      whole: against === 'overall' ? open(Int32Array.from(rows.flatMap((own) => [...own])).sort()) : null,
    };
  });
}

function weightsOf({ rows }: Group, weights: Float64Array): Float64Array {
  const out = new Float64Array(rows.length);
  // A loop, and not Float64Array.from, which takes ten times as long: each draw of a bootstrap comes through here.
  for (let i = 0; i < out.length; i++) out[i] = weights[rows[i]!]!;
  return out;
}

/** The extreme of one part; a Value says why there is none. */
function extremeOf(extremum: Extremum, { groups, whole }: Part, weights: Float64Array): Extreme | Value {
  const { statistic, better } = extremum;
  const points = groups.flatMap((group) => pointOf(extremum, group, weights) ?? []);
  if (points.length < 2 || !points.some(({ isReal }) => isReal)) return TOO_FEW;
  const ascending = points.toSorted((a, b) => a.value - b.value);
  const [smallest, largest] = [ascending[0]!, ascending.at(-1)!];
  if (statistic === 'worst') {
    const worst = better === 'higher' ? smallest : largest;
    return { value: worst.value, from: [{ group: worst.group, by: 1 }] };
  }
  if (whole === null) return statistic === 'difference' ? differenceOf(largest, smallest) : ratioOf(smallest, largest);
  const overall: Point = { group: whole, value: whole.evaluate(weightsOf(whole, weights)).value!, isReal: true };
  if (statistic === 'difference') {
    const [above, below] = [differenceOf(largest, overall), differenceOf(overall, smallest)];
    return above.value >= below.value ? above : below;
  }
  const ratios = [ratioOf(smallest, overall), ratioOf(overall, largest)].filter((ratio) => 'from' in ratio);
  return ratios.length === 0 ? NO_RATIO : ratios.reduce((a, b) => (b.value < a.value ? b : a));
}

/** The value of a group; null when it has none that says anything. */
function pointOf({ emptyIsZero }: Extremum, group: Group, weights: Float64Array): Point | null {
  const { value, reason } = group.evaluate(weightsOf(group, weights));
  if (value !== null && reason === null) return { group, value, isReal: true };
  return emptyIsZero ? { group, value: 0, isReal: false } : null;
}

function differenceOf(more: Point, less: Point): Extreme {
  return {
    value: more.value - less.value,
    from: [
      { group: more.group, by: 1 },
      { group: less.group, by: -1 },
    ],
  };
}

function ratioOf(less: Point, more: Point): Extreme | Value {
  if (more.value === 0) return NO_RATIO;
  return {
    value: less.value / more.value,
    from: [
      { group: less.group, by: 1 / more.value },
      { group: more.group, by: -less.value / more.value ** 2 },
    ],
  };
}

/** The worst or the mean of the parts, and how much of each is in it. Without one of them there is none. */
function combine({ statistic, parted, better }: Extremum, found: readonly (Extreme | Value)[]) {
  const extremes = found.filter((each) => 'from' in each);
  const absent = found.find((each) => 'reason' in each);
  if (absent !== undefined || extremes.length === 0) return { value: absent ?? TOO_FEW, shares: [] };
  if (parted === 'mean') {
    const share = 1 / extremes.length;
    const value = extremes.reduce((sum, extreme) => sum + share * extreme.value, 0);
    return { value: { value, reason: null }, shares: extremes.map((extreme) => ({ extreme, share })) };
  }
  const isWorse = worseTest(statistic, better);
  const worst = extremes.reduce((a, b) => (isWorse(b.value, a.value) ? b : a));
  return { value: { value: worst.value, reason: null }, shares: [{ extreme: worst, share: 1 }] };
}

function worseTest(statistic: Extremum['statistic'], better: Direction): (a: number, b: number) => boolean {
  const smallerIsWorse = statistic === 'ratio' || (statistic === 'worst' && better === 'higher');
  return smallerIsWorse ? (a, b) => a < b : (a, b) => a > b;
}
