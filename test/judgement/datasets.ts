import { createMeter, type Meter } from '../../src/judgement/meter.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import type { Subject } from '../../src/model/measurement.ts';
import type { Pairs } from '../../src/model/pairs.ts';
import type { Gate, Suite } from '../../src/model/policy.ts';

/** A dataset of a binary task over the classes no (0) and yes (1), from plain arrays. */
export function binary(columns: {
  readonly label: readonly number[];
  readonly prediction?: readonly number[];
  readonly score?: readonly number[];
  readonly count?: readonly number[];
  readonly weight?: readonly number[];
  readonly cluster?: readonly number[];
  readonly slice?: readonly string[];
}): Dataset {
  const { label, prediction, score, count, weight, cluster, slice } = columns;
  const names = [...new Set(slice ?? [])].sort();
  return {
    ...NO_COLUMNS,
    rows: label.length,
    classes: ['no', 'yes'],
    label: Int32Array.from(label),
    prediction: prediction ? Int32Array.from(prediction) : null,
    scores: score ? [{ className: null, values: Float64Array.from(score) }] : [],
    count: count ? Float64Array.from(count) : null,
    weight: weight ? Float64Array.from(weight) : null,
    cluster: cluster ? Int32Array.from(cluster) : null,
    slices: new Map(slice ? [['slice', { codes: Int32Array.from(slice, (s) => names.indexOf(s)), names }]] : []),
  };
}

/** Four rows that stand for n11 examples that both models get right, b that only the baseline does, c only the candidate, n00 neither. */
export function mcnemar(n11: number, b: number, c: number, n00: number): readonly [Meter, Meter] {
  const side = (prediction: readonly number[]) =>
    meter(binary({ label: [1, 1, 1, 1], prediction, count: [n11, b, c, n00] }));
  return [side([1, 0, 1, 0]), side([1, 1, 0, 0])];
}

export function meter(dataset: Dataset, task: Suite['task'] = 'binary'): Meter {
  return createMeter(dataset, { task, positiveLabel: 'yes', costs: null, seed: 1 });
}

/** Every row of one side is the same row of the other. */
export function sameRows(rows: number): Pairs {
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  return { candidate: all, baseline: all };
}

export function subject(metric: string): Subject {
  return { metric, label: null, slice: null, across: null };
}

export function gate(rules: Partial<Gate> & Pick<Gate, 'metric'>): Gate {
  return {
    label: null,
    across: null,
    select: { kind: 'all' },
    min: null,
    max: null,
    maxDrop: null,
    maxRise: null,
    level: 'fail',
    whenUnsure: 'warn',
    against: 'baseline',
    method: 'frequentist',
    where: 'policy.yml:1',
    key: 'suites[0].gates[0]',
    ...rules,
  };
}

export function drop(amount: number): Gate['maxDrop'] {
  return { amount, relative: false, text: String(amount) };
}

export function suite(gates: readonly Gate[], rest: Partial<Suite> = {}): Suite {
  return {
    name: 'suite',
    files: ['*.csv'],
    artifact: null,
    format: 'auto',
    task: 'binary',
    columns: {},
    positiveLabel: 'yes',
    maxMissing: { amount: 0, relative: false },
    expectedRows: null,
    expectedShards: null,
    slices: [],
    metrics: [],
    costs: null,
    gates,
    where: 'policy.yml:1',
    key: 'suites[0]',
    lines: {},
    ...rest,
  };
}
