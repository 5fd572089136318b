import type { BaselinePolicy, ColumnNames, Gate, Policy, SliceSelector, Suite } from '../model/policy.ts';
import { readShare, readTolerance } from './limits.ts';
import type { Path } from './place.ts';
import type { GateInput, PolicyInput, SuiteInput } from './schema.ts';

/** Where the value at a path was written, for messages: `file:line`. */
type LineOf = (path: Path) => string;
type Defaults = NonNullable<PolicyInput['defaults']>;
type Scalar = string | number | boolean;

/** The policy that a checked input stands for: camelCase names, defaults filled in, numbers in the metric's unit. */
export function buildPolicy(input: PolicyInput, lineOf: LineOf): Policy {
  const { baseline = {}, defaults = {}, suites, privacy } = input;
  return {
    baseline: buildBaseline(baseline),
    suites: suites.map((suite, index) => buildSuite(suite, defaults, ['suites', index], lineOf)),
    idKeyEnv: privacy?.['id-key-env'] ?? null,
  };
}

function buildBaseline(input: NonNullable<PolicyInput['baseline']>): BaselinePolicy {
  return {
    store: input.store ?? null,
    branch: input.branch ?? 'model-gate',
    path: input.path ?? '.model-gate',
    compareWith: input['compare-with'] ?? 'auto',
    maxAgeDays: input['max-age-days'] ?? null,
    maxCommits: input['max-commits'] ?? null,
  };
}

function buildSuite(input: SuiteInput, defaults: Defaults, path: Path, lineOf: LineOf): Suite {
  return {
    name: input.name,
    files: input.files ?? [],
    artifact: input.artifact ?? null,
    format: input.format ?? 'auto',
    task: input.task,
    columns: (input.columns ?? {}) as ColumnNames,
    positiveLabel: labelText(input['positive-label']),
    maxMissing: readShare(input['max-missing'] ?? 0),
    expectedRows: input['expected-rows'] ?? null,
    expectedShards: input['expected-shards'] ?? null,
    slices: (input.slices ?? []).map((columns) => [columns].flat()),
    metrics: (input.metrics ?? []).map((use) =>
      typeof use === 'string'
        ? { metric: use, label: null, across: null }
        : { metric: use.metric, label: labelText(use.label), across: null },
    ),
    costs: null,
    gates: (input.gates ?? []).map((gate, index) => buildGate(gate, defaults, lineOf([...path, 'gates', index]))),
    where: lineOf(path),
  };
}

function buildGate(input: GateInput, defaults: Defaults, where: string): Gate {
  const { 'max-drop': maxDrop, 'max-rise': maxRise } = input;
  return {
    metric: input.metric,
    label: labelText(input.label),
    across: null,
    select: buildSelector(input.slice),
    min: input.min ?? null,
    max: input.max ?? null,
    maxDrop: maxDrop === undefined ? null : readTolerance(maxDrop),
    maxRise: maxRise === undefined ? null : readTolerance(maxRise),
    level: input.level ?? defaults.level ?? 'fail',
    whenUnsure: input['when-unsure'] ?? defaults['when-unsure'] ?? 'warn',
    where,
  };
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
