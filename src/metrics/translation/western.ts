/** ASCII punctuation and symbols, but for the apostrophe, comma, hyphen and full stop. */
const PUNCTUATION = /[!-&(-+/:-@[-`{-~]/g;
const STOP_BEHIND_NO_DIGIT = /([^0-9])([.,])/g;
const STOP_BEFORE_NO_DIGIT = /([.,])([^0-9])/g;
const HYPHEN_BEHIND_DIGIT = /([0-9])-/g;

/** The four entities of XML that evaluation texts bear, each replaced once and in this order: `&amp;quot;` becomes `&quot;`. */
export function replaceEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

/** Spaces around ASCII punctuation. */
export function partPunctuation(text: string): string {
  return text.replace(PUNCTUATION, ' $& ');
}

/**
 * Spaces around full stops and commas, unless they stand between digits, and around a hyphen behind a digit. Matches do not overlap, so of
 * three stops in a row not all need come apart in one pass; later passes count on that.
 */
export function partStops(text: string): string {
  return text
    .replace(STOP_BEHIND_NO_DIGIT, '$1 $2 ')
    .replace(STOP_BEFORE_NO_DIGIT, ' $1 $2')
    .replace(HYPHEN_BEHIND_DIGIT, '$1 - ');
}
