import { describe, expect, it } from 'vitest';
import { check, lines } from './run-gate.ts';

/** Rows of examples with two runs each; `right` says which of the runs are right. */
const runs = (right: Readonly<Record<string, readonly number[]>>) => ({
  'a.jsonl': lines(
    Object.entries(right).flatMap(([id, answers]) =>
      answers.map((isRight, run) => ({ id, run, label: 1, prediction: isRight })),
    ),
  ),
});

describe('examples that changed between right and wrong', () => {
  const suite = 'task: binary\ncolumns: { run: run }\nmax-missing: 100%\ngates: [{ metric: accuracy, max-drop: 0.5 }]';

  it('are listed once each, whatever number of runs they have', async () => {
    const before = runs({ a: [1, 1, 1], b: [0, 0, 1], c: [1, 0, 1], d: [1, 1, 1], e: [1, 1, 1] });
    const after = runs({ a: [0, 0, 0], b: [1, 1, 1], c: [0, 1, 1], d: [1, 1, 1], e: [0, 1, 1] });
    const { flips } = (await check({ suite, files: after, before: { files: before } })).suite;
    expect(flips).toMatchObject({ worse: ['a', 'e'], better: ['b'], worseCount: 2, betterCount: 1 });
  });
});
