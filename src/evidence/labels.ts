const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const TRUTHS: ReadonlyMap<string, string> = new Map(
  ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((text) => [text, text.toLowerCase()]),
);

/**
 * The class that a label names, whatever program wrote it: `1.0`, `1` and the JSON number 1 are `1`, `-0` is `0`,
 * `True` and `TRUE` are `true`. A number is made plain digit by digit, so that long ones stay exact; one with leading
 * zeros (`01`), a sign `+` or an exponent is a text like any other, and so is one with spaces around it.
 */
export function canonicalLabel(text: string): string {
  const truth = TRUTHS.get(text);
  if (truth !== undefined) return truth;
  if (!PLAIN_NUMBER.test(text)) return text;
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return plain === '-0' ? '0' : plain;
}

interface LabelReading {
  readonly canonical: (text: string) => string;
  /** true and false were read as 1 and 0. */
  readonly unified: boolean;
}

/** Reads `true` as `1` and `false` as `0` when the texts are of both kinds and of no other. */
export function readLabels(texts: readonly string[]): LabelReading {
  const classes = new Set(texts.map(canonicalLabel));
  const digits = classes.has('0') || classes.has('1');
  const truths = classes.has('true') || classes.has('false');
  const unified = digits && truths && [...classes].every((name) => ['0', '1', 'true', 'false'].includes(name));
  if (!unified) return { canonical: canonicalLabel, unified };
  const asDigit: Readonly<Record<string, string>> = { true: '1', false: '0', 1: '1', 0: '0' };
  return { canonical: (text) => asDigit[canonicalLabel(text)] ?? canonicalLabel(text), unified };
}
