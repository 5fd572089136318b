import { splitWords } from '../white-space.ts';
import { partPunctuation, partStops, replaceEntities } from './western.ts';

export interface TercomOptions {
  /** Parts punctuation from words. */
  readonly normalized: boolean;
  /** Leaves punctuation out. */
  readonly withoutPunctuation: boolean;
  /** Either of these also for the characters of East Asia, of which each one becomes a token. */
  readonly asian: boolean;
  readonly lowercase: boolean;
}

const WESTERN_PUNCTUATION = /[.,?:;!"()]/g;
const ASIAN_PUNCTUATION =
  /[\u3001\u3002\u3008-\u3011\u3014-\u301f\u30fb\uff61-\uff65\uff01\uff02\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f]/g;
/**
 * Ideographs, radicals, strokes and compatibility forms. The range from U+3200 ends at U+3F22 in sacreBLEU, where U+32FF was meant: what
 * it adds are ideographs and signs that are parted anyway. Kana are not parted: its rules for them need a text without the spaces that
 * were put around it before, and never apply.
 */
const ASIAN_CHARACTER = /[\u2e80-\u2eff\u31c0-\u31ef\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f]/g;

/**
 * The tokens that TER compares, as sacreBLEU's `tercom` makes them: lower case first, then (if asked) punctuation parted from words, then
 * (if asked) punctuation left out.
 * Example: normalised, `The man's dog (10-20%).` has the tokens `the man 's dog ( 10 - 20 % ) .`.
 * Sources: Snover et al. (2006), Tercom; sacreBLEU 2.6 `TercomTokenizer`.
 */
export function tokenizeTercom(text: string, options: TercomOptions): readonly string[] {
  let rest = options.lowercase ? text.toLowerCase() : text;
  if (options.normalized) {
    rest = ` ${replaceEntities(rest.replaceAll('\n-', '').replaceAll('\n', ' '))} `;
    rest = partStops(partPunctuation(rest).replaceAll("'s ", " 's "));
    if (options.asian) rest = rest.replace(ASIAN_CHARACTER, ' $& ').replace(ASIAN_PUNCTUATION, ' $& ');
  }
  if (options.withoutPunctuation) {
    rest = rest.replace(WESTERN_PUNCTUATION, '');
    if (options.asian) rest = rest.replace(ASIAN_PUNCTUATION, '');
  }
  return splitWords(rest);
}
