import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { linearise } from '../../src/metrics/linearise.ts';
import { compareGroups, groupDataset } from './group-rows.ts';

/** Groups, rows of each, and how often a row is right; then the expected gap and worst group, and what 95 % of the gaps do not exceed. */
type Chance = readonly [number, number, number, number, number, number];

const { chance }: { readonly chance: readonly Chance[] } = JSON.parse(
  readFileSync(new URL('./golden/fairness.json', import.meta.url), 'utf8'),
);

const DRAWS = 1200;

/** A linear congruential generator; its upper bits. */
let state = 20261124;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) / 2 ** 24;
};

/** Groups that are all right equally often differ nevertheless, and the smaller they are the more. */
it.each(chance.filter(([, n]) => n <= 100))('%i equal groups of %i at %d lie %d apart by chance', (...expected) => {
  const [groups, n, p, gap, worst, percentile] = expected;
  const group = Array.from({ length: groups }, (_, g) => 'abcdefghij'[g]!.repeat(n)).join('');
  const label = '1'.repeat(group.length);
  const ones = new Float64Array(group.length).fill(1);
  const found = { gaps: [] as number[], worst: [] as number[] };
  for (let draw = 0; draw < DRAWS; draw++) {
    const prediction = Array.from(label, () => (random() < p ? '1' : '0')).join('');
    const dataset = groupDataset({ label, prediction, group });
    found.gaps.push(linearise(compareGroups('accuracy_group_gap', dataset), ones).value!);
    found.worst.push(linearise(compareGroups('accuracy_worst_group', dataset), ones).value!);
  }
  const expectMean = (values: readonly number[], mean: number) => {
    const found = values.reduce((sum, x) => sum + x, 0) / DRAWS;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - found) ** 2, 0) / DRAWS);
    expect(Math.abs(found - mean)).toBeLessThan((4 * spread) / Math.sqrt(DRAWS));
  };
  expectMean(found.gaps, gap);
  expectMean(found.worst, worst);
  const beyond = found.gaps.filter((each) => each > percentile + 1e-9).length / DRAWS;
  expect(beyond).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / DRAWS));
});

it('is what the tables say', () => {
  const rounded = chance.map(([groups, n, , gap, , percentile]) => [groups, n, gap.toFixed(3), percentile]);
  expect(rounded).toEqual([
    [5, 50, '0.131', 0.22],
    [10, 50, '0.173', 0.26],
    [5, 500, '0.042', 0.068],
    [2, 100, '0.045', 0.11],
  ]);
});
