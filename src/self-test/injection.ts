import type { Dataset } from '../model/dataset.ts';

/** A way to make evidence worse, by degrees. */
export interface Injection {
  /** The strongest; 1 is the weakest. Stronger ones change what weaker ones do, and more. */
  readonly strengths: number;
  readonly apply: (strength: number) => Dataset;
  /** What was done, as a plain clause. */
  readonly describe: (strength: number) => string;
}

/** A dataset, and the rows of it that may be changed, in the order in which they are. */
export interface Scope {
  readonly dataset: Dataset;
  readonly rows: Int32Array;
}

/** `1 example`, `3 examples` */
export function examples(n: number): string {
  return `${n} example${n === 1 ? '' : 's'}`;
}
