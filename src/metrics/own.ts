import { EvidenceError } from '../errors.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Contributions, Metric } from '../model/metric.ts';
import { quote, quoteAll } from '../model/quote.ts';

/**
 * The mean of one of the evidence's own numeric columns (task `scores`). Units: rows that have the number.
 * A column of zeros and ones alone contributes as a proportion, which has the better interval; the mean is the same.
 */
export function ownScore(name: string): Metric {
  return {
    ...UNKNOWN,
    name,
    title: name,
    kind: 'mean',
    tasks: ['scores'],
    signature: `scores:${name}|v1`,
    contribute: (dataset) => {
      const scores = dataset.numbers.get(name);
      if (scores === undefined) throw absent(`numeric column ${quote(name)}`, [...dataset.numbers.keys()]);
      return isBinary(scores)
        ? { kind: 'proportion', hits: Int8Array.from(scores, (score) => (Number.isNaN(score) ? -1 : score)) }
        : { kind: 'mean', scores, range: [null, null] };
    },
  };
}

/** A value that another program computed (task `metrics`), passed on as it is, with its standard error when it has one. */
export function ownScalar(name: string): Metric {
  return {
    ...UNKNOWN,
    name,
    title: name,
    kind: 'scalar',
    tasks: ['metrics'],
    signature: `metrics:${name}|v1`,
    contribute: (dataset: Dataset): Contributions => {
      const scalar = dataset.scalars.get(name);
      if (scalar === undefined) throw absent(`metric ${quote(name)}`, [...dataset.scalars.keys()]);
      return { kind: 'scalar', scalar };
    },
  };
}

const UNKNOWN = {
  direction: null,
  range: [null, null],
  needs: [],
  label: 'no',
  definition: 'A metric of the evidence itself.',
  source: 'the evidence',
  example: null,
} as const;

function isBinary(scores: Float64Array): boolean {
  let seen = false;
  for (const score of scores) {
    if (Number.isNaN(score)) continue;
    if (score !== 0 && score !== 1) return false;
    seen = true;
  }
  return seen;
}

function absent(what: string, names: readonly string[]): EvidenceError {
  return new EvidenceError([{ where: '', message: `The evidence has no ${what}. It has ${quoteAll(names)}.` }]);
}
