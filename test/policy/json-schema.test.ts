import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { policySchemaText } from '../../src/commands/schema.ts';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { EXAMPLE } from './example.ts';

describe('the JSON Schema of the policy', () => {
  const schema = policyJsonSchema();
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
  const isValid = (policy: unknown) => validate(JSON.parse(JSON.stringify(policy)));

  it('is the committed one (after a change: npx vitest run test/policy --update)', async () => {
    const printed = policySchemaText();
    expect(JSON.parse(printed)).toEqual(schema);
    await expect(printed).toMatchFileSnapshot('../../schema/policy.schema.json');
  });

  it('describes every key', () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
            if (!property.description) silent.push(`${path}.${name}`);
          }
        }
        visit(value, `${path}.${key}`);
      }
    };
    visit(schema, '');
    expect(silent).toEqual([]);
    expect(JSON.stringify(schema).match(/"description":/g)!.length).toBeGreaterThan(50);
  });

  it('accepts the example, costs, and groups', () => {
    const policy = parse(EXAMPLE);
    expect(isValid(policy), JSON.stringify(validate.errors)).toBe(true);
    policy.suites[0].gates.push({ metric: 'demographic_parity_difference', across: 'sex', max: 0.1 });
    for (const costs of [{ 'false-negative': 5, 'false-positive': 1 }, { cat: { dog: 2 } }]) {
      policy.suites[0].costs = costs;
      expect(isValid(policy), JSON.stringify(validate.errors)).toBe(true);
    }
    policy.suites[0].costs = { 'false-negative': 5 };
    expect(isValid(policy)).toBe(false);
  });

  it('knows the keys of the contract that are not supported yet', () => {
    const policy = parse(EXAMPLE);
    policy.baseline.anchor = 'v1.4.0';
    policy.suites[0].gates.push({ metric: 'recall', baseline: 'anchor', 'max-drop': '2pp' });
    expect(isValid(policy), JSON.stringify(validate.errors)).toBe(true);
  });

  const suite = { name: 'a', files: ['a.csv'], task: 'binary', gates: [{ metric: 'f1', min: 0.5 }] };
  const gate = (keys: object) => ({ version: 1, suites: [{ ...suite, gates: [{ metric: 'f1', ...keys }] }] });
  it.each([
    {},
    { version: 2, suites: [suite] },
    { version: 1, suites: [] },
    { version: 1, suites: [suite], extra: 1 },
    { version: 1, suites: [{ ...suite, task: 'bnary' }] },
    { version: 1, suites: [{ ...suite, files: undefined }] },
    { version: 1, suites: [{ ...suite, files: [] }] },
    { version: 1, suites: [{ ...suite, name: 'a\n' }] },
    { version: 1, suites: [{ ...suite, columns: { labl: 'y' } }] },
    { version: 1, suites: [{ ...suite, columns: { score: {} } }] },
    { version: 1, suites: [suite], baseline: { branch: 'a..b' } },
    gate({}),
    gate({ min: '90%' }),
    gate({ 'max-drop': '1ppp' }),
    gate({ 'max-drop': -1 }),
    gate({ min: 0.5, slice: {} }),
    gate({ min: 0.5, slice: ['a', 'a'] }),
    gate({ min: 0.5, level: 'block' }),
  ])('refuses what the program refuses: %j', (policy) => {
    expect(isValid(gate({ min: 0.5 }))).toBe(true);
    expect(isValid(policy)).toBe(false);
  });
});
