/** Rows of the matrix are computed this far around its diagonal. */
const BEAM = 25;
/** The cost of a cell outside the beam. */
const FAR = 2 ** 29;

/** How the words of a hypothesis lie against those of a reference. */
export interface Alignment {
  readonly distance: number;
  /** For each word of the reference the word of the hypothesis opposite to it, or the last one before it; −1: it precedes them all. */
  readonly opposite: Int32Array;
  /** 1 where a word is inserted, deleted or replaced. */
  readonly hypothesisErrors: Uint8Array;
  readonly referenceErrors: Uint8Array;
}

interface EditMatrix {
  readonly align: (hypothesis: Int32Array) => Alignment;
  /** The distance of a hypothesis that shares its first `shared` words with the one that was aligned last. */
  readonly distance: (hypothesis: Int32Array, shared: number) => number;
}

/**
 * Edit distances between a reference and hypotheses of one length: the fewest insertions, deletions and replacements of words along paths
 * that stay within a beam around the diagonal. Row i of the matrix holds the first i words of the hypothesis, and its beam reaches from 25
 * columns before i·(reference length / hypothesis length), rounded down, to 24 behind; farther out when the reference is more than fifty
 * times as long. Of paths that cost the same the alignment follows, from the end, the one that replaces or keeps a word before it deletes
 * one, and deletes before it inserts. No more than the beam is kept: memory and time are O(hypothesis length × beam).
 * Example: `a b c` and `a c` have the distance 1; `c` lies opposite to `c`, and the error is at `b`.
 * Source: sacreBLEU 2.6 `BeamEditDistance`, whose cache of rows changes no distance.
 */
export function editMatrix(length: number, reference: Int32Array): EditMatrix {
  const width = reference.length + 1;
  const ratio = length === 0 ? 1 : reference.length / length;
  const beam = ratio / 2 > BEAM ? Math.ceil(ratio / 2 + BEAM) : BEAM;
  /** Columns of the row's beam, from `starts` to before `ends`. */
  const starts = Int32Array.from({ length: length + 1 }, (_, i) => Math.max(0, Math.floor(i * ratio) - beam));
  const ends = Int32Array.from({ length: length + 1 }, (_, i) => Math.min(width, Math.floor(i * ratio) + beam));
  const stride = Math.min(width, 2 * beam);
  const aligned = new Int32Array((length + 1) * stride);
  const tried = new Int32Array((length + 1) * stride);

  const costAt = (costs: Int32Array, i: number, j: number): number => {
    if (i === 0) return j;
    return j >= starts[i]! && j < ends[i]! ? costs[i * stride + j - starts[i]!]! : FAR;
  };

  /** Fills the rows behind `row`, and returns the distance in the last cell. */
  const fill = (costs: Int32Array, hypothesis: Int32Array, row: number): number => {
    for (let i = row + 1; i <= length; i++) {
      const word = hypothesis[i - 1]!;
      const start = starts[i]!;
      const end = ends[i]!;
      let left = FAR;
      let diagonal = start === 0 ? FAR : costAt(costs, i - 1, start - 1);
      for (let j = start; j < end; j++) {
        const up = costAt(costs, i - 1, j);
        const replaced = j > 0 && word === reference[j - 1] ? diagonal : diagonal + 1;
        left = Math.min(replaced, up + 1, left + 1);
        costs[i * stride + j - start] = left;
        diagonal = up;
      }
    }
    return costAt(costs, length, width - 1);
  };

  const trace = (hypothesis: Int32Array, distance: number): Alignment => {
    const opposite = new Int32Array(reference.length);
    const hypothesisErrors = new Uint8Array(length);
    const referenceErrors = new Uint8Array(reference.length);
    let i = length;
    let j = reference.length;
    while (i > 0 || j > 0) {
      const cost = costAt(aligned, i, j);
      const change = i > 0 && j > 0 && hypothesis[i - 1] === reference[j - 1] ? 0 : 1;
      if (i > 0 && j > 0 && cost === costAt(aligned, i - 1, j - 1) + change) {
        opposite[j - 1] = i - 1;
        hypothesisErrors[i - 1] = change;
        referenceErrors[j - 1] = change;
        i--;
        j--;
      } else if (i > 0 && cost === costAt(aligned, i - 1, j) + 1) {
        hypothesisErrors[i - 1] = 1;
        i--;
      } else {
        opposite[j - 1] = i - 1;
        referenceErrors[j - 1] = 1;
        j--;
      }
    }
    return { distance, opposite, hypothesisErrors, referenceErrors };
  };

  return {
    align: (hypothesis) => trace(hypothesis, fill(aligned, hypothesis, 0)),
    distance: (hypothesis, shared) => {
      tried.set(aligned.subarray(shared * stride, (shared + 1) * stride), shared * stride);
      return fill(tried, hypothesis, shared);
    },
  };
}
