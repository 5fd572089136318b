import * as z from 'zod/mini';
import { fromHistory } from './history.ts';
import { columnName, combination, is, nonEmpty, optional, scalar, text, textLike } from './leaf-schema.ts';
import { explainLimit, TOLERANCE_PATTERN } from './limits.ts';

/** Marks where the JSON Schema gives the names of the metrics, which reading a policy has no use for. */
export const NAMES_A_METRIC = 'x-metric';

export const metricName = text('the name of a metric').check(z.meta({ [NAMES_A_METRIC]: true }));

export const classLabel = optional(scalar, 'Measure the metric for this class alone.');

export const across = optional(columnName, 'The column whose groups a fairness metric compares.');

/** The keys of `defaults`, each of which may also stand on a gate. */
export const verdictKeys = {
  level: optional(
    z.enum(['fail', 'warn', 'info']),
    'What a broken rule does: `fail` blocks (the default), `warn` warns, `info` only tells.',
  ),
  'when-unsure': optional(
    z.enum(['warn', 'pass', 'fail']),
    'What a regression does that the data can neither prove nor rule out: `warn` (the default), `pass`, or `fail`, which demands proof that all is well.',
  ),
  method: optional(
    z.enum(['frequentist', 'bayes']),
    'What the uncertainty of a rule is told by: confidence intervals (`frequentist`, the default), or the probabilities of a posterior distribution (`bayes`).',
  ),
};

const SLICE = 'a column, a list of different columns, or a map of column: value';
const oneSlice = nonEmpty(z.record(z.string(), scalar, { error: is(SLICE) }), SLICE);

const TOLERANCE = 'a number of 0 or more, "1pp" (percentage points) or "10%" (relative to the baseline)';
const tolerance = z.union(
  [
    z.number({ error: is(TOLERANCE) }).check(z.minimum(0, { error: is(TOLERANCE) })),
    textLike(TOLERANCE, TOLERANCE_PATTERN),
  ],
  { error: is(TOLERANCE) },
);
const UNITS = 'A number is in the unit of the metric, `1pp` is 0.01 of it, `10%` is relative to the baseline.';

const limit = z.number({ error: ({ input }) => explainLimit(input) });

export const RULES = ['min', 'max', 'max-drop', 'max-rise', 'from-history'] as const;

export const gateSchema = z
  .strictObject({
    metric: metricName.check(
      z.describe('The metric, by the name that its field gives it; parameters stand behind @, as in `fbeta@2`.'),
    ),
    label: classLabel,
    slice: optional(
      z.union([columnName, combination, oneSlice], { error: is(SLICE) }),
      'A column: the rule holds for each of its values. A list of columns: for each combination of their values. A map of column: value: for that slice.',
    ),
    min: optional(limit, 'The smallest value that passes, in the unit of the metric.'),
    max: optional(limit, 'The largest value that passes, in the unit of the metric.'),
    'max-drop': optional(
      tolerance,
      `Where higher is better: the largest fall below the baseline that is tolerated. ${UNITS}`,
    ),
    'max-rise': optional(
      tolerance,
      `Where lower is better: the largest rise above the baseline that is tolerated. ${UNITS}`,
    ),
    'from-history': optional(
      fromHistory,
      'A limit that follows from the earlier records of the same data set: `true`, or a method with its parameters.',
    ),
    ...verdictKeys,
    across,
    baseline: optional(
      z.literal('anchor', { error: is('anchor') }),
      '`anchor`: changes are judged against the anchor of the baseline section, and not against the baseline.',
    ),
  })
  .register(z.globalRegistry, { id: 'gate', anyOf: RULES.map((rule) => ({ required: [rule] })) });
