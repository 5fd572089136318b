import type { Metric, MetricFamily } from '../../model/metric.ts';
import { quote } from '../../model/quote.ts';
import type { NumberParameter } from '../families.ts';

/** One of several bands, counted from 1. */
interface Band {
  readonly band: number;
  readonly bands: number;
}

const MAX_BANDS = 1000;

export const BANDS: NumberParameter = {
  symbol: 'bands',
  expected: `a whole number from 2 to ${MAX_BANDS}`,
  accepts: (bands) => Number.isInteger(bands) && bands >= 2 && bands <= MAX_BANDS,
};

/** `name@k/B`, one metric for each band k of B. */
export function bandFamily(
  name: string,
  standing: readonly Band[],
  make: (band: Band, name: string) => Metric,
): MetricFamily {
  const metric = ({ band, bands }: Band) => make({ band, bands }, `${name}@${band}/${bands}`);
  return {
    usage: `${name}@k/bands`,
    members: standing.map(metric),
    find: (written) => {
      if (written === name) return { problem: `${name} needs its band: write ${name}@1/10` };
      if (!written.startsWith(`${name}@`)) return null;
      const text = written.slice(name.length + 1);
      const [, k, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
      const [band, bands] = [Number(k), Number(of)];
      if (BANDS.accepts(bands) && band <= bands) return metric({ band, bands });
      const expected = `the band k of a whole number of bands from 2 to ${MAX_BANDS}, as in 1/10`;
      return { problem: `${name}@k/bands expects ${expected}, found ${quote(text)}` };
    },
  };
}
