import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/catalogue.ts';
import type { Costs, Example, Metric, Task } from '../../src/model/metric.ts';
import { check, lines } from '../gate/run-gate.ts';

/** The task in which an example makes sense: with more than two labels it is not binary. */
function taskOf({ tasks }: Metric, { rows }: Example): Task {
  const labels = new Set(rows.map(({ label }) => label));
  return tasks.includes('multiclass') && labels.size > 2 ? 'multiclass' : tasks[0]!;
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
  it.each(METRICS.map((metric) => [metric.name, metric] as const))('of %s', async (name, metric) => {
    const example = metric.example!;
    const { rows, baseline, positive, across, costs, value } = example;
    const task = taskOf(metric, example);
    const use = JSON.stringify({ metric: name, ...(positive && { label: positive }), ...(across && { across }) });
    const suite = `task: ${task}\n${costsText(costs)}metrics: [${use}]`;
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
    for (const { name, definition, source, signature } of METRICS) {
      expect(definition, name).toMatch(/[.!]$/);
      expect(source.length, name).toBeGreaterThan(3);
      expect(signature.startsWith(name), name).toBe(true);
    }
  });
});
