import { describe, expect, it } from 'vitest';
import { check, lines } from './run-gate.ts';

const SUITE = 'task: binary\npositive-label: "1"\n';
const GATES = `${SUITE}gates: [{ metric: accuracy, max-drop: 1pp }, { metric: accuracy, baseline: anchor, max-drop: 2pp }]`;

/** 2,000 answers, the first `wrong` of them wrong. */
function answers(wrong: number) {
  return {
    'a.jsonl': lines(
      Array.from({ length: 2000 }, (_, i) => ({ id: i, label: i % 2, prediction: i < wrong ? 1 - (i % 2) : i % 2 })),
    ),
  };
}

describe('an anchor', () => {
  it('stops a slow decline that each step passes', async () => {
    const { suite, report } = await check({
      suite: GATES,
      files: answers(110),
      before: { files: answers(100) },
      release: { files: answers(0) },
    });
    const [step, since] = suite.findings;
    expect(step).toMatchObject({
      against: 'baseline',
      outcome: 'pass',
      certainty: 'proven',
      delta: expect.closeTo(-0.005),
    });
    expect(since).toMatchObject({ against: 'anchor', outcome: 'fail', certainty: 'proven', baseline: 1 });
    expect(since!.delta).toBeCloseTo(-0.055, 12);
    expect(report.verdict).toBe('fail');
    expect(suite.baseline).toMatchObject({ pairing: 'paired', shared: 2000 });
    expect(suite.anchor).toMatchObject({ pairing: 'paired', shared: 2000 });
    expect(suite.measurements).toHaveLength(1);
    expect(suite.measurements[0]).toMatchObject({ baseline: 0.95 });
    expect(suite.anchored).toMatchObject([{ metric: 'accuracy', baseline: 1 }]);
    expect(since!.message).toContain('the anchor');
  });

  it('that has no record leaves its gates with a warning, and the others as they are', async () => {
    const { suite } = await check({ suite: GATES, files: answers(100), before: { files: answers(100) } });
    expect(suite.findings[0]).toMatchObject({ outcome: 'pass', reason: 'unchanged' });
    expect(suite.findings[1]).toMatchObject({ outcome: 'warn', reason: 'no-baseline', against: 'anchor' });
    expect(suite.anchor).toBeNull();
  });

  it('is what a metric of the change looks at', async () => {
    const gates = `${SUITE}gates: [{ metric: flip_rate, baseline: anchor, max: 0.01 }, { metric: flip_rate, max: 0.01 }]`;
    const { suite } = await check({
      suite: gates,
      files: answers(100),
      before: { files: answers(100) },
      release: { files: answers(0) },
    });
    expect(suite.findings).toMatchObject([
      { against: 'anchor', outcome: 'fail', value: 0.05 },
      { against: 'baseline', outcome: 'pass', value: 0 },
    ]);
  });
});
