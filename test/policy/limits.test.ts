import { expect, it } from 'vitest';
import { checkTolerance } from '../../src/policy/limits.ts';

it.each([
  [0, 1],
  [-1, 1],
  [0, 0.5],
] as const)('takes percentage points of a metric in %d to %d', (low, high) => {
  expect(checkTolerance('max-drop', '1pp', 'm', [low, high])).toBeNull();
});

it.each([
  [-2, 1],
  [0, 2],
  [0, null],
  [null, 1],
  [null, null],
] as const)(
  'refuses percentage points of a metric in %s to %s, not its own unit nor a relative tolerance',
  (low, high) => {
    expect(checkTolerance('max-drop', '1pp', 'm', [low, high])).toContain('write 0.01 in the unit of the metric');
    expect(checkTolerance('max-drop', 0.01, 'm', [low, high])).toBeNull();
    expect(checkTolerance('max-drop', '1%', 'm', [low, high])).toBeNull();
  },
);
