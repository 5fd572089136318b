import { quote } from '../model/quote.ts';

/** Keys and list positions that lead from the top of the policy to a value. */
export type Path = readonly PropertyKey[];

/** Where a value of the policy was written. */
export interface Place {
  /** The key path: `suites[0].gates[1].metric`. */
  readonly key: string;
  /** `file:line:column`, or `input gates:2`. */
  readonly where: string;
  /** `where` without the column. */
  readonly line: string;
  /** Orders places from top to bottom. */
  readonly rank: number;
}

/** Adds a problem to the list, found at a path. */
export type Report = (path: Path, message: string) => void;

/** `suites[0].gates[1].metric`; keys that are not plain words are quoted. */
export function keyPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`;
    else text += `[${quote(String(step))}]`;
  }
  return text;
}
