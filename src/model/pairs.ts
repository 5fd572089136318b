/** Rows of a candidate and a baseline that are the same example: pair i is `candidate[i]` and `baseline[i]`. */
export interface Pairs {
  readonly candidate: Int32Array;
  readonly baseline: Int32Array;
}
