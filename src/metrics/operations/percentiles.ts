import type { Metric, MetricFamily } from '../../model/metric.ts';
import { quote } from '../../model/quote.ts';

const PERCENT = /^(?:0|[1-9]\d?)(?:\.\d+)?$/;

/** `stempercent`, as monitoring names its percentiles: `latency_p95`, `latency_p99.9`. */
export function percentileFamily(
  stem: string,
  standing: readonly number[],
  make: (percent: number, name: string) => Metric,
): MetricFamily {
  const metric = (percent: number) => make(percent, `${stem}${percent}`);
  return {
    usage: `${stem}NN`,
    members: standing.map(metric),
    find: (written) => {
      if (!written.startsWith(stem)) return null;
      const text = written.slice(stem.length);
      const percent = PERCENT.test(text) ? Number(text) : 0;
      if (percent > 0) return metric(percent);
      const example = `${stem}${standing[0]}`;
      return {
        problem: `${stem}NN expects a number above 0 and below 100 in place of NN (${example}), found ${quote(text)}`,
      };
    },
  };
}
