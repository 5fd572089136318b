import { expect, it } from 'vitest';
import { type BlockingRule, expectedFalseBlocks } from '../../src/judgement/false-blocks.ts';
import { describeFalseBlocks } from '../../src/report/false-blocks.ts';

/** A thousand pairs of which a tenth differs: the standard error is .01. */
const rule = (rest: Partial<BlockingRule> = {}): BlockingRule => ({
  family: 'fail',
  tolerance: 0.02,
  standardError: 0.01,
  harmLevel: 0.99,
  mustProve: false,
  ...rest,
});

it.each([
  // scipy: norm.sf(norm.ppf(.99)), norm.sf(3), norm.sf(norm.ppf(.9975))
  ['the proof decides where the tolerance is less than it', rule(), 0.01],
  ['the tolerance decides where it is more', rule({ tolerance: 0.03 }), 0.0013498980316301],
  ['a member of a family of four', rule({ harmLevel: 0.9975 }), 0.0025],
  ['nothing is tolerated', rule({ tolerance: 0 }), 0.01],
])('%s', (_, one, expected) => {
  const { expected: found, atMost, unknown } = expectedFalseBlocks([one]);
  expect(found).toBeCloseTo(expected, 10);
  expect([atMost, unknown]).toEqual([0.01, 0]);
});

it('adds up what the members of a family block, and caps it at its level', () => {
  const four = [1, 2, 3, 4].map(() => rule({ harmLevel: 0.9975, tolerance: 0.03 }));
  expect(expectedFalseBlocks(four).expected).toBeCloseTo(4 * 0.0013498980316301, 10);
  const sure = [1, 2].map(() => rule());
  expect(expectedFalseBlocks(sure).expected).toBe(0.01);
  const two = [rule(), rule({ family: 'each' })];
  expect(expectedFalseBlocks(two)).toMatchObject({ expected: expect.closeTo(0.02, 10), atMost: 0.02 });
});

it('counts what a demand of proof blocks beyond that', () => {
  // scipy: norm.cdf(norm.ppf(.95) − 2)
  const { expected, atMost } = expectedFalseBlocks([rule({ mustProve: true })]);
  expect(expected).toBeCloseTo(0.3612399, 6);
  expect(atMost).toBeNull();
});

it('keeps no limit where a posterior judges, and says so', () => {
  const found = expectedFalseBlocks([rule(), rule({ byPosterior: true })]);
  expect(found).toMatchObject({ expected: 0.01, atMost: null, byPosterior: true });
  expect(describeFalseBlocks(found)).toContain('gates of method: bayes promise no upper limit');
});

it('counts nothing of which nothing is known, and says so', () => {
  expect(expectedFalseBlocks([rule({ standardError: null })])).toEqual({
    expected: 0,
    atMost: 0.01,
    counted: 0,
    unknown: 1,
  });
  expect(expectedFalseBlocks([])).toEqual({ expected: 0, atMost: 0, counted: 0, unknown: 0 });
});
