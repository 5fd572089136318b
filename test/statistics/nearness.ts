import { expect } from 'vitest';

/** Relative closeness, for numbers of any size. `floor` is an absolute slack, for results that are the difference of larger numbers. */
export function expectNear(actual: number, expected: number, relative: number, floor = 0): void {
  const slack = relative * Math.abs(expected) + floor;
  if (Math.abs(actual - expected) <= slack) return;
  expect.fail(`${actual} is not within ${slack} of ${expected}`);
}
