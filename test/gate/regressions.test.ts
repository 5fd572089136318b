import { describe, expect, it } from 'vitest';
import { check } from './run-gate.ts';

/** Rows of a CSV, each from its number. */
function csv(head: string, n: number, row: (i: number) => readonly (string | number)[]): { 'a.csv': string } {
  return { 'a.csv': `${head}\n${Array.from({ length: n }, (_, i) => `${row(i).join(',')}\n`).join('')}` };
}

const label = (i: number) => 'abc'[i % 3]!;

describe('what must not hide a regression', () => {
  const suite = 'task: multiclass\ngates: [{ metric: f1_macro, max-drop: 1pp }]';
  const head = 'id,label,prediction';
  const good = csv(head, 3000, (i) => [i, label(i), i % 25 === 0 ? 'a' : label(i)]);

  it('a stray class beside a collapse', async () => {
    const collapsed = csv(head, 3000, (i) => [i, label(i), i === 7 ? 'zzz' : label(i * 7919 + Math.floor(i / 3))]);
    const { findings } = (await check({ suite, files: collapsed, before: { files: good } })).suite;
    expect(findings).toMatchObject([{ outcome: 'fail', certainty: 'proven', reason: 'regressed' }]);
  });

  it('but a stray class alone is no proof of one', async () => {
    const stray = csv(head, 3000, (i) => [i, label(i), i === 7 ? 'zzz' : i % 25 === 0 ? 'a' : label(i)]);
    const { findings } = (await check({ suite, files: stray, before: { files: good } })).suite;
    expect(findings).toMatchObject([{ outcome: 'warn', certainty: 'likely', reason: 'unsure' }]);
  });

  it.each(['f1', 'precision', 'f1_macro', 'balanced_accuracy', 'roc_auc', 'log_loss', 'brier_score'])(
    'a total collapse without ids: %s',
    async (metric) => {
      const rule = metric === 'log_loss' || metric === 'brier_score' ? 'max-rise' : 'max-drop';
      const all = `task: binary\ngates: [{ metric: ${metric}, ${rule}: 0.01 }]`;
      const perfect = csv('label,prediction,score', 1000, (i) => [i % 2, i % 2, i % 2 ? 0.9 : 0.1]);
      const broken = csv('label,prediction,score', 1000, (i) => [i % 2, 1 - (i % 2), 0.5]);
      const { findings } = (await check({ suite: all, files: broken, before: { files: perfect } })).suite;
      expect(findings).toMatchObject([{ outcome: 'fail', reason: 'regressed' }]);
    },
  );

  it('counts that were taken from the wrong rows', async () => {
    const counted = 'task: binary\ncolumns: { count: n }\ngates: [{ metric: accuracy, max-drop: 0 }]';
    const before = csv('id,label,prediction,n', 100, (i) => [i, 1, i < 10 ? 0 : 1, 1]);
    const after = csv('id,label,prediction,n', 100, (i) => [i, 1, i < 40 ? 0 : 1, i < 40 ? 0 : 1]);
    const { findings } = (await check({ suite: counted, files: after, before: { files: before } })).suite;
    expect(findings).toMatchObject([{ outcome: 'warn', reason: 'dataset-changed' }]);
    expect(findings[0]!.message).toContain('40 of the 100 shared ids stand for another number of examples');
  });

  it('slices that the wrong rows left', async () => {
    const sliced = 'task: binary\ngates: [{ metric: accuracy, slice: g, max-drop: 0 }]';
    const before = csv('id,label,prediction,g', 100, (i) => [i, 1, i < 10 ? 0 : 1, i < 60 ? 'a' : 'b']);
    const after = csv('id,label,prediction,g', 100, (i) => [i, 1, i < 40 ? 0 : 1, i < 40 ? '' : i < 60 ? 'a' : 'b']);
    const { findings } = (await check({ suite: sliced, files: after, before: { files: before } })).suite;
    expect(findings).toMatchObject([
      { slice: { g: 'a' }, outcome: 'warn', reason: 'dataset-changed' },
      { slice: { g: 'b' }, outcome: 'warn', reason: 'dataset-changed' },
    ]);
  });
});

