import type { Quantity } from '../../model/dataset.ts';
import type { Metric, Sums } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { ratioOfSums, type Scale } from './ratio.ts';

/** Two texts: 12 nats over 8 tokens and 20 bytes, 6 nats over 4 tokens and 16 bytes. */
const TWO = [
  { nll: 12, tokens: 8, bytes: 20 },
  { nll: 6, tokens: 4, bytes: 16 },
];

/** e to the power of the ratio: nats a token become a perplexity. */
const PERPLEXITY: Scale = { value: Math.exp, slope: Math.exp };
/** Nats become bits. */
const BITS: Scale = { value: (nats) => nats / Math.LN2, slope: () => 1 / Math.LN2 };

const LIKELIHOOD = { kind: 'sums', direction: 'lower', tasks: ['generation'] } as const;

const SIGN =
  'nll is −ln p of the text, all of its tokens added up. A negative nll (a log-likelihood, whose sign is the other one) or count leaves no value, out_of_range.';

/** How well a language model expected the texts. */
export const likelihoods = (): readonly Metric[] => [
  perUnit(
    {
      ...LIKELIHOOD,
      name: 'perplexity',
      title: 'Perplexity',
      range: [1, null],
      needs: ['nll', 'tokens'],
      version: 'nats|per:token|v1',
      definition: `exp(Σ nll / Σ tokens) over all rows. It depends on the tokenizer, so that models with different ones cannot be compared by it. ${SIGN}`,
      source: 'Jelinek et al. (1977); exp of the mean negative log-likelihood',
      example: { rows: TWO, value: 4.4816890703380645 },
    },
    'tokens',
    PERPLEXITY,
  ),
  perUnit(
    {
      ...LIKELIHOOD,
      name: 'bits_per_byte',
      title: 'Bits per byte',
      range: [0, null],
      needs: ['nll', 'bytes'],
      version: 'bits|per:byte|v1',
      definition: `Σ nll / (ln 2 · Σ bytes) over all rows, with the bytes of the texts in UTF-8. It does not depend on the tokenizer. ${SIGN}`,
      source: 'Gao et al., "The Pile" (2020), section 3.1; lm-evaluation-harness bits_per_byte',
      example: { rows: TWO, value: 0.7213475204444817 },
    },
    'bytes',
    BITS,
  ),
];

function perUnit(row: MetricRow, quantity: Quantity, scale: Scale): Metric {
  return defineMetric(row, ({ rows, quantities }): Sums => {
    const [nll, sizes] = [quantities.get('nll')!, quantities.get(quantity)!];
    const values = new Float64Array(2 * rows);
    let isOutside = false;
    for (let i = 0; i < rows; i++) {
      const isUnit = !Number.isNaN(nll[i]!) && !Number.isNaN(sizes[i]!);
      values[2 * i] = isUnit ? nll[i]! : Number.NaN;
      values[2 * i + 1] = sizes[i]!;
      isOutside ||= isUnit && (nll[i]! < 0 || sizes[i]! < 0);
    }
    const sums = ratioOfSums(values, scale);
    if (!isOutside) return sums;
    return { ...sums, reduce: () => ({ value: null, reason: 'out_of_range', gradient: new Float64Array(2) }) };
  });
}
