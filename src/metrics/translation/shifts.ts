import { type Alignment, editMatrix } from './edit-matrix.ts';

/** Words that one shift moves at most. */
const MAX_LENGTH = 10;
/** Words that a phrase of the hypothesis may lie away from where the reference has it. */
const MAX_DISTANCE = 50;
/** Shifts that are tried for a segment and reference; from then on what remains is left to single edits. */
const MAX_TRIED = 1000;

/** A phrase of the hypothesis, and the word before which it moves. */
interface Move {
  readonly start: number;
  readonly length: number;
  readonly target: number;
}

/**
 * The edits of translation edit rate: shifts of phrases, each counting 1, and the insertions, deletions and replacements of words that
 * remain. Shifts are chosen greedily, as long as one lessens the edit distance: the one that lessens it most; of equals the longest, then
 * the first by its start, then by its target. The round in which the thousandth is tried shifts nothing any more.
 * An empty reference takes as many edits as the hypothesis has words.
 * Example: `a b c d e f` against `d e f a b c` takes one shift.
 * Sources: Snover et al. (2006); sacreBLEU 2.6 `translation_edit_rate`.
 */
export function countEdits(hypothesis: Int32Array, reference: Int32Array): number {
  if (reference.length === 0) return hypothesis.length;
  const matrix = editMatrix(hypothesis.length, reference);
  let words = hypothesis;
  let left = MAX_TRIED;
  for (let shifts = 0; ; shifts++) {
    const alignment = matrix.align(words);
    const moves = listMoves(words, reference, alignment, left);
    left -= moves.length;
    if (left <= 0) return shifts + alignment.distance;
    let best: { readonly move: Move; readonly distance: number; readonly words: Int32Array } | null = null;
    for (const move of moves) {
      const moved = shift(words, move);
      const distance = matrix.distance(moved, Math.min(move.start, move.target));
      if (best === null || distance < best.distance || (distance === best.distance && precedes(move, best.move))) {
        best = { move, distance, words: moved };
      }
    }
    if (best === null || best.distance >= alignment.distance) return shifts + alignment.distance;
    words = best.words;
  }
}

function precedes(a: Move, b: Move): boolean {
  return (b.length - a.length || a.start - b.start || a.target - b.target) < 0;
}

/**
 * The moves that are worth a try: of phrases that the reference has, too, with an error on both sides, and not opposite to themselves. They
 * go before the reference's phrase, or behind any of its words. When there are `enough`, the phrase at hand is the last.
 */
function listMoves(
  words: Int32Array,
  reference: Int32Array,
  { opposite, hypothesisErrors, referenceErrors }: Alignment,
  enough: number,
): readonly Move[] {
  const moves: Move[] = [];
  for (const { start, at, length } of commonPhrases(words, reference)) {
    if (!hasError(hypothesisErrors, start, length) || !hasError(referenceErrors, at, length)) continue;
    if (opposite[at]! >= start && opposite[at]! < start + length) continue;
    let previous = -1;
    for (let i = at - 1; i < at + length; i++) {
      const target = i < 0 ? 0 : opposite[i]! + 1;
      if (target !== previous) moves.push({ start, length, target });
      previous = target;
    }
    if (moves.length >= enough) break;
  }
  return moves;
}

interface Phrase {
  /** First word in the hypothesis. */
  readonly start: number;
  /** First word in the reference. */
  readonly at: number;
  readonly length: number;
}

/** The phrases that both texts have, by start in the one, start in the other, and length. */
function* commonPhrases(words: Int32Array, reference: Int32Array): Generator<Phrase> {
  for (let start = 0; start < words.length; start++) {
    const end = Math.min(reference.length, start + MAX_DISTANCE + 1);
    for (let at = Math.max(0, start - MAX_DISTANCE); at < end; at++) {
      const longest = Math.min(MAX_LENGTH, words.length - start, reference.length - at);
      for (let length = 1; length <= longest; length++) {
        if (words[start + length - 1] !== reference[at + length - 1]) break;
        yield { start, at, length };
      }
    }
  }
}

function hasError(errors: Uint8Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (errors[i] === 1) return true;
  return false;
}

/** The words after a move; one with its target within the phrase moves it so much farther to the right. */
function shift(words: Int32Array, { start, length, target }: Move): Int32Array {
  const shifted = words.slice();
  const phrase = words.subarray(start, start + length);
  if (target < start) {
    shifted.set(words.subarray(target, start), target + length);
    shifted.set(phrase, target);
  } else {
    const end = target > start + length ? target : Math.min(target + length, words.length);
    shifted.set(words.subarray(start + length, end), start);
    shifted.set(phrase, end - length);
  }
  return shifted;
}
