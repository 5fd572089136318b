import { describe, expect, it } from 'vitest';
import { measure } from '../../src/judgement/measure.ts';
import { binary, meter, subject } from './datasets.ts';

const DRAWS = 800;

/** A linear congruential generator; its upper bits. */
let state = 20261124;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) / 2 ** 24;
};

/** How often the bounds of a metric lie above and below its true value, for groups that are right, and selected, at these rates. */
function misses(name: string, groups: readonly (readonly [number, number])[], truth: number, level: number) {
  const slice = groups.flatMap(([size], g) => Array<string>(size).fill(`g${g}`));
  const rates = groups.flatMap(([size, rate]) => Array<number>(size).fill(rate));
  const label = rates.map(() => 1);
  let [above, below] = [0, 0];
  for (let draw = 0; draw < DRAWS; draw++) {
    const prediction = rates.map((rate) => (random() < rate ? 1 : 0));
    const { bounds } = measure(meter(binary({ label, prediction, slice })), { ...subject(name), across: 'slice' });
    if (bounds!.low(level) > truth + 1e-12) above++;
    if (bounds!.high(level) < truth - 1e-12) below++;
  }
  return { above: above / DRAWS, below: below / DRAWS };
}

/** A share of misses of which this many would be in order, and four standard errors of the simulation. */
const most = (share: number) => share + 4 * Math.sqrt((share * (1 - share)) / DRAWS);

describe('the interval of 95 % of five groups of 100 that are all right four times of five', () => {
  const equal = Array<readonly [number, number]>(5).fill([100, 0.8]);

  it.each([
    ['accuracy_group_gap', 0],
    ['accuracy_group_ratio', 1],
    ['accuracy_worst_group', 0.8],
  ])('holds for %s', (name, truth) => {
    const { above, below } = misses(name, equal, truth, 0.975);
    expect(above + below).toBeLessThan(most(0.05));
  });
});
