import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { TASKS, UNDEFINED_REASONS } from '../../src/model/metric.ts';
import { REASONS } from '../../src/model/verdict.ts';
import { annotations } from '../../src/report/annotations.ts';
import { renderJson } from '../../src/report/json.ts';
import { metricsOutput, summaryCounts } from '../../src/report/outputs.ts';
import { acknowledged } from './acknowledged-fixture.ts';
import { crowded, FIXTURES, failed, finding, hostile, report, row, suite } from './fixtures.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

describe('report.json', () => {
  it.each(Object.entries({ ...FIXTURES, acknowledged }))('of %s obeys the schema', (_, any) => {
    validate(JSON.parse(renderJson(any)));
    expect(validate.errors).toBeNull();
  });

  it('has a schema that is strict', () => {
    const data = JSON.parse(renderJson(failed));
    data.suites[0].findings[0].more = 1;
    data.verdict = 'maybe';
    expect(validate(data)).toBe(false);
    expect(validate.errors).toHaveLength(2);
  });

  it('names every task and reason', () => {
    expect(schema.$defs.suite.properties.task.enum).toEqual([...TASKS]);
    expect(schema.$defs.finding.properties.reason.enum).toEqual(Object.keys(REASONS));
    expect(schema.$defs.measurement.properties.reason.enum).toEqual([...UNDEFINED_REASONS, null]);
  });

  it('has finite numbers or null, and no signed zero', () => {
    const odd = report('pass', [
      suite({
        measurements: [
          row({
            metric: 'm',
            value: Number.NaN,
            delta: -0,
            interval: { low: Number.NEGATIVE_INFINITY, high: 1, level: 0.95, method: 'x' },
          }),
        ],
      }),
    ]);
    const text = renderJson(odd);
    const [measurement] = JSON.parse(text).suites[0].measurements;
    expect(measurement).toMatchObject({ value: null, interval: { low: null, high: 1 } });
    expect(Object.is(measurement.delta, 0)).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('says the same of equal slices, and commands no runner when printed', () => {
    const of = (slice: Record<string, string>) =>
      renderJson(report('pass', [suite({ measurements: [row({ metric: 'm', value: 1, slice })] })]));
    expect(of({ b: '1', a: '2' })).toBe(of({ a: '2', b: '1' }));
    expect(renderJson(hostile)).not.toMatch(/^\s*::|##\[/m);
    expect(JSON.parse(renderJson(hostile)).suites[6].name).toBe('##[add-mask]owned');
  });
});

describe('annotations', () => {
  it('are nine of a level at most, and the last says how many more', () => {
    const all = annotations(crowded);
    expect(all.filter(({ level }) => level === 'error')).toHaveLength(9);
    expect(all.filter(({ level }) => level === 'warning')).toHaveLength(9);
    expect(all[8]?.message).toMatch(/^282 more rules/);
    expect(all[17]?.message).toMatch(/more rules/);
  });

  it('start with the worst, in single lines', () => {
    expect(annotations(failed).map(({ level, title }) => [level, title])).toEqual([
      ['error', 'Model gate · tumour'],
      ['error', 'Model gate · tumour'],
      ['warning', 'Model gate · tumour'],
      ['notice', 'Model gate · tumour'],
    ]);
    expect(annotations(failed)[0]?.message).toMatch(/^recall fell/);
    for (const { title, message } of annotations(hostile)) expect(title + message).not.toMatch(/\p{Cc}/u);
  });
});

describe('outputs', () => {
  it('give values by suite and metric', () => {
    const metrics = JSON.parse(metricsOutput(failed));
    expect(Object.keys(metrics)).toEqual(['triage', 'tumour']);
    expect(Object.keys(metrics.tumour)).toEqual([
      'recall',
      'roc_auc',
      'f1[label=benign]',
      'log_loss',
      'precision',
      'recall[age_band=80+,sex=F]',
    ]);
    expect(metrics.tumour.recall).toEqual({ value: 0.8868, baseline: 0.9575, delta: 0.8868 - 0.9575 });
  });

  it('keep names apart that would look alike', () => {
    const slices = [{ a: '1,b=2' }, { a: '1', b: '2' }, { a: '1,b=2"' }];
    const measurements = slices.map((slice) => row({ metric: '__proto__', value: 1, slice }));
    const metrics = JSON.parse(metricsOutput(report('pass', [suite({ name: '__proto__', measurements })])));
    expect(Object.entries(metrics).map(([suite, values]) => [suite, Object.keys(values as object).length])).toEqual([
      ['__proto__', 3],
    ]);
  });

  it('stay below 50 kB and count what is left out', () => {
    const measurements = Array.from({ length: 2000 }, (_, i) =>
      row({ metric: 'm', slice: { city: `東京 ${i}` }, value: 0.5 }),
    );
    const output = metricsOutput(
      report('pass', [suite({ measurements: [...measurements, row({ metric: 'm', value: 1 })] })]),
    );
    expect(Buffer.byteLength(output)).toBeLessThan(50_000);
    const { tumour, ...rest } = JSON.parse(output);
    expect(tumour.m.value).toBe(1);
    expect(rest['(omitted)']).toBe(2001 - Object.keys(tumour).length);
  });

  it('count the rules that fail and warn', () => {
    expect(summaryCounts(failed)).toEqual({ failed: 2, warned: 1 });
    expect(
      summaryCounts(
        report('pass', [
          suite({ findings: [finding({ rule: 'min', outcome: 'pass', reason: 'within', message: '' })] }),
        ]),
      ),
    ).toEqual({ failed: 0, warned: 0 });
  });
});