describe('what must not be called proof', () => {
  it('a drop of a balanced metric within what one rare example weighs', async () => {
    const suite = 'task: binary\ngates: [{ metric: balanced_accuracy, max-drop: 1pp }]';
    const side = (errors: number) =>
      csv('id,label,prediction', 500, (i) => [i, i < 5 ? 1 : 0, i < 5 || i < 5 + errors ? 1 : 0]);
    const { findings } = (await check({ suite, files: side(11), before: { files: side(10) } })).suite;
    expect(findings).toMatchObject([{ outcome: 'pass', certainty: 'likely' }]);
  });

  it('five pairs that all got worse', async () => {
    const suite = 'task: binary\ngates: [{ metric: accuracy, max-drop: 0 }]';
    const side = (right: boolean, n: number) => csv('id,label,prediction', n, (i) => [i, 1, right || i === 0 ? 1 : 0]);
    const few = (await check({ suite, files: side(false, 6), before: { files: side(true, 6) } })).suite;
    expect(few.findings).toMatchObject([{ outcome: 'warn', certainty: 'likely' }]);
    const more = (await check({ suite, files: side(false, 9), before: { files: side(true, 9) } })).suite;
    expect(more.findings).toMatchObject([{ outcome: 'fail', certainty: 'proven' }]);
  });

  it('a small unpaired drop of precision', async () => {
    const suite = 'task: binary\ngates: [{ metric: precision, max-drop: 0 }]';
    const side = (right: number) => csv('label,prediction', 10, (i) => [i < right ? 1 : 0, i < 5 ? 1 : 0]);
    const { findings } = (await check({ suite, files: side(1), before: { files: side(4) } })).suite;
    expect(findings).toMatchObject([{ outcome: 'warn', certainty: 'likely' }]);
  });
});

it.each(['precision', 'f1', 'f1_macro', 'balanced_accuracy', 'matthews_corrcoef', 'cohen_kappa'])(
  'a perfect model proves a floor: %s',
  async (metric) => {
    const suite = `task: binary\ngates: [{ metric: ${metric}, min: 0.9, when-unsure: fail }]`;
    const perfect = csv('id,label,prediction', 1000, (i) => [i, i % 2, i % 2]);
    const { findings } = (await check({ suite, files: perfect })).suite;
    expect(findings).toMatchObject([{ outcome: 'pass', certainty: 'proven' }]);
  },
);

it('a relative tolerance fails on a baseline of zero, changed or not', async () => {
  const suite = 'task: binary\ngates: [{ metric: recall, max-drop: 10% }]';
  const files = csv('id,label,prediction', 100, (i) => [i, i % 2, 0]);
  const { findings } = (await check({ suite, files, before: { files } })).suite;
  expect(findings).toMatchObject([{ outcome: 'fail', reason: 'undefined-baseline' }]);
});

it('weights of any size are weights', async () => {
  const suite = 'task: binary\ncolumns: { weight: w }\ngates: [{ metric: accuracy, max-drop: 1pp }]';
  const side = (w: string, wrong: number) => csv('id,label,prediction,w', 200, (i) => [i, 1, i < wrong ? 0 : 1, w]);
  for (const w of ['1e160', '1e-170', '1']) {
    const { findings } = (await check({ suite, files: side(w, 20), before: { files: side(w, 19) } })).suite;
    expect(findings).toMatchObject([{ value: expect.closeTo(0.9, 12), outcome: 'pass' }]);
  }
});

it('numbers whose squares no double holds have a mean and no interval', async () => {
  const suite = 'task: scores\ngates: [{ metric: x, max-drop: 10 }]';
  const side = (factor: number) => csv('id,x', 50, (i) => [i, `${(i + 1) * factor}e160`]);
  const { findings, measurements } = (await check({ suite, files: side(1), before: { files: side(2) } })).suite;
  expect(measurements).toMatchObject([{ value: expect.closeTo(25.5e160, -150), interval: null }]);
  expect(findings).toMatchObject([{ outcome: 'warn', certainty: 'likely' }]);
});

it('pairs ids that one side has as decimals', async () => {
  const suite = 'task: binary\ngates: [{ metric: accuracy, max-drop: 0.1 }]';
  const before = csv('id,label,prediction', 40, (i) => [i, 1, i % 7 ? 1 : 0]);
  const after = csv('id,label,prediction', 40, (i) => [`${i}.0`, 1, i % 7 ? 1 : 0]);
  const { baseline } = (await check({ suite, files: after, before: { files: before } })).suite;
  expect(baseline).toMatchObject({ pairing: 'paired', shared: 40 });
});
