import { describe, expect, it } from 'vitest';
import { measure } from '../../src/judgement/measure.ts';
import { runs } from '../runs.ts';
import { binary, meter, subject } from './datasets.ts';

const DRAWS = runs(300);

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

describe('a bound alone', () => {
  it.each([
    ['accuracy_group_gap', [100, 100, 100, 100, 100], 0.8, 0.8, 0],
    ['accuracy_group_gap', [200, 200], 0.8, 0.8, 0],
    ['accuracy_group_gap', [300, 300], 0.5, 0.8, 0.3],
    ['accuracy_worst_group', [100, 100, 100], 0.5, 0.8, 0.5],
    ['demographic_parity_difference@to:overall', [200, 200], 0.3, 0.8, 0.25],
    ['demographic_parity_ratio@to:overall', [200, 200], 0.3, 0.8, 0.3 / 0.55],
    ['demographic_parity_ratio@to:overall', [400, 100], 0.5, 0.8, 0.56 / 0.8],
  ])('of %s of groups of %j misses it as seldom as its level says', (name, sizes, first, others, truth) => {
    const groups = sizes.map((size, g) => [size, g === 0 ? first : others] as const);
    const { above, below } = misses(name, groups, truth, 0.95);
    expect(above).toBeLessThan(most(0.05));
    expect(below).toBeLessThan(most(0.05));
  });

  it('is not wider than the group or pair that is extreme calls for', () => {
    const groups = [[300, 0.5] as const, ...Array<readonly [number, number]>(4).fill([300, 0.8])];
    expect(misses('accuracy_worst_group', groups, 0.5, 0.95).above).toBeGreaterThan(0.02);
  });
});

describe('what has no bounds', () => {
  it('is a group that counts as 0 because it has no denominator', () => {
    const label = [...Array<number>(80).fill(1), ...Array<number>(40).fill(0)];
    const slice = label.map((_, i) => `g${Math.floor(i / 40)}`);
    const prediction = label.map((_, i) => (i % 3 === 0 ? 1 : 0));
    const data = meter(binary({ label, prediction, slice }));
    const boundsOf = (name: string) => measure(data, { ...subject(name), across: 'slice' }).bounds;
    expect(boundsOf('equal_opportunity_difference@min:0|empty:zero')).toBeNull();
    expect(boundsOf('equal_opportunity_difference@min:0')).not.toBeNull();
  });

  it('is left out where it has no value either: F1 without a positive', () => {
    const label = [...Array<number>(80).fill(1), ...Array<number>(40).fill(0)];
    const slice = label.map((_, i) => `g${Math.floor(i / 40)}`);
    const prediction = label.map((truth, i) => (truth === 1 && i % 3 === 0 ? 1 : 0));
    const { value, bounds } = measure(meter(binary({ label, prediction, slice })), {
      ...subject('f1_worst_group'),
      across: 'slice',
    });
    expect(bounds!.low(0.95)).toBeLessThan(value!);
  });
});
