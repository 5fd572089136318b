import type { Interval, Slice } from '../model/measurement.ts';
import type { BaselineUse, Flips, MeasurementRow, Report, SliceSearch, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';

/**
 * `report.json`, schema 1 (`schema/report.schema.json`): stable key order, numbers finite or null, two spaces of indentation, a newline at
 * the end. The text can be printed in a workflow: no line of it is a command of the runner.
 */
export function renderJson(report: Report): string {
  const { verdict, commit, createdAt, seed, policyChanges, suites } = report;
  const data = {
    ...{ schema: 1, verdict, commit, created_at: createdAt, seed },
    ...(policyChanges === undefined ? {} : { policy_changes: policyChanges.map(({ kind, text }) => ({ kind, text })) }),
    suites: suites.map(suiteOf),
  };
  // Inside a string, which is the only place for it, this is the same text to every parser.
  return `${JSON.stringify(data, null, 2).replaceAll('##[', '##\\u005b')}\n`;
}

function suiteOf(suite: SuiteReport) {
  return {
    name: suite.name,
    task: suite.task,
    n: finite(suite.n),
    missing: finite(suite.missing),
    evidence: suite.evidence.map(({ path, sha256, format, rows }) => ({ path, sha256, format, rows })),
    baseline: suite.baseline && baselineOf(suite.baseline),
    anchor: suite.anchor && baselineOf(suite.anchor),
    measurements: suite.measurements.map(measurementOf),
    findings: suite.findings.map(findingOf),
    flips: suite.flips && flipsOf(suite.flips),
    ...(suite.sliceSearch === undefined ? {} : { slice_search: searchOf(suite.sliceSearch) }),
  };
}

function baselineOf({ commit, kind, ageDays, pairing, shared }: BaselineUse) {
  return { commit, kind, age_days: finite(ageDays), pairing, shared };
}

function measurementOf(row: MeasurementRow) {
  return {
    metric: row.metric,
    label: row.label,
    slice: sliceOf(row.slice),
    ...acrossOf(row),
    value: finite(row.value),
    reason: row.reason,
    n: finite(row.n),
    direction: row.direction,
    interval: intervalOf(row.interval),
    baseline: finite(row.baseline),
    delta: finite(row.delta),
    delta_interval: intervalOf(row.deltaInterval),
    ...(row.qValue === undefined ? {} : { q_value: finite(row.qValue) }),
    ...(row.signature === undefined ? {} : { signature: row.signature }),
  };
}

function findingOf(finding: Finding) {
  const { bounds } = finding;
  return {
    metric: finding.metric,
    label: finding.label,
    slice: sliceOf(finding.slice),
    ...acrossOf(finding),
    rule: finding.rule,
    limit: finite(finding.limit),
    against: finding.against,
    value: finite(finding.value),
    baseline: finite(finding.baseline),
    delta: finite(finding.delta),
    bounds: bounds && {
      low: finite(bounds.low),
      low_level: bounds.lowLevel,
      high: finite(bounds.high),
      high_level: bounds.highLevel,
    },
    ...(finding.posterior === undefined ? {} : { posterior: finding.posterior }),
    outcome: finding.outcome,
    certainty: finding.certainty,
    reason: finding.reason,
    message: finding.message,
  };
}

function flipsOf({ worse, better, worseCount, betterCount }: Flips) {
  return { worse, better, worse_count: worseCount, better_count: betterCount };
}

function searchOf({ lookedAt, worst }: SliceSearch) {
  return {
    looked_at: lookedAt,
    worst: worst.map(({ metric, label, slice, n, value, baseline, delta, qValue }) => ({
      ...{ metric, label, slice: sliceOf(slice), n: finite(n) },
      ...{ value: finite(value), baseline: finite(baseline), delta: finite(delta), q_value: finite(qValue) },
    })),
  };
}

function intervalOf(interval: Interval | null) {
  if (interval === null) return null;
  const { low, high, level, method } = interval;
  return { low: finite(low), high: finite(high), level, method };
}

/** Only what compares groups has the key. */
function acrossOf({ across }: Pick<MeasurementRow, 'across'>) {
  return across === null ? {} : { across };
}

/** Columns in the order of their names, whatever order they were asked in. */
function sliceOf(slice: Slice | null) {
  return slice && Object.fromEntries(Object.entries(slice).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON has no infinities; a bound that is infinite bounds nothing. */
function finite(x: number | null): number | null {
  return x === null || !Number.isFinite(x) ? null : x;
}
