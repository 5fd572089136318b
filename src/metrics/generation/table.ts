import type { Metric, MetricFamily } from '../../model/metric.ts';
import { answerMetrics } from './answers.ts';
import { errorRates } from './error-rates.ts';
import { judgements } from './judgements.ts';
import { likelihoods } from './likelihood.ts';
import { passRates } from './pass-at-k.ts';
import { rougeMetrics } from './rouge.ts';
import { runToRun } from './run-to-run.ts';
import { yesOrNoRates } from './yes-or-no.ts';

/** Metrics of generated texts: against references, of problems tried several times, of judgements, likelihoods and repeated runs. */
export const generationMetrics = (): readonly (Metric | MetricFamily)[] => [
  ...answerMetrics(),
  ...rougeMetrics(),
  ...errorRates(),
  ...passRates(),
  ...judgements(),
  ...yesOrNoRates(),
  ...likelihoods(),
  ...runToRun(),
];
