import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { stem } from '../../src/metrics/generation/porter-stemmer.ts';
import type { Quantity } from '../../src/model/dataset.ts';
import { datasetOf, digested, type Given, measure, metricOf } from './generation-rows.ts';

type Numbers = readonly (number | null)[];
type Values = Readonly<Record<string, number | null | readonly (readonly [number, number])[]>>;

/** Written by tools/oracle/generation.py. */
interface Golden {
  readonly texts: readonly {
    readonly rows: readonly (readonly [string | null, readonly (string | null)[]])[];
    readonly weight: readonly number[] | null;
    readonly values: Values;
  }[];
  readonly runs: readonly {
    readonly id: readonly string[];
    readonly passed: Numbers | null;
    readonly prediction: readonly (string | null)[];
    readonly label: readonly (string | null)[];
    readonly weight: readonly number[] | null;
    readonly values: Values;
  }[];
  readonly outcomes: readonly {
    readonly columns: Readonly<Partial<Record<Quantity, Numbers>>> & { readonly nll: Numbers };
    readonly weight: readonly number[] | null;
    readonly values: Values;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/generation.json', import.meta.url), 'utf8'));

const texts = golden.texts.map(({ rows, weight, values }) => ({
  given: datasetOf({ rows: rows.length, texts: rows, weight }),
  values,
}));
const runs = golden.runs.map(({ id, passed, prediction, label, weight, values }) => ({
  given: datasetOf({ rows: id.length, id, quantities: passed ? { passed } : {}, prediction, label, weight }),
  values,
}));
const outcomes = golden.outcomes.map(({ columns, weight, values }) => ({
  given: datasetOf({ rows: columns.nll.length, quantities: columns, weight }),
  values,
}));
const sets = [...texts, ...runs, ...outcomes];
const namesIn = (list: readonly { values: Values }[]) =>
  [...new Set(list.flatMap(({ values }) => Object.keys(values)))].filter((name) => !name.endsWith(' pairs')).sort();

function expectEqual(name: string, given: Given, expected: number | null, where: string, tolerance: number) {
  const { value, reason } = measure(name, given);
  const message = `${name} of ${where}: ${value} (${reason}), expected ${expected}`;
  if (value === null || expected === null) {
    expect(value, message).toBe(expected);
    expect(reason, message).not.toBeNull();
  } else expect(Math.abs(value - expected), message).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe('the oracles', () => {
  it('are asked often about every metric, option and kind of evidence', () => {
    expect(sets.length).toBeGreaterThanOrEqual(500);
    const rouge = namesIn(texts).filter((name) => name.startsWith('rouge'));
    expect(rouge).toHaveLength(11 * 2 * 3);
    for (const name of namesIn(sets).filter((each) => !each.startsWith('pass'))) {
      const asked = sets.filter(({ values }) => typeof values[name] === 'number').length;
      expect(asked, name).toBeGreaterThan(name.startsWith('rouge') ? 15 : 70);
    }
    for (const family of ['pass@', 'pass^']) {
      expect(runs.filter(({ values }) => Object.keys(values).some((name) => name.startsWith(family))).length).toBe(80);
    }
  });

  it.each(namesIn(sets))('give the same %s', (name) => {
    const tolerance = name === 'perplexity' ? 1e-9 : 1e-12;
    for (const [index, { given, values }] of sets.entries()) {
      if (name in values) expectEqual(name, given, values[name] as number | null, `set ${index}`, tolerance);
    }
  });

  it.each(['wer', 'cer'])('count the same edits and lengths of %s', (name) => {
    for (const { given, values } of texts) {
      const metric = metricOf(name);
      const { values: vectors } = digested(given, metric).vectors.get(metric.digest!.key)!;
      expect([...vectors].filter((x) => !Number.isNaN(x))).toEqual(
        (values[`${name} pairs`] as readonly (readonly [number, number])[]).flat(),
      );
    }
  });
});

it('stems 20 000 words as NLTK does', () => {
  const packed = readFileSync(new URL('./golden/generation-porter.txt.gz', import.meta.url));
  const lines = gunzipSync(packed).toString('utf8').slice(0, -1).split('\n');
  expect(lines.length).toBeGreaterThan(20_000);
  const wrong = lines.flatMap((line) => {
    const [word, kept, added] = line.split(' ') as [string, string, string];
    const expected = word.slice(0, Number(kept)) + added;
    return stem(word) === expected ? [] : [`${word}: ${stem(word)}, expected ${expected}`];
  });
  expect(wrong).toEqual([]);
});
