import { compareCodePoints } from '../../model/code-points.ts';
import type { Rankings } from '../../model/dataset.ts';
import type { Digest } from '../../model/metric.ts';

/** What the model returned for one query, and what it could have returned. */
export interface Query {
  /** Positions in the rankings of the returned items, best first: score descending, items of one score by name, the last one first. */
  readonly returned: Int32Array;
  /** Relevance of the judged items, returned or not, highest first. */
  readonly judged: Float64Array;
}

/** Writes what is kept of a query: as many numbers as the digest is wide, all 0 when it is called. */
type Fill = (query: Query, out: Float64Array) => void;

/**
 * A digest of rankings, one vector a query. A query without judged items is no unit. `prepare` sees all rankings first; what it
 * returns is then called for each unit.
 */
export function digestQueries(key: string, width: number, prepare: (rankings: Rankings) => Fill): Digest {
  return {
    key,
    width,
    from: 'rankings',
    of: ({ rankings }) => {
      const queries = queriesOf(rankings!);
      const fill = prepare(rankings!);
      const values = new Float64Array(queries.length * width);
      for (const [i, query] of queries.entries()) {
        const out = values.subarray(i * width, (i + 1) * width);
        if (query.judged.length === 0) out.fill(Number.NaN);
        else fill(query, out);
      }
      return values;
    },
  };
}

/** Sorting is most of the work, and every metric needs the same order: it is kept as long as the rankings themselves. */
const known = new WeakMap<Rankings, readonly Query[]>();

/**
 * The queries of rankings. Scores compare as doubles, so that 0 and −0 tie; among items of one score the one whose name is last in the
 * order of UTF-8 bytes comes first, as trec_eval has it (pytrec_eval keeps scores in single precision, and so sees more ties).
 *
 * Example: items b, c, a, d with the scores 1, 1, 2 and none are returned in the order a, c, b.
 */
export function queriesOf(rankings: Rankings): readonly Query[] {
  const found = known.get(rankings) ?? Array.from({ length: rankings.offsets.length - 1 }, (_, i) => read(rankings, i));
  known.set(rankings, found);
  return found;
}

function read({ offsets, items, relevance, score }: Rankings, query: number): Query {
  const from = offsets[query]!;
  const to = offsets[query + 1]!;
  const returned = new Int32Array(to - from);
  let length = 0;
  for (let at = from; at < to; at++) if (!Number.isNaN(score[at]!)) returned[length++] = at;
  const isBehind = (a: number, b: number) => {
    const [left, right] = [score[a]!, score[b]!];
    if (left !== right) return left < right ? 1 : -1;
    return compareCodePoints(items[b]!, items[a]!);
  };
  return {
    returned: returned.subarray(0, length).sort(isBehind),
    judged: relevance
      .slice(from, to)
      .filter((grade) => !Number.isNaN(grade))
      .sort()
      .reverse(),
  };
}
