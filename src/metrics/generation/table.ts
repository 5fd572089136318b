import type { Metric, MetricFamily } from '../../model/metric.ts';
import { ANSWERS } from './answers.ts';
import { ERROR_RATES } from './error-rates.ts';
import { JUDGEMENTS } from './judgements.ts';
import { LIKELIHOODS } from './likelihood.ts';
import { PASS_RATES } from './pass-at-k.ts';
import { ROUGE } from './rouge.ts';
import { RUN_TO_RUN } from './run-to-run.ts';
import { YES_OR_NO_RATES } from './yes-or-no.ts';

/** Metrics of generated texts: against references, of problems tried several times, of judgements, likelihoods and repeated runs. */
export const GENERATION: readonly (Metric | MetricFamily)[] = [
  ...ANSWERS,
  ...ROUGE,
  ...ERROR_RATES,
  ...PASS_RATES,
  ...JUDGEMENTS,
  ...YES_OR_NO_RATES,
  ...LIKELIHOODS,
  ...RUN_TO_RUN,
];
