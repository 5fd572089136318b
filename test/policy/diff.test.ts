import { describe, expect, it } from 'vitest';
import { diffPolicies } from '../../src/policy/diff.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { EXAMPLE } from './example.ts';

const diff = (base: string, head: string) =>
  diffPolicies(readPolicy(base, 'a.yml'), readPolicy(head, 'b.yml')).map(({ text }) =>
    text.slice('This change '.length),
  );
const change = (from: string | RegExp, to: string) => {
  const head = EXAMPLE.replace(from, to);
  expect(head).not.toBe(EXAMPLE);
  return diff(EXAMPLE, head);
};
const RECALL = '`recall` of the suite "tumour"';

describe('the difference of two policies', () => {
  it('is nothing where only the writing differs', () => {
    expect(diff(EXAMPLE, `# another comment\n${EXAMPLE.replace('min: 0.90', 'min: 0.9')}`)).toEqual([]);
    expect(change('max-missing: 0', 'max-missing: "0%"')).toEqual([]);
  });

  it.each([
    ['min: 0.90', 'min: 0.85', `relaxes \`min\` on ${RECALL}: 0.9 → 0.85.`],
    ['min: 0.90', 'min: 0.95', `tightens \`min\` on ${RECALL}: 0.9 → 0.95.`],
    ['min: 0.90, ', '', `relaxes \`min\` on ${RECALL}: 0.9 → none.`],
    ['max-drop: 1pp', 'max-drop: 2pp', `relaxes \`max-drop\` on ${RECALL}: 1pp → 2pp.`],
    ['max-drop: 1pp', 'max-drop: 0.01', null],
    ['max-drop: 1pp', 'max-drop: 1%', `changes \`max-drop\` on ${RECALL}: 1pp → 1%.`],
    ['max-drop: 1pp', 'max-drop: 0', `tightens \`max-drop\` on ${RECALL}: 1pp → 0.`],
    ['max-drop: 1pp', 'max-drop: 1pp, level: warn', `relaxes \`level\` on ${RECALL}: fail → warn.`],
    ['max-drop: 1pp', 'max-drop: 1pp, when-unsure: fail', `tightens \`when-unsure\` on ${RECALL}: warn → fail.`],
    ['max-drop: 1pp', 'max-drop: 1pp, method: bayes', `changes \`method\` on ${RECALL}: "frequentist" → "bayes".`],
    ['max-drop: 1pp', 'max-drop: 1pp, from-history: true', `tightens \`from-history\` on ${RECALL}: none → a limit.`],
    ['max-missing: 0', 'max-missing: 2%', 'relaxes `max-missing` of the suite "tumour": 0 → 2%.'],
    ['expected-rows: 569', 'expected-rows: 500', 'changes `expected-rows` of the suite "tumour": 569 → 500.'],
    [/ {4}expected-rows.*\n/, '', 'relaxes `expected-rows` of the suite "tumour": 569 → none.'],
    ['store: branch', 'store: none', 'relaxes `store`: branch → none.'],
    ['store: branch', 'store: file', 'changes `store`: "branch" → "file".'],
    ['max-age-days: 90', 'max-age-days: 365', 'relaxes `max-age-days`: 90 → 365.'],
    ['max-commits: 200', 'max-commits: 20', 'tightens `max-commits`: 200 → 20.'],
    ['max-age-days: 90', 'max-age-days: 90\n  anchor: v1', 'tightens `anchor`: none → v1.'],
    [
      'results/*.csv',
      'easy/*.csv',
      'changes `files` of the suite "tumour": "[\\"results/*.csv\\"]" → "[\\"easy/*.csv\\"]".',
    ],
    ['slices: [age_band, ', 'slices: [', 'changes `slices` of the suite "tumour": '],
    [/ {6}- \{ metric: roc_auc.*\n/, '', 'removes the gate on `roc_auc` of the suite "tumour".'],
    ['metric: roc_auc', 'metric: average_precision', 'removes the gate on `roc_auc` of the suite "tumour".'],
    [
      'slice: { age_band: "80+", sex: F }, min: 0.85',
      'slice: { sex: F, age_band: "80+" }, min: 0.8',
      'relaxes `min` on `recall` in "age_band"="80+", "sex"="F" of the suite "tumour": 0.85 → 0.8.',
    ],
  ])('%s -> %s: %s', (from, to, sentence) => {
    const [first, ...rest] = change(from, to);
    if (sentence === null) expect(first).toBeUndefined();
    else expect(first).toContain(sentence);
    expect(rest).toHaveLength(to.includes('average_precision') ? 1 : 0);
  });

  it('names relaxations first, and suites that come and go', () => {
    const head = EXAMPLE.replace('name: tumour', 'name: "tu`mour"');
    expect(diff(EXAMPLE, head)).toEqual(['removes the suite "tumour".', 'adds the suite "tu`mour".']);
    const mixed = EXAMPLE.replace('min: 0.90', 'min: 0.95').replace('max-rise: 10%', 'max-rise: 20%');
    expect(
      diff(EXAMPLE, mixed.replace('compare-with: auto', 'compare-with: latest')).map((text) => text.split(' ')[0]),
    ).toEqual(['relaxes', 'tightens', 'changes']);
  });

  it('keeps gates on one subject apart', () => {
    const gate = '      - { metric: recall, min: 0.90, max-drop: 1pp }\n';
    const second = '      - { metric: recall, min: 0.80, level: warn }\n';
    const two = EXAMPLE.replace(gate, gate + second);
    expect(diff(two, EXAMPLE)).toEqual([`removes the gate on ${RECALL}.`]);
    expect(diff(two, EXAMPLE.replace(gate, second + gate))).toEqual([]);
    expect(diff(EXAMPLE, two)).toEqual([`adds a gate on ${RECALL}.`]);
  });
});
