import type { Evidence, Raw, Vectors } from '../model/dataset.ts';
import type { Metric } from '../model/metric.ts';

const NOTHING: Raw = { texts: null, rankings: null };

/** The evidence with what the metrics keep of its texts and rankings, and without those themselves. Vectors of one key are computed once. */
export function digestEvidence(evidence: Evidence, metrics: readonly Metric[]): Evidence {
  const { raw, dataset } = evidence;
  const vectors = new Map<string, Vectors>(dataset.vectors);
  for (const { digest } of metrics) {
    if (digest === undefined || raw[digest.from] === null || vectors.has(digest.key)) continue;
    const { key, width, namesFrom } = digest;
    vectors.set(key, { width, values: digest.of(raw), ...(namesFrom !== undefined && { namesFrom }) });
  }
  return { ...evidence, raw: NOTHING, dataset: { ...dataset, vectors } };
}
