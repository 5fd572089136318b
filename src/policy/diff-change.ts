import { quote } from '../model/quote.ts';
import type { PolicyChange } from '../model/report.ts';

/** One difference; the text goes on after "This change". */
export type Change = PolicyChange;

interface Amount {
  readonly amount: number;
  readonly relative: boolean;
  readonly text: string;
}

const change = (kind: Change['kind'], what: string, from: string, to: string): readonly Change[] => [
  { kind, text: `${kind} ${what}: ${from} → ${to}` },
];

/** A number of which the `strict` side judges more strictly; null: there is no such rule. */
export function numberChange(
  what: string,
  from: number | null,
  to: number | null,
  strict: 'higher' | 'lower',
): readonly Change[] {
  const amount = (x: number | null) => (x === null ? null : { amount: x, relative: false, text: String(x) });
  return amountChange(what, amount(from), amount(to), strict);
}

/** The same of amounts that may be shares: two of different units cannot be told apart, but for nothing at all. */
export function amountChange(
  what: string,
  from: Amount | null,
  to: Amount | null,
  strict: 'higher' | 'lower',
): readonly Change[] {
  if (from === null || to === null) return keptChange(what, from?.text ?? null, to?.text ?? null);
  if (from.amount === to.amount && (from.relative === to.relative || from.amount === 0)) return [];
  if (from.relative !== to.relative && from.amount !== 0 && to.amount !== 0) {
    return change('changes', what, from.text, to.text);
  }
  const isStricter = strict === 'higher' ? to.amount > from.amount : to.amount < from.amount;
  return change(isStricter ? 'tightens' : 'relaxes', what, from.text, to.text);
}

/** A rule that is there or not: without it less is judged. */
export function keptChange(what: string, from: number | string | null, to: number | string | null): readonly Change[] {
  if (from === to) return [];
  if (from === null) return change('tightens', what, 'none', String(to));
  if (to === null) return change('relaxes', what, String(from), 'none');
  return change('changes', what, String(from), String(to));
}

/** A choice among words, from the mildest to the strictest. */
export function choiceChange<T extends string>(
  what: string,
  from: T,
  to: T,
  mildestFirst: readonly T[],
): readonly Change[] {
  if (from === to) return [];
  const kind = mildestFirst.indexOf(to) < mildestFirst.indexOf(from) ? 'relaxes' : 'tightens';
  return change(kind, what, from, to);
}

/** What is neither stricter nor milder. Long values are not shown. */
export function otherChange(what: string, from: unknown, to: unknown): readonly Change[] {
  const [before, after] = [scalarText(from), scalarText(to)];
  if (before === after) return [];
  const shown = (text: string) => (text === '' ? 'none' : text.startsWith('"') ? quote(JSON.parse(text)) : quote(text));
  return before.length + after.length > 100
    ? [{ kind: 'changes', text: `changes ${what}` }]
    : change('changes', what, shown(before), shown(after));
}

/** Any value of a policy as text: equal values give equal texts, and what is absent an empty one. */
export function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return JSON.stringify(value, (key, inner) => {
    if (key === 'where' || key === 'key') return undefined;
    return inner instanceof Map ? [...inner] : inner;
  });
}
