import { nearest } from '../model/nearest.ts';
import { quote } from '../model/quote.ts';

/** What a value of the policy is, in words: `the number 3`, `a list`. */
function name(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (Array.isArray(value)) return value.length > 0 ? 'a list' : 'an empty list';
  if (typeof value === 'object') return Object.keys(value).length > 0 ? 'a map' : 'an empty map';
  return String(value);
}

/** `expected a number, found "high"`; a key that is absent is called missing. */
export function expected(what: string, found: unknown): string {
  return found === undefined ? `missing; expected ${what}` : `expected ${what}, found ${name(found)}`;
}

/** `a, b or c` */
export function either(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** ` Did you mean a or b?` with the names nearest to what was written; the whole choice when none is near. */
export function suggest(written: string, names: readonly string[]): string {
  const near = nearest(written, names);
  if (near.length > 0) return ` Did you mean ${either(near)}?`;
  return names.length > 0 ? ` Known are ${names.join(', ')}.` : '';
}
