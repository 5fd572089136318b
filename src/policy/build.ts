import type { Costs } from '../model/metric.ts';
import type { BaselinePolicy, ColumnNames, Gate, Placed, Policy, SliceSelector, Suite } from '../model/policy.ts';
import { buildAlerts } from './alert-schema.ts';
import { buildHistory } from './history.ts';
import { readShare, readTolerance } from './limits.ts';
import { keyPath, type Path } from './place.ts';
import type { GateInput, PolicyInput, SuiteInput } from './schema.ts';

/** Where the value at a path was written. */
type PlaceOf = (path: Path) => Placed;
type Defaults = NonNullable<PolicyInput['defaults']>;
type Scalar = string | number | boolean;

/** The policy that a checked input stands for: camelCase names, defaults filled in, numbers in the metric's unit. */
export function buildPolicy(input: PolicyInput, placeOf: PlaceOf): Policy {
  const { baseline = {}, defaults = {}, suites, alerts, privacy } = input;
  return {
    baseline: buildBaseline(baseline),
    suites: suites.map((suite, index) => buildSuite(suite, defaults, ['suites', index], placeOf)),
    alerts: buildAlerts(alerts),
    idKeyEnv: privacy?.['id-key-env'] ?? null,
  };
}

function buildBaseline(input: NonNullable<PolicyInput['baseline']>): BaselinePolicy {
  return {
    store: input.store ?? null,
    branch: input.branch ?? 'model-gate',
    path: input.path ?? '.model-gate',
    compareWith: input['compare-with'] ?? 'auto',
    anchor: input.anchor ?? null,
    maxAgeDays: input['max-age-days'] ?? null,
    maxCommits: input['max-commits'] ?? null,
  };
}

function buildSuite(input: SuiteInput, defaults: Defaults, path: Path, placeOf: PlaceOf): Suite {
  return {
    name: input.name,
    files: input.files ?? [],
    artifact: input.artifact ?? null,
    ...(input['affected-by'] === undefined ? {} : { affectedBy: input['affected-by'] }),
    format: input.format ?? 'auto',
    task: input.task,
    columns: (input.columns ?? {}) as ColumnNames,
    positiveLabel: labelText(input['positive-label']),
    maxMissing: readShare(input['max-missing'] ?? 0),
    expectedRows: input['expected-rows'] ?? null,
    expectedShards: input['expected-shards'] ?? null,
    slices: (input.slices ?? []).map((columns) => [columns].flat()),
    ...(input['discover-slices'] ? { discoverSlices: true } : {}),
    metrics: (input.metrics ?? []).map((use, index) => {
      const place = placeOf([...path, 'metrics', index]);
      return typeof use === 'string'
        ? { metric: use, label: null, across: null, ...place }
        : { metric: use.metric, label: labelText(use.label), across: use.across ?? null, ...place };
    }),
    costs: input.costs === undefined ? null : buildCosts(input.costs),
    gates: (input.gates ?? []).map((gate, index) => buildGate(gate, defaults, placeOf([...path, 'gates', index]))),
    lines: linesOf(input, path, placeOf),
    ...placeOf(path),
  };
}

/** `file:line` of the files, columns and slices of a suite. */
function linesOf(input: SuiteInput, path: Path, placeOf: PlaceOf): Record<string, string> {
  const { columns = {}, slices = [] } = input;
  const inner: Path[] = [
    ...['files', 'artifact'].filter((key) => key in input).map((key) => [key]),
    ...Object.keys(columns).map((role) => ['columns', role]),
    ...slices.map((_, index) => ['slices', index]),
  ];
  return Object.fromEntries(inner.map((steps) => [keyPath(steps), placeOf([...path, ...steps]).where]));
}

function buildGate(input: GateInput, defaults: Defaults, place: Placed): Gate {
  const { 'max-drop': maxDrop, 'max-rise': maxRise, 'from-history': fromHistory } = input;
  return {
    metric: input.metric,
    label: labelText(input.label),
    across: input.across ?? null,
    select: buildSelector(input.slice),
    min: input.min ?? null,
    max: input.max ?? null,
    maxDrop: maxDrop === undefined ? null : readTolerance(maxDrop),
    maxRise: maxRise === undefined ? null : readTolerance(maxRise),
    against: input.baseline ?? 'baseline',
    ...(fromHistory === undefined ? {} : { fromHistory: buildHistory(fromHistory) }),
    level: input.level ?? defaults.level ?? 'fail',
    whenUnsure: input['when-unsure'] ?? defaults['when-unsure'] ?? 'warn',
    method: input.method ?? defaults.method ?? 'frequentist',
    ...place,
  };
}

function buildCosts(costs: NonNullable<SuiteInput['costs']>): Costs {
  const { 'false-negative': falseNegative, 'false-positive': falsePositive } = costs;
  if (typeof falseNegative === 'number' && typeof falsePositive === 'number') {
    return { kind: 'binary', falseNegative, falsePositive };
  }
  const rows = Object.entries(costs as Readonly<Record<string, Readonly<Record<string, number>>>>);
  return { kind: 'matrix', of: new Map(rows.map(([label, row]) => [label, new Map(Object.entries(row))])) };
}

function buildSelector(slice: GateInput['slice']): SliceSelector {
  if (slice === undefined) return { kind: 'all' };
  if (typeof slice === 'string') return { kind: 'each', columns: [slice] };
  if (Array.isArray(slice)) return { kind: 'each', columns: slice };
  const entries = Object.entries(slice).map(([column, value]) => [column, canonicalText(value)]);
  return { kind: 'one', slice: Object.fromEntries(entries) };
}

function labelText(label: Scalar | undefined): string | null {
  return label === undefined ? null : canonicalText(label);
}

/** The name of a class or group that YAML read as another type: 1 and 1.0 are `1`, true is `true`. */
function canonicalText(value: Scalar): string {
  return String(value);
}
