import { describe, expect, it } from 'vitest';
import { check, lines } from './run-gate.ts';

const told = async (suite: string, rows: readonly object[], before?: readonly object[]) => {
  const files = { 'a.jsonl': lines(rows) };
  const base = before === undefined ? {} : { before: { files: { 'a.jsonl': lines(before) } } };
  return (await check({ suite, files, ...base })).suite.findings.map(({ message }) => message);
};

describe('sentences of rules', () => {
  it('say that a number by convention is no value', async () => {
    const rows = [5, 5, 5].map((label, i) => ({ id: i, label, prediction: label + (i % 2) }));
    expect(await told('task: regression\ngates: [{ metric: r2_score, min: -9 }]', rows)).toEqual([
      'r2_score is 0 by convention alone: the values are all the same. A gate that cannot be evaluated fails.',
    ]);
  });

  it('speak of words where no reference has one', async () => {
    const [message] = await told('task: generation\ngates: [{ metric: wer, max: 9 }]', [
      { id: 0, prediction: 'x', reference: '' },
    ]);
    expect(message).toContain('no word in any reference');
  });

  it('speak of an absent class where there are others', async () => {
    const rows = [0, 1, 0, 1].map((k) => ({ label: `c${k}`, p_c0: 0.5, p_c1: 0.4, p_c2: 0.1 }));
    const [message] = await told(
      'task: multiclass\ncolumns: { score: p_* }\ngates: [{ metric: roc_auc_ovr_macro, min: 0.1 }]',
      rows,
    );
    expect(message).toContain('one of several is absent');
  });

  it('name the column of ids where examples cannot be paired', async () => {
    const rows = [0, 1, 0].map((label) => ({ label, prediction: label }));
    const [message] = await told('task: binary\ngates: [{ metric: flip_rate, max: 0.2 }]', rows, rows);
    expect(message).toContain('a column of ids on both sides (`columns: { id: … }`)');
  });

  it('count one example as one', async () => {
    const one = [1, 0].map((rel, i) => ({ query: 'q', item: `d${i}`, rel, score: 1 - i }));
    const suite = (rules: string) => `task: ranking\ngates: [{ metric: P_1, ${rules} }]`;
    expect(await told(suite('min: 0.9'), one)).toEqual([
      expect.stringMatching(/within the minimum of 90%; 1 example does not prove it\.$/),
    ]);
    expect(await told(suite('max-drop: 0.1'), one, one)).toEqual([
      'P_1 is unchanged: the one example that is compared counts as it did in the baseline.',
    ]);
  });

  it('show a distance of distributions as a number', async () => {
    const rows = (shift: number) =>
      Array.from({ length: 40 }, (_, i) => ({ id: i, label: i % 2, prediction: i % 2, score: (i / 40 + shift) % 1 }));
    const [message] = await told('task: binary\ngates: [{ metric: js_distance, max: 0.9 }]', rows(0), rows(0.1));
    expect(message).not.toContain('%');
  });
});
