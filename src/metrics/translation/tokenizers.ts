import { isSpace, splitWords, stripStart } from '../white-space.ts';
import { partPunctuation, partStops, replaceEntities } from './western.ts';

/** The tokens of a text that has no white space at its end. */
type Tokenizer = (text: string) => readonly string[];

/**
 * What `zh` takes for Chinese. Two ranges beyond U+FFFF are written with four digits in sacreBLEU, which makes them U+2001–2A6D and
 * U+2F81–2FA1: so dashes, arrows and box drawings count as Chinese, and ideographs of the second plane do not.
 */
const CHINESE =
  /[\u2001-\u2a6d\u2e80-\u2fdf\u2ff0-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef]/g;

const PUNCTUATION_BEHIND_NO_NUMBER = /(\P{N})(\p{P})/gu;
const PUNCTUATION_BEFORE_NO_NUMBER = /(\p{P})(\P{N})/gu;
const SYMBOL = /\p{S}/gu;

/**
 * The tokenizers of sacreBLEU 2.6 that need no model, by its names. They look at code points, and normalise nothing.
 *
 * - `13a`, that of mteval-v13a: joins hyphenated lines, replaces four entities and parts ASCII punctuation from words.
 *   Example: `costs $1,234.50 (approx.) -- 10-20%` has the tokens `costs $ 1,234.50 ( approx . ) -- 10 - 20 %`.
 * - `intl`, that of mteval-v14: parts all of Unicode's punctuation and symbols from words, but not a stop from a number at the end.
 * - `zh`: every Chinese character is a token; the rest as in `13a`, without entities. Example: `a–b → 中文。x` has the tokens
 *   `a – b → 中 文 。 x`.
 * - `char`: every code point is a token. `none`: the text is tokenized already.
 */
export const TOKENIZERS = {
  '13a': (text) => {
    const joined = text.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ');
    return splitWords(partStops(partPunctuation(` ${replaceEntities(joined)} `)));
  },
  intl: (text) =>
    splitWords(
      text
        .replace(PUNCTUATION_BEHIND_NO_NUMBER, '$1 $2 ')
        .replace(PUNCTUATION_BEFORE_NO_NUMBER, ' $1 $2')
        .replace(SYMBOL, ' $& '),
    ),
  zh: (text) => splitWords(partStops(partPunctuation(stripStart(text).replace(CHINESE, ' $& ')))),
  char: (text) => Array.from(text).filter((character) => !isSpace(character.codePointAt(0)!)),
  none: splitWords,
} as const satisfies Record<string, Tokenizer>;
