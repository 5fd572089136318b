import { compare } from '../src/judgement/compare.ts';
import { judge } from '../src/judgement/judge.ts';
import { measure } from '../src/judgement/measure.ts';
import { createMeter } from '../src/judgement/meter.ts';
import type { Dataset } from '../src/model/dataset.ts';
import type { Task } from '../src/model/metric.ts';
import type { Gate, Suite } from '../src/model/policy.ts';
import type { Judgement } from '../src/model/verdict.ts';

/** One gate on one metric. */
export interface Rule {
  readonly metric: string;
  readonly task: Task;
  readonly amount: number;
  readonly relative: boolean;
  readonly unpaired: boolean;
}

const NOTHING = {
  files: [],
  artifact: null,
  format: 'auto',
  columns: {},
  metrics: [],
  costs: null,
  slices: [],
  gates: [],
  lines: {},
};
const PLACE = { where: 'bench', key: '', label: null, across: null };

/** What the product says of a candidate under one `max-drop` or `max-rise`; null where the metric has no value on either side. */
export function judgeOne(
  { metric, task, amount, relative, unpaired }: Rule,
  [candidate, baseline]: readonly [Dataset, Dataset],
): Judgement | null {
  const terms = { task, positiveLabel: 'c1', costs: null, seed: 1 };
  const [own, other] = [createMeter(candidate, terms), createMeter(baseline, terms)];
  const isLower = own.metric(metric).direction === 'lower';
  const tolerance = { amount, relative, text: `${amount}` };
  const gate: Gate = {
    ...PLACE,
    metric,
    select: { kind: 'all' },
    min: null,
    max: null,
    level: 'fail',
    whenUnsure: 'warn',
    against: 'baseline',
    maxDrop: isLower ? null : tolerance,
    maxRise: isLower ? tolerance : null,
  };
  const rows = Int32Array.from({ length: candidate.rows }, (_, i) => i);
  const subject = { metric, label: null, slice: null, across: null };
  const measurement = measure(own, subject);
  const comparison = compare(own, other, unpaired ? null : { candidate: rows, baseline: rows }, subject);
  if (measurement.value === null || measurement.reason !== null || comparison.reason !== null) return null;
  const n = candidate.rows;
  const suite: Suite = {
    ...NOTHING,
    ...PLACE,
    name: 'bench',
    task,
    positiveLabel: 'c1',
    maxMissing: { amount: 0, relative: false },
    expectedRows: null,
    expectedShards: null,
  };
  const found = { kind: 'found', stale: null, changed: null, confounded: {} } as const;
  const facts = {
    ...subject,
    gate,
    reference: found,
    measurement,
    comparison,
    compares: null,
    isJudged: false,
    signatureChanged: false,
  };
  return judge([{ suite, rows: n, files: 1, n, missing: 0, baseline: found, gates: [facts] }])[0]![0]!;
}
