import type { Raw, Vectors } from '../../model/dataset.ts';
import type { Digest, Reduction } from '../../model/metric.ts';

/** Fills in the numbers of one segment. There is at least one reference. */
export type SegmentDigest = (hypothesis: string, references: readonly string[], out: Float64Array) => void;

/**
 * Digests texts segment by segment. A row is a segment when its hypothesis and at least one reference are there; references that it lacks
 * do not count. `start` makes the digest of all segments of one evaluation, which may share memory.
 */
export function digestSegments(key: string, width: number, start: () => SegmentDigest): Digest {
  return {
    key,
    width,
    from: 'texts',
    of: ({ texts }: Raw) => {
      const { hypotheses, references } = texts!;
      const digest = start();
      const vectors = new Float64Array(hypotheses.length * width);
      for (const [row, hypothesis] of hypotheses.entries()) {
        const out = vectors.subarray(row * width, (row + 1) * width);
        const present = references[row]!.filter((reference) => reference !== null);
        if (hypothesis === null || present.length === 0) out[0] = Number.NaN;
        else digest(hypothesis, present, out);
      }
      return vectors;
    },
  };
}

/** What a function of totals comes to on each segment alone; NaN where a row is no segment, 0 where a segment holds no text at all. */
export function scoreSegments(
  { width, values }: Vectors,
  reduce: (totals: Float64Array) => Reduction,
): Float64Array<ArrayBuffer> {
  const scores = new Float64Array(values.length / width);
  for (let row = 0; row < scores.length; row++) {
    const vector = values.subarray(row * width, (row + 1) * width);
    scores[row] = Number.isNaN(vector[0]!) ? Number.NaN : (reduce(vector).value ?? 0);
  }
  return scores;
}
