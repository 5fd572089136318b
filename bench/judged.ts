import { compare } from '../src/judgement/compare.ts';
import type { GateFacts } from '../src/judgement/facts.ts';
import { judge } from '../src/judgement/judge.ts';
import { measure } from '../src/judgement/measure.ts';
import { createMeter } from '../src/judgement/meter.ts';
import type { Dataset } from '../src/model/dataset.ts';
import type { Slice } from '../src/model/measurement.ts';
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

/** A `max-drop` of a metric that is better when it is higher. */
export interface Drop {
  readonly metric: string;
  readonly amount: number;
  readonly slice?: Slice;
  readonly method?: Gate['method'];
}

type Sides = readonly [candidate: Dataset, baseline: Dataset];

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
const FOUND = { kind: 'found', stale: null, changed: null, confounded: {} } as const;
const GATE: Omit<Gate, 'metric'> = {
  ...PLACE,
  select: { kind: 'all' },
  min: null,
  max: null,
  maxDrop: null,
  maxRise: null,
  level: 'fail',
  whenUnsure: 'warn',
  method: 'frequentist',
  against: 'baseline',
};

/** What the product says of a whole check: one suite an entry, rows paired by position, all gates one family. */
export function judgeCheck(
  suites: readonly { readonly sides: Sides; readonly drops: readonly Drop[] }[],
): readonly Judgement[] {
  const facts = suites.map(({ sides, drops }) => {
    const [own, other] = metersOf(sides, 'binary');
    const pairs = rowByRow(sides[0]);
    const gates = drops.map(({ metric, amount, slice = null, method = 'frequentist' }): GateFacts => {
      const subject = { metric, label: null, slice, across: null };
      const gate = { ...GATE, metric, method, maxDrop: { amount, relative: false, text: `${amount}` } };
      const comparison = compare(own, other, pairs, subject);
      return factsOf(gate, { ...subject, measurement: measure(own, subject), comparison });
    });
    return suiteFacts('binary', sides[0], gates);
  });
  return judge(facts).flat();
}

/** What the product says of a candidate under one `max-drop` or `max-rise`; null where the metric has no value on either side. */
export function judgeOne({ metric, task, amount, relative, unpaired }: Rule, sides: Sides): Judgement | null {
  const [own, other] = metersOf(sides, task);
  const isLower = own.metric(metric).direction === 'lower';
  const tolerance = { amount, relative, text: `${amount}` };
  const gate: Gate = {
    ...GATE,
    metric,
    maxDrop: isLower ? null : tolerance,
    maxRise: isLower ? tolerance : null,
  };
  const subject = { metric, label: null, slice: null, across: null };
  const measurement = measure(own, subject);
  const comparison = compare(own, other, unpaired ? null : rowByRow(sides[0]), subject);
  if (measurement.value === null || measurement.reason !== null || comparison.reason !== null) return null;
  return judge([suiteFacts(task, sides[0], [factsOf(gate, { ...subject, measurement, comparison })])])[0]![0]!;
}

function metersOf(sides: Sides, task: Task) {
  const terms = { task, positiveLabel: 'c1', costs: null, seed: 1 };
  return sides.map((side) => createMeter(side, terms)) as [
    ReturnType<typeof createMeter>,
    ReturnType<typeof createMeter>,
  ];
}

function rowByRow({ rows }: Dataset) {
  const same = Int32Array.from({ length: rows }, (_, i) => i);
  return { candidate: same, baseline: same };
}

function factsOf(
  gate: Gate,
  rest: Pick<GateFacts, 'metric' | 'label' | 'slice' | 'across' | 'measurement' | 'comparison'>,
): GateFacts {
  return { ...rest, gate, reference: FOUND, compares: null, isJudged: false, signatureChanged: false };
}

function suiteFacts(task: Task, { rows, count }: Dataset, gates: readonly GateFacts[]) {
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
  const n = count === null ? rows : count.reduce((sum, each) => sum + each, 0);
  return { suite, rows, files: 1, n, missing: 0, baseline: FOUND, gates };
}
