import { describe, expect, it } from 'vitest';
import { allMetrics } from '../../src/metrics/catalogue.ts';
import type { Costs, Example, Metric, Task } from '../../src/model/metric.ts';
import { check, lines } from '../gate/run-gate.ts';

/** The task in which an example makes sense: with other labels than 0 and 1 it is not binary. */
function taskOf({ tasks }: Metric, { rows, baseline = [] }: Example): Task {
  const labels = [...rows, ...baseline].flatMap(({ label, prediction }) => [label ?? 0, prediction ?? 0]);
  return tasks.includes('multiclass') && labels.some((name) => name !== 0 && name !== 1) ? 'multiclass' : tasks[0]!;
}

function costsText(costs: Costs | undefined): string {
  if (costs === undefined) return '';
  if (costs.kind === 'binary') {
    return `costs: { false-negative: ${costs.falseNegative}, false-positive: ${costs.falsePositive} }\n`;
  }
  const rows = [...costs.of].map(([label, row]) => [label, Object.fromEntries(row)]);
  return `costs: ${JSON.stringify(Object.fromEntries(rows))}\n`;
}

describe('the example of the documentation', () => {
  it.each(allMetrics().map((metric) => [metric.name, metric] as const))('of %s', async (name, metric) => {
    const example = metric.example!;
    const { rows, baseline, positive, across, costs, value } = example;
    const task = taskOf(metric, example);
    const use = JSON.stringify({ metric: name, ...(positive && { label: positive }), ...(across && { across }) });
    // A count changes what the numbers mean, so it is read only where the policy says so.
    const columns = 'count' in rows[0]! ? 'columns: { count: count }\n' : '';
    const suite = `task: ${task}\n${columns}${costsText(costs)}metrics: [${use}]`;
    const before = baseline && { files: { 'a.jsonl': lines(baseline) } };
    const report = await check({ suite, files: { 'a.jsonl': lines(rows) }, ...(before && { before }) });
    const measured = report.suite.measurements.find((each) => each.metric === name)!;
    expect(measured.reason).toBeNull();
    expect(Math.abs(measured.value! - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    expect(report.suite.missing).toBe(0);
  });
});

describe('the table', () => {
  it('says what every metric is, where it comes from, and in its own signature', () => {
    for (const { name, definition, source, signature } of allMetrics()) {
      expect(definition, name).toMatch(/[.!]$/);
      expect(source.length, name).toBeGreaterThan(3);
      expect(signature.startsWith(name), name).toBe(true);
    }
  });
});
