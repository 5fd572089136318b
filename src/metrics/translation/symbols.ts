import { isSpace } from '../white-space.ts';

/** Numbers for words, the same for equal words. */
type Vocabulary = (words: readonly string[]) => Int32Array;

/** A vocabulary that learns each word when it first meets it. */
export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  return (words) => {
    const symbols = new Int32Array(words.length);
    for (let i = 0; i < words.length; i++) {
      let number = numbers.get(words[i]!);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(words[i]!, number);
      }
      symbols[i] = number;
    }
    return symbols;
  };
}

/** The code points of a text, with its white space or without. Half of a surrogate pair alone is a code point, too. */
export function codePointsOf(text: string, withSpaces: boolean): Int32Array {
  const codePoints = new Int32Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    if (withSpaces || !isSpace(codePoint)) codePoints[length++] = codePoint;
  }
  return codePoints.subarray(0, length);
}
