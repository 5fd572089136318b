/**
 * The stem of an English word by Porter's algorithm as NLTK runs it (mode NLTK_EXTENSIONS, its default, which rouge-score uses). It differs
 * from the published algorithm in a dozen irregular words, in words of one or two letters (their own stems), in `ies` and `ied` of four
 * letters (dies: die), in y (happy: happi, but enjoy stays), in short stems that get an e (ours: our), and in the suffixes bli, alli, fulli, logi.
 *
 * `word` is in lower case. Characters that are no letters, such as digits, count as consonants. Time O(length).
 *
 * Example: running, happily, relational and generalizations have the stems run, happili, relat and gener.
 * Sources: Porter, "An algorithm for suffix stripping", Program 14 (1980); NLTK 3.10 `PorterStemmer`.
 */
export function stem(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  return word.length <= 2 ? word : STEPS.reduce((stemmed, step) => step(stemmed), word);
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['innings', 'inning'],
  ['outings', 'outing'],
  ['cannings', 'canning'],
  ...['sky', 'news', 'inning', 'outing', 'canning', 'howe', 'proceed', 'exceed', 'succeed'].map(
    (word): [string, string] => [word, word],
  ),
]);

/** A suffix and what takes its place. Of several that fit, the first in a list decides, even when it may not be replaced. */
type Suffix = readonly [suffix: string, replacement: string];

const DERIVED: readonly Suffix[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['fulli', 'ful'],
];

const QUALIFYING: readonly Suffix[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

const FINAL: readonly Suffix[] = [
  ...['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent', 'ion', 'ou', 'ism', 'ate'],
  ...['iti', 'ous', 'ive', 'ize'],
].map((suffix) => [suffix, '']);

const STEPS: readonly ((word: string) => string)[] = [
  dropPlural,
  dropPastAndParticiple,
  turnFinalY,
  shortenDerived,
  (word) => replaceSuffix(word, QUALIFYING, (rest) => measure(rest) > 0),
  (word) => replaceSuffix(word, FINAL, (rest, suffix) => measure(rest) > 1 && (suffix !== 'ion' || /[st]$/.test(rest))),
  dropFinalE,
  (word) => (word.endsWith('ll') && measure(word.slice(0, -1)) > 1 ? word.slice(0, -1) : word),
];

function dropPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.slice(0, word.length === 4 ? -1 : -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function dropPastAndParticiple(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, word.length === 4 ? -1 : -2);
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find((ending) => word.endsWith(ending));
  if (suffix === undefined) return word;
  const rest = word.slice(0, -suffix.length);
  return hasVowel(rest) ? repairEnd(rest) : word;
}

/** What a word that lost its ed or ing ends in: hopp(ing) in one p, fil(ing) and siz(ed) in an e. */
function repairEnd(rest: string): string {
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  const consonants = consonantsOf(rest);
  if (rest.length > 1 && rest.at(-1) === rest.at(-2) && consonants.at(-1)) {
    return /[lsz]$/.test(rest) ? rest : rest.slice(0, -1);
  }
  return measure(rest) === 1 && isShort(rest) ? `${rest}e` : rest;
}

function turnFinalY(word: string): string {
  const rest = word.slice(0, -1);
  return word.endsWith('y') && rest.length > 1 && consonantsOf(rest).at(-1) ? `${rest}i` : word;
}

function shortenDerived(word: string): string {
  if (word.endsWith('alli') && measure(word.slice(0, -4)) > 0) return shortenDerived(word.slice(0, -2));
  if (word.endsWith('logi')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  return replaceSuffix(word, DERIVED, (rest) => measure(rest) > 0);
}

function dropFinalE(word: string): string {
  if (!word.endsWith('e')) return word;
  const rest = word.slice(0, -1);
  const size = measure(rest);
  return size > 1 || (size === 1 && !isShort(rest)) ? rest : word;
}

function replaceSuffix(
  word: string,
  suffixes: readonly Suffix[],
  isAllowed: (rest: string, suffix: string) => boolean,
): string {
  const found = suffixes.find(([suffix]) => word.endsWith(suffix));
  if (found === undefined) return word;
  const rest = word.slice(0, word.length - found[0].length);
  return isAllowed(rest, found[0]) ? rest + found[1] : word;
}

/** Whether each letter is a consonant. A y is one at the start and after a vowel. */
function consonantsOf(word: string): boolean[] {
  const consonants: boolean[] = [];
  for (let i = 0; i < word.length; i++) {
    consonants.push(word[i] === 'y' ? i === 0 || !consonants[i - 1]! : !'aeiou'.includes(word[i]!));
  }
  return consonants;
}

/** How often a consonant follows a vowel: Porter's m. */
function measure(word: string): number {
  const consonants = consonantsOf(word);
  let changes = 0;
  for (let i = 1; i < consonants.length; i++) if (consonants[i] && !consonants[i - 1]) changes++;
  return changes;
}

function hasVowel(word: string): boolean {
  return consonantsOf(word).includes(false);
}

/** Whether it ends in consonant, vowel and consonant, the last of which is not w, x or y; or is a vowel and a consonant alone. */
function isShort(word: string): boolean {
  const [last, middle, first] = consonantsOf(word).reverse();
  if (word.length === 2) return last! && !middle;
  return word.length > 2 && last! && !middle && first! && !/[wxy]$/.test(word);
}
