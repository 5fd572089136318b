import type { Dataset } from '../model/dataset.ts';
import { gather, gatherLists, gatherVectors } from '../model/gather.ts';

/** A dataset in which each row has the answers of the row that `source` names: predictions, scores, digests and quantities, and no label. */
export function takeAnswers(dataset: Dataset, source: Int32Array): Dataset {
  const columns = <K>(map: ReadonlyMap<K, Float64Array>) =>
    new Map([...map].map(([name, values]) => [name, gather(values, source)] as const));
  const { prediction, predictionSets, numericPrediction } = dataset;
  return {
    ...dataset,
    prediction: prediction && gather(prediction, source),
    scores: dataset.scores.map((column) => ({ ...column, values: gather(column.values, source) })),
    predictionSets: predictionSets && {
      ...gatherLists(predictionSets, source),
      missing: gather(predictionSets.missing, source),
    },
    numericPrediction: numericPrediction && gather(numericPrediction, source),
    quantities: columns(dataset.quantities),
    vectors: new Map(
      [...dataset.vectors].map(([key, vectors]) => [
        key,
        { ...vectors, values: gatherVectors(vectors.values, vectors.width, source) },
      ]),
    ),
    numbers: columns(dataset.numbers),
  };
}

/** Each row is its own source. */
export function everyRow(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
