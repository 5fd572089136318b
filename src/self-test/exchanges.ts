import { everyRow, takeAnswers } from './answers.ts';
import { examples, type Injection, type Scope } from './injection.ts';

/** Rows of different classes exchange their answers, pair by pair. null where no two classes are. */
export function exchangeClasses(scope: Scope): Injection | null {
  const { dataset } = scope;
  const pairs = pairsOfClasses(scope);
  if (pairs.length === 0) return null;
  return {
    strengths: pairs.length,
    describe: (k) => `the answers of ${2 * k} examples of different classes exchanged`,
    apply: (k) => {
      const source = everyRow(dataset.rows);
      for (const [a, b] of pairs.slice(0, k)) [source[a], source[b]] = [b, a];
      return takeAnswers(dataset, source);
    },
  };
}

/** Rows hand their answers on in a ring. null for a single row. */
export function rotate({ dataset, rows }: Scope): Injection | null {
  if (rows.length < 2) return null;
  return {
    strengths: rows.length - 1,
    describe: (k) => `the answers of ${k + 1} examples exchanged`,
    apply: (k) => {
      const source = everyRow(dataset.rows);
      for (let i = 0; i <= k; i++) source[rows[i]!] = rows[i === k ? 0 : i + 1]!;
      return takeAnswers(dataset, source);
    },
  };
}

/** Rows get the answers of `models`, which these take in turn. null when there are no others. */
export function copy({ dataset, rows }: Scope, models: Int32Array, what: string): Injection | null {
  const isModel = new Set(models);
  const others = rows.filter((row) => !isModel.has(row));
  if (others.length === 0 || models.length === 0) return null;
  return {
    strengths: others.length,
    describe: (k) => `${examples(k)} answered as ${what}`,
    apply: (k) => {
      const source = everyRow(dataset.rows);
      for (let i = 0; i < k; i++) source[others[i]!] = models[i % models.length]!;
      return takeAnswers(dataset, source);
    },
  };
}

/**
 * As many pairs of rows of different classes as there are, in the order of the rows. Class by class, each row of the first half meets the one
 * that is half of all rows further on: of the same class only where that is more than half of them.
 */
function pairsOfClasses({ dataset: { label }, rows }: Scope): readonly (readonly [number, number])[] {
  if (label === null) return [];
  const place = new Map(Array.from(rows, (row, i) => [row, i]));
  const byClass = Array.from(rows)
    .filter((row) => label[row]! >= 0)
    .sort((a, b) => label[a]! - label[b]! || place.get(a)! - place.get(b)!);
  const half = Math.ceil(byClass.length / 2);
  return byClass
    .slice(half)
    .map((row, i) => [byClass[i]!, row] as const)
    .filter(([a, b]) => label[a] !== label[b])
    .sort(([a], [b]) => place.get(a)! - place.get(b)!);
}
