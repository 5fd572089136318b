import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, MetricOptions } from '../../model/metric.ts';
import { scoresByClass } from './class-scores.ts';

/**
 * Top-k accuracy: the share of rows whose label is among the k classes with the largest scores. Among equal scores the class that comes later
 * in the order of the classes counts as the larger. With k classes or fewer it is 1. Units: rows with a label and all scores.
 * Example: labels 0 1 2 with scores [.5 .5 0], [.4 .4 .2] and [.1 .45 .45] have 2/3 at k = 1. Source: scikit-learn `top_k_accuracy_score`.
 */
export function countAmongTop(dataset: Dataset, options: MetricOptions, k: number): Contributions {
  const { columns, columnOf } = scoresByClass(dataset, options, 0);
  const hits = new Int8Array(dataset.rows).fill(-1);
  for (let i = 0; i < hits.length; i++) {
    const label = dataset.label![i]!;
    if (label < 0) continue;
    const own = columnOf[label]!;
    const score = columns[own]![i]!;
    let above = 0;
    let isWhole = true;
    for (let c = 0; c < columns.length; c++) {
      const other = columns[c]![i]!;
      if (Number.isNaN(other)) isWhole = false;
      if (other > score || (other === score && c > own)) above += 1;
    }
    if (isWhole) hits[i] = above < k ? 1 : 0;
  }
  return { kind: 'proportion', hits };
}
