import * as z from 'zod';
import { metricNames } from '../metrics/catalogue.ts';
import { TASKS } from '../model/metric.ts';
import { columnName, combination, is, nonEmpty, scalar, text, textLike } from './leaf-schema.ts';
import { explainLimit, TOLERANCE_PATTERN } from './limits.ts';

export const metricName = text('the name of a metric').meta({
  examples: [...new Set(TASKS.flatMap((task) => metricNames(task)))],
});

export const classLabel = scalar.describe('Measure the metric for this class alone.').optional();

/** The keys of `defaults`, each of which may also stand on a gate. */
export const verdictKeys = {
  level: z
    .enum(['fail', 'warn', 'info'])
    .describe('What a broken rule does: `fail` blocks (the default), `warn` warns, `info` only tells.')
    .optional(),
  'when-unsure': z
    .enum(['warn', 'pass', 'fail'])
    .describe(
      'What a regression does that the data can neither prove nor rule out: `warn` (the default), `pass`, or `fail`, which demands proof that all is well.',
    )
    .optional(),
};

const SLICE = 'a column, a list of different columns, or a map of column: value';
const oneSlice = nonEmpty(z.record(z.string(), scalar, { error: is(SLICE) }), SLICE);

const TOLERANCE = 'a number of 0 or more, "1pp" (percentage points) or "10%" (relative to the baseline)';
const tolerance = z.union(
  [z.number({ error: is(TOLERANCE) }).min(0, { error: is(TOLERANCE) }), textLike(TOLERANCE, TOLERANCE_PATTERN)],
  { error: is(TOLERANCE) },
);
const UNITS = 'A number is in the unit of the metric, `1pp` is 0.01 of it, `10%` is relative to the baseline.';

const limit = z.number({ error: ({ input }) => explainLimit(input) });

export const RULES = ['min', 'max', 'max-drop', 'max-rise'] as const;

export const gateSchema = z
  .strictObject({
    metric: metricName.describe(
      'The metric, by the name that scikit-learn gives it; parameters stand behind @, as in `fbeta@2`.',
    ),
    label: classLabel,
    slice: z
      .union([columnName, combination, oneSlice], { error: is(SLICE) })
      .describe(
        'A column: the rule holds for each of its values. A list of columns: for each combination of their values. A map of column: value: for that slice.',
      )
      .optional(),
    min: limit.describe('The smallest value that passes, in the unit of the metric.').optional(),
    max: limit.describe('The largest value that passes, in the unit of the metric.').optional(),
    'max-drop': tolerance
      .describe(`Where higher is better: the largest fall below the baseline that is tolerated. ${UNITS}`)
      .optional(),
    'max-rise': tolerance
      .describe(`Where lower is better: the largest rise above the baseline that is tolerated. ${UNITS}`)
      .optional(),
    ...verdictKeys,
    across: columnName.describe('Not supported yet: the column whose groups a fairness metric compares.').optional(),
    baseline: z
      .literal('anchor', { error: is('anchor') })
      .describe('Not supported yet: compare with the anchor of the baseline section.')
      .optional(),
  })
  .meta({ id: 'gate', anyOf: RULES.map((rule) => ({ required: [rule] })) });
