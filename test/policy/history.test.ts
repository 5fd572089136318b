import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { problemsOf } from './problems.ts';

const policy = (gate: string, task = 'binary') =>
  `version: 1\nsuites:\n  - { name: a, files: [a.csv], task: ${task}, gates: [{ metric: ${gate} }] }\n`;
const read = (rule: string) =>
  readPolicy(policy(`accuracy, from-history: ${rule}`), 'p.yml').suites[0]!.gates[0]!.fromHistory;
const problems = (gate: string, task?: string) =>
  problemsOf(() => readPolicy(policy(gate, task), 'p.yml')).map((text) => text.replace(/^.*?gates\[0\]\.?/, ''));

const schema = policyJsonSchema();
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
const isValid = (rule: string) => validate(parse(policy(`accuracy, from-history: ${rule}`)));

const MAD = { method: { name: 'mad', k: 3.5 }, window: 100, minSize: 8 };

describe('from-history', () => {
  it.each([
    ['true', MAD],
    ['{}', MAD],
    ['mad', MAD],
    ['{ k: 5, window: 20, min-size: 10 }', { method: { name: 'mad', k: 5 }, window: 20, minSize: 10 }],
    ['tolerance', { method: { name: 'tolerance', P: 0.99, gamma: 0.95 }, window: 100, minSize: 8 }],
    ['{ method: t, p: 0.977 }', { method: { name: 't', p: 0.977 }, window: 100, minSize: 8 }],
    ['z', { method: { name: 'z', p: 0.99 }, window: 100, minSize: 30 }],
    ['log-normal', { method: { name: 'log-normal', p: 0.99 }, window: 100, minSize: 8 }],
    ['iqr', { method: { name: 'iqr', m: 2 }, window: 100, minSize: 8 }],
    ['delta-iqr', { method: { name: 'delta-iqr', m: 2 }, window: 100, minSize: 8 }],
    ['{ method: percentage, p: 0.1 }', { method: { name: 'percentage', p: 0.1 }, window: 100, minSize: 1 }],
    ['{ method: percentage, p: 7% }', { method: { name: 'percentage', p: 0.07 }, window: 100, minSize: 1 }],
    ['{ method: static, limit: 0.9 }', { method: { name: 'static', limit: 0.9 }, window: 100, minSize: 0 }],
    ['ewma', { method: { name: 'ewma', lambda: 0.2, L: 2.7 }, window: 100, minSize: 20 }],
    ['{ method: cusum, h: 4 }', { method: { name: 'cusum', k: 0.5, h: 4 }, window: 100, minSize: 20 }],
    [
      '{ method: page-hinkley, epsilon: 0, lambda: 0.02 }',
      { method: { name: 'page-hinkley', epsilon: 0, lambda: 0.02 }, window: 100, minSize: 10 },
    ],
  ])('%s', (rule, expected) => {
    expect(read(rule)).toEqual(expected);
    expect(isValid(rule), JSON.stringify(validate.errors)).toBe(true);
  });

  it('is a gate by itself, and stands beside the other rules', () => {
    expect(problems('accuracy, from-history: true')).toEqual([]);
    expect(problems('accuracy, from-history: t, min: 0.8, max-drop: 1pp, level: warn')).toEqual([]);
    expect(readPolicy(policy('accuracy, min: 0.5'), 'p.yml').suites[0]!.gates[0]).not.toHaveProperty('fromHistory');
  });

  it.each([
    [
      'false',
      ['from-history: expected true, the name of a method, or a map of method and its parameters, found false'],
    ],
    [
      '[mad]',
      ['from-history: expected true, the name of a method, or a map of method and its parameters, found a list'],
    ],
    [
      'madd',
      [
        expect.stringMatching(
          /^from-history: expected mad, tolerance, .* or page-hinkley, found "madd"\. Did you mean mad\?$/,
        ),
      ],
    ],
    ['{ method: 3 }', [expect.stringMatching(/^from-history\.method: expected mad, .*, found the number 3$/)]],
    ['{ method: t, k: 3 }', ['from-history.k: t takes no k; it takes p, window and min-size']],
    ['{ windw: 3 }', ['from-history.windw: unknown key. Did you mean window?']],
    ['{ constructor: 3 }', [expect.stringMatching(/^from-history\.constructor: unknown key\./)]],
    ['{ k: 0 }', ['from-history.k: expected k: a number above 0, found the number 0']],
    ['{ method: z, p: 1 }', ['from-history.p: expected p: a number above 0.5 and below 1, found the number 1']],
    [
      '{ method: ewma, lambda: 1.1 }',
      ['from-history.lambda: expected lambda: a number above 0 and at most 1, found the number 1.1'],
    ],
    ['{ method: iqr, m: "2" }', ['from-history.m: expected m: a number above 0, found "2"']],
    [
      'static',
      ['from-history: missing; expected limit: a number in the unit of the metric, as in { method: …, limit: … }'],
    ],
    ['{ method: percentage, p: ten }', ['from-history.p: expected p: a number above 0, or "10%", found "ten"']],
    [
      '{ method: percentage, p: 100% }',
      ['from-history.p: a fall by the whole mean takes accuracy below 0, so the gate could never fail'],
    ],
    [
      '{ method: static, limit: 90 }',
      ['from-history.limit: 90 is outside the range of accuracy, 0 to 1, so the gate would always end the same way'],
    ],
    [
      '{ min-size: 1 }',
      [
        'from-history.min-size: expected a whole number from 2 to 100, the records that are remembered, found the number 1',
      ],
    ],
    [
      '{ window: 101 }',
      [
        'from-history.window: expected a whole number from 1 to 100, the records that are remembered, found the number 101',
      ],
    ],
    ['{ window: 5 }', ['from-history.window: a window of 5 never holds the 8 records that are needed (min-size)']],
    [
      '{ method: page-hinkley, L: 2, epsilon: -1, min-size: 0.5 }',
      [
        'from-history: missing; expected lambda: a number above 0, as in { method: …, lambda: … }',
        'from-history.L: page-hinkley takes no L; it takes epsilon, lambda, window and min-size',
        'from-history.epsilon: expected epsilon: a number of 0 or more, found the number -1',
        'from-history.min-size: expected a whole number from 1 to 100, the records that are remembered, found the number 0.5',
      ],
    ],
  ])('%s is refused', (rule, expected) => {
    expect(problems(`accuracy, from-history: ${rule}`)).toEqual(expected);
    const isBeyondShapes = /takes accuracy below 0|outside the range|never holds/.test(String(expected[0]));
    expect(isValid(rule)).toBe(isBeyondShapes);
  });

  it('needs a side where the metric has none of its own', () => {
    const none =
      'from-history: score has no better side of its own, and no other rule of this gate says it; write either min or max (or max-drop, max-rise) beside it';
    const both = none.replace('no other rule of this gate says it', 'the other rules of this gate name both');
    expect(problems('score, from-history: true', 'scores')).toEqual([none]);
    expect(problems('score, from-history: true, min: 0, max: 1', 'scores')).toEqual([both]);
    expect(problems('score, from-history: true, max: 1', 'scores')).toEqual([]);
    expect(problems('score, from-history: true, max-drop: 1', 'metrics')).toEqual([]);
  });

  it('is told with the other mistakes of its gate', () => {
    expect(problems('accurcy, from-history: { k: -1 }, min: 90%')).toHaveLength(3);
  });
});
