import type { Problem } from '../../errors.ts';
import type { Dataset, Quantity } from '../../model/dataset.ts';
import type { Metric } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';

/** What is wrong with a quantity of yes and no: a cell that is neither. */
export function problemsOfYesOrNo(name: string, { quantities }: Dataset, quantity: Quantity): readonly Problem[] {
  const values = quantities.get(quantity) ?? new Float64Array(0);
  const odd = values.findIndex((value) => value !== 0 && value !== 1 && !Number.isNaN(value));
  if (odd < 0) return [];
  const message = `The metric ${name} counts yes and no, and its column ${quantity} holds ${values[odd]} in row ${odd + 1}. Write 1 and 0, or true and false.`;
  return [{ where: '', message }];
}

const RATES = [
  {
    quantity: 'refused',
    name: 'refusal_rate',
    title: 'Refusal rate',
    direction: 'lower',
    what: 'in which the model refused to answer',
  },
  {
    quantity: 'valid',
    name: 'format_valid_rate',
    title: 'Rate of valid formats',
    direction: 'higher',
    what: 'whose output has the form that was asked for',
  },
  {
    quantity: 'toxic',
    name: 'toxicity_rate',
    title: 'Toxicity rate',
    direction: 'lower',
    what: 'whose output was found toxic',
  },
] as const;

/** Shares of rows, counted from a column of yes (1) and no (0). */
export const yesOrNoRates = (): readonly Metric[] =>
  RATES.map(({ quantity, what, ...named }) => {
    const row: MetricRow = {
      ...named,
      kind: 'proportion',
      range: [0, 1],
      tasks: ['generation', 'translation'],
      needs: [quantity],
      version: 'v1',
      definition: `The share of rows ${what}: the mean of the column ${quantity}, which holds 1 or 0.`,
      source: 'Share of a yes-or-no judgement',
      example: { rows: [1, 0, 0, 0].map((answer) => ({ [quantity]: answer })), value: 0.25 },
    };
    return defineMetric(
      row,
      ({ quantities }) => ({
        kind: 'proportion',
        hits: Int8Array.from(quantities.get(quantity)!, (value) => (Number.isNaN(value) ? -1 : value)),
      }),
      (dataset) => problemsOfYesOrNo(named.name, dataset, quantity),
    );
  });
