import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measure, numbersOf } from './regression-rows.ts';

/** Real outputs of other people's models, kept beside the repository. */
const shared = new URL('../../../shared/data/sklearn/', import.meta.url);
const present = existsSync(shared);
const because = present ? '' : ' (skipped: ../shared is absent)';

describe.skipIf(!present)(`diabetes, as scikit-learn measured it${because}`, () => {
  it.each(['ridge', 'rf'])('%s', (model) => {
    const expected = JSON.parse(readFileSync(new URL('expected.json', shared), 'utf8'))[`diabetes.${model}`];
    const [head, ...lines] = readFileSync(new URL(`diabetes.${model}.csv`, shared), 'utf8')
      .trim()
      .split(/\r?\n/);
    const cells = lines.map((line) => line.split(','));
    const column = (name: string) => cells.map((row) => Number(row[head!.split(',').indexOf(name)]));
    const data = numbersOf({ label: column('label'), prediction: column('prediction') });
    const names = {
      mean_absolute_error: 'mae',
      mean_squared_error: 'mse',
      root_mean_squared_error: 'rmse',
      r2_score: 'r2',
      median_absolute_error: 'medae',
      mean_absolute_percentage_error: 'mape',
      explained_variance_score: 'explained_variance',
      max_error: 'max_error',
    };
    expect(data.rows).toBe(expected.n);
    for (const [ours, theirs] of Object.entries(names)) {
      const { value } = measure(ours, data);
      expect(Math.abs(value! / expected[theirs] - 1), ours).toBeLessThan(1e-12);
    }
  });
});
