import { describe, expect, it } from 'vitest';
import { check } from './run-gate.ts';

const rows = (...probabilities: readonly string[]) => ({
  'a.csv': `label,prediction,p_a,p_b,p_c\n${probabilities.map((row, i) => `${'abc'[i % 3]},a,${row}\n`).join('')}`,
});
const notesOf = async (metric: string, files: Readonly<Record<string, string>>) =>
  (await check({ suite: `task: multiclass\nmax-missing: 100%\nmetrics: [${metric}]`, files })).suite.notes;

describe('probabilities of classes', () => {
  const files = rows('.5,.3,.2', '.3333,.3333,.3333', '.9,.9,.1', '.2,.2,.2', ',.5,.5');

  it.each(['log_loss', 'brier_score', 'expected_calibration_error', 'log_loss_worst_group'])(
    'that do not sum to 1 are noted for %s, within what rounding explains',
    async (metric) => {
      const use = metric.includes('group') ? `{ metric: ${metric}, across: prediction }` : metric;
      const grouped = { 'a.csv': files['a.csv'].replace('c,a,', 'c,b,') };
      expect(await notesOf(use, grouped)).toContain(
        `The probabilities of 2 rows do not sum to 1 over the classes, and ${metric} takes them as they are. Check that the score columns hold the probabilities of all classes.`,
      );
    },
  );

  it('are not, for a metric of any scores, or where all do', async () => {
    expect(await notesOf('roc_auc_ovr_macro', files)).toEqual([]);
    expect(await notesOf('log_loss', rows('.5,.3,.2', '.1,.1,.8', '0,0,1'))).toEqual([]);
  });
});
