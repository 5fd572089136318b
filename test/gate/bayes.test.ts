import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { check, lines } from './run-gate.ts';

const BINARY = 'task: binary\npositive-label: "1"\n';

/** 1000 rows: `worse` are wrong only here, `better` only before. */
function sides(worse: number, better: number) {
  const rows = (isCandidate: boolean) =>
    Array.from({ length: 1000 }, (_, i) => {
      const isRight = i < worse ? !isCandidate : i < worse + better ? isCandidate : i < 900;
      return { id: i, label: i % 2, prediction: isRight ? i % 2 : 1 - (i % 2) };
    });
  return { files: { 'a.jsonl': lines(rows(true)) }, before: { files: { 'a.jsonl': lines(rows(false)) } } };
}

const gates = (rules: string) => `${BINARY}gates: [{ metric: accuracy, ${rules} }]`;

describe('method: bayes', () => {
  it('tells in plain words how probable it is that the metric got worse', async () => {
    const { report, suite } = await check({ suite: gates('max-drop: 1pp, method: bayes'), ...sides(38, 15) });
    const [finding] = suite.findings;
    expect(finding).toMatchObject({ outcome: 'fail', certainty: 'proven', reason: 'regressed' });
    expect(finding!.message).toMatch(
      /It is not noise: with 99% probability it got worse by at least 0\.\d+ pp\. The probability that it got worse is 99\.9%, that it got worse by more than 1 pp 9\d(\.\d)?%\.$/,
    );
    const { posterior } = JSON.parse(renderJson(report)).suites[0].findings[0];
    expect(Object.keys(posterior)).toEqual(['worse', 'beyond']);
    // scipy stats.beta.cdf(.5, 15.5, 38.5)
    expect(posterior.worse).toBeCloseTo(0.99933, 5);
    expect(suite.measurements[0]!.deltaInterval!.method).toBe('bonett-price');
  });

  it('tells how probable it is that a limit is kept', async () => {
    const { report, suite } = await check({ suite: gates('min: 0.87, method: bayes'), files: sides(38, 15).files });
    expect(suite.findings[0]!.message).toBe(
      'accuracy is 86.2%, below the minimum of 87%. With 1\u202f000 examples the true value may still be 88.6%. The probability that the true value keeps the minimum is 22.4%.',
    );
    // scipy stats.beta.sf(.87, 862.5, 138.5)
    expect(JSON.parse(renderJson(report)).suites[0].findings[0].posterior.keeps).toBeCloseTo(0.224434, 6);
  });

  it('says nothing of it otherwise', async () => {
    const { report, suite } = await check({ suite: gates('max-drop: 1pp'), ...sides(38, 15) });
    expect(suite.findings[0]).not.toHaveProperty('posterior');
    expect(suite.findings[0]!.message).toContain('with 99% confidence');
    expect(JSON.parse(renderJson(report)).suites[0].findings[0]).not.toHaveProperty('posterior');
  });

  it('leaves a distance between samples to its own bounds', async () => {
    const rows = (shift: number) => ({
      'a.jsonl': lines(
        Array.from({ length: 300 }, (_, i) => ({ id: i, label: i % 2, score: ((i * 37) % 300) / 300 / (1 + shift) })),
      ),
    });
    const { suite } = await check({
      suite: `${BINARY}gates: [{ metric: psi, max: 0.1, method: bayes }]`,
      files: rows(0.3),
      before: { files: rows(0) },
    });
    expect(suite.findings[0]!.bounds).not.toBeNull();
    expect(suite.findings[0]).not.toHaveProperty('posterior');
  });

  it.each([
    ['log_loss', 'max-rise: 10%'],
    ['f1', 'max-drop: 1pp'],
  ])('says the same of %s in every run', async (metric, rule) => {
    const rows = (noise: number) => ({
      'a.jsonl': lines(
        Array.from({ length: 20 }, (_, i) => {
          const score = 0.05 + 0.9 * (((i * 17 + noise * (i % 5)) % 20) / 20);
          return { id: `r${i}`, label: (i * 7) % 3 === 0 ? 1 : 0, prediction: score > 0.5 ? 1 : 0, score };
        }),
      ),
    });
    const suite = `${BINARY}gates: [{ metric: ${metric}, ${rule}, method: bayes }]`;
    const run = async () => renderJson((await check({ suite, files: rows(3), before: { files: rows(0) } })).report);
    const first = await run();
    expect(first).toContain('"posterior"');
    expect(await run()).toBe(first);
  });
});
