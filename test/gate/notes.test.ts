import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { check, lines } from './run-gate.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];
const rows = (n: number, row: (i: number) => Readonly<Record<string, unknown>>): Rows =>
  Array.from({ length: n }, (_, i) => ({ id: `r${i}`, ...row(i) }));
const checked = (suite: string, of: Rows) => check({ suite, files: { 'a.jsonl': lines(of) } });
const notes = async (suite: string, of: Rows) => (await checked(suite, of)).suite.notes;

describe('notes of metrics', () => {
  const texts = rows(6, (i) => ({
    hypothesis: `the dog bit ${i}`,
    reference: `the dog bit ${i}`,
    ref2: i ? 'x' : null,
  }));
  const IMPL = 'like:sacrebleu-2.6.0|impl:model-regression-gate-1';

  it('show signatures in every report', async () => {
    const { report, suite } = await checked(
      'task: translation\ngates: [{ metric: "bleu@case:lc|tok:char", min: 1 }]',
      texts,
    );
    const signature = `nrefs:1|case:lc|eff:no|tok:char|smooth:exp|${IMPL}`;
    expect(suite.notes).toEqual([`bleu@case:lc|tok:char: ${signature}.`]);
    expect(JSON.parse(renderJson(report)).suites[0].measurements[0].signature).toBe(signature);
    expect(renderTerminal(report, { color: false, width: 140 }).replace(/\s+/g, ' ')).toContain(signature);
    expect(renderHtml(report)).toContain(signature);
    expect(renderMarkdown(report, { maxBytes: 1e5 } as never)).toContain('<code>nrefs:1&#124;case:lc&#124;eff:no');
  });

  it('count references as sacreBLEU does', async () => {
    const columns = 'task: translation\ncolumns: { label: [reference, ref2] }\nmetrics: [chrf]';
    expect(await notes(columns, texts)).toEqual([
      `chrf: nrefs:var|case:mixed|eff:yes|nc:6|nw:0|space:no|beta:2|${IMPL}.`,
    ]);
    const { measurements } = (
      await checked(
        'task: binary\nmetrics: [f1]',
        rows(4, (i) => ({ label: i % 2, prediction: 1 })),
      )
    ).suite;
    expect(measurements[0]).not.toHaveProperty('signature');
  });

  it('hint at scores that are turned round, when the interval proves it', async () => {
    const suite = 'task: binary\npositive-label: 1\nmetrics: [roc_auc, gini]';
    const of = (n: number, turn: boolean) =>
      rows(n, (i) => ({ label: i % 2, score: ((i * 7919) % 101) / 200 + (turn === (i % 2 === 0) ? 0.3 : 0) }));
    expect(await notes(suite, of(200, true))).toEqual(
      ['roc_auc', 'gini'].map((name) =>
        expect.stringMatching(`^${name} is clearly below chance: .*turned round.*positive-label`),
      ),
    );
    expect(await notes(suite, of(200, false))).toEqual([]);
    expect(
      await notes(
        suite,
        rows(6, (i) => ({ label: i % 2, score: [0.4, 0.3, 0.6, 0.2, 0.1, 0.5][i] })),
      ),
    ).toEqual([]);
  });

  it('tell of clipped probabilities and of biased estimators', async () => {
    const suite = 'task: binary\npositive-label: 1\nmetrics: [log_loss, expected_calibration_error]';
    const of = (wrong: number) =>
      rows(10, (i) => ({ label: i % 2, score: i < wrong ? 1 - (i % 2) : 0.2 + 0.6 * (i % 2) }));
    const biased = expect.stringMatching(/^expected_calibration_error is a biased estimator/);
    expect(await notes(suite, of(3))).toEqual(['log_loss clipped the probability of 3 rows at 2.2e-16.', biased]);
    expect(await notes(suite, of(0))).toEqual([biased]);
  });

  it('say why a metric without a rule has no value', async () => {
    const one = rows(4, () => ({ label: 'y', prediction: 'n', score: 0.5 }));
    const suite =
      'task: binary\npositive-label: y\nmetrics: [roc_auc, gini, specificity, precision]\ngates: [{ metric: average_precision, min: 0 }]';
    expect(await notes(suite, one)).toEqual([
      expect.stringMatching(/^roc_auc, gini, specificity: no value, because a class/),
      expect.stringMatching(/^precision: 0 by convention alone, because its denominator is zero/),
    ]);
  });
});
