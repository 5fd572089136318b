import type { Dataset, ScoreColumn, Sets } from '../model/dataset.ts';
import type { Injection, Scope } from './injection.ts';

/**
 * Right answers become wrong, one row after the other. The class that had the least score becomes the answer, and the scores of the two are
 * exchanged; a single score s becomes 1 − s, and what is no probability is mirrored within its range. Without a prediction every row with a
 * label counts as right. `label`: only rows of this class. null when there is no row to spoil.
 */
export function mistakes({ dataset, rows }: Scope, label: number | null = null): Injection | null {
  const { label: labels, prediction, scores, classes } = dataset;
  if (labels === null || classes.length < 2 || (prediction === null && scores.length === 0)) return null;
  const right = rows.filter((row) => {
    const truth = labels[row]!;
    return truth >= 0 && (label === null || truth === label) && (prediction === null || prediction[row] === truth);
  });
  if (right.length === 0) return null;
  const mirror = mirrorOf(scores);
  const places = scores.map(({ className }) => (className === null ? -1 : classes.indexOf(className)));
  return {
    strengths: right.length,
    describe: (k) => `${k} of ${right.length} right answers made wrong`,
    apply: (k) => {
      const answers = prediction === null ? null : prediction.slice();
      const columns = scores.map((column) => ({ ...column, values: column.values.slice() }));
      for (const row of right.subarray(0, k)) {
        const truth = labels[row]!;
        const own = places.indexOf(truth);
        const least = own < 0 ? -1 : leastScored(columns, own, row);
        if (answers !== null) answers[row] = least < 0 ? (truth + 1) % classes.length : places[least]!;
        if (least >= 0) exchange(columns[own]!, columns[least]!, row);
        else for (const { values } of columns) values[row] = mirror(values[row]!);
      }
      return { ...dataset, prediction: answers, scores: columns };
    },
  };
}

/** Rows lose the labels that they have rightly, and their scores are mirrored within their range. null when there are no sets. */
export function forgotten({ dataset, rows }: Scope): Injection | null {
  const { labelSets, predictionSets, scores } = dataset;
  if (labelSets === null || (predictionSets === null && scores.length === 0)) return null;
  const mirror = mirrorOf(scores);
  return {
    strengths: rows.length,
    describe: (k) => `the right labels of ${k} of ${rows.length} examples left out`,
    apply: (k) => {
      const spoiled = rows.subarray(0, k);
      const columns = scores.map((column) => ({ ...column, values: column.values.slice() }));
      for (const row of spoiled) for (const { values } of columns) values[row] = mirror(values[row]!);
      const sets = predictionSets && without(predictionSets, labelSets, new Set(spoiled), dataset.rows);
      return { ...dataset, predictionSets: sets, scores: columns };
    },
  };
}

/** 1 − s where all scores are probabilities, else the mirror image between the least and the largest score. */
function mirrorOf(scores: readonly ScoreColumn[]): (score: number) => number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of scores) {
    for (const score of values) {
      if (score < least) least = score;
      if (score > most) most = score;
    }
  }
  const end = least >= 0 && most <= 1 ? 1 : least + most;
  return (score) => end - score;
}

/** The column with the least score of a row, other than its own; -1 when there is none. */
function leastScored(columns: readonly ScoreColumn[], own: number, row: number): number {
  let least = -1;
  columns.forEach(({ className, values }, i) => {
    if (i === own || className === null) return;
    if (least < 0 || values[row]! < columns[least]!.values[row]!) least = i;
  });
  return least;
}

function exchange(a: { readonly values: Float64Array }, b: { readonly values: Float64Array }, row: number): void {
  [a.values[row], b.values[row]] = [b.values[row]!, a.values[row]!];
}

function without(sets: Sets, labels: Sets, spoiled: ReadonlySet<number>, rows: number): Dataset['predictionSets'] {
  const offsets = new Int32Array(rows + 1);
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    const own = sets.values.subarray(sets.offsets[row], sets.offsets[row + 1]);
    const right = labels.values.subarray(labels.offsets[row], labels.offsets[row + 1]);
    for (const code of own) if (!spoiled.has(row) || !right.includes(code)) kept.push(code);
    offsets[row + 1] = kept.length;
  }
  return { ...sets, offsets, values: Int32Array.from(kept) };
}
