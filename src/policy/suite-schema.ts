import * as z from 'zod';
import { FORMAT_NAMES } from '../evidence/formats/catalogue.ts';
import { TASKS } from '../model/metric.ts';
import { classLabel, gateSchema, metricName } from './gate-schema.ts';
import { columnName, combination, is, nonEmpty, scalar, text, textLike, wholeFrom } from './leaf-schema.ts';
import { SHARE_PATTERN } from './limits.ts';

const SCORE = 'a column, a pattern with one * that stands for the class, or a map of class: column';
const scoreColumns = nonEmpty(z.record(z.string(), columnName, { error: is(SCORE) }), SCORE);

const columns = z.strictObject({
  id: columnName.describe('Names the example, so that it is paired with the same example of the baseline.').optional(),
  label: columnName.describe('The truth.').optional(),
  prediction: columnName.describe('The answer of the model.').optional(),
  score: z
    .union([columnName, scoreColumns], { error: is(SCORE) })
    .describe(
      'Scores or probabilities: one column (of the positive class), a pattern such as `p_*` where * stands for the class, or a map of class: column.',
    )
    .optional(),
  count: columnName.describe('A row stands for this many examples.').optional(),
  weight: columnName.describe('Importance of a row.').optional(),
  cluster: columnName
    .describe('Rows of one value depend on each other: the patient, the user, the document.')
    .optional(),
  run: columnName.describe('Not supported yet: the repetition that a row belongs to.').optional(),
  judge: columnName.describe('Not supported yet: the judge who gave the score.').optional(),
});

const NAME = '1 to 80 printable characters without spaces around them';
const PRINTABLE = /^(?! )[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,80}(?<! )$/u;
const FILES = 'a list of at least one file name or glob';
const MISSING = 'a number of rows (0 or more), or a share of them such as "2%"';
const COUNT = 'a whole number above 0';

const ungated = z.strictObject({
  metric: metricName.describe('The metric, by the name that scikit-learn gives it.'),
  label: classLabel,
});

export const suiteSchema = z
  .strictObject({
    name: textLike(NAME, PRINTABLE).describe('Name of the suite in reports and baselines; no two suites share one.'),
    files: z
      .array(text('a file name or glob'), { error: is(FILES) })
      .min(1, { error: is(FILES) })
      .describe('Evidence files: names or globs in the workspace; a leading "!" excludes.')
      .optional(),
    artifact: text('the name or glob of artifacts')
      .describe('Evidence from artifacts of the workflow run, by name or glob.')
      .optional(),
    format: z
      .enum(FORMAT_NAMES)
      .describe('Format of the evidence files; `auto` (the default) recognises it.')
      .optional(),
    task: z.enum(TASKS).describe('What the model does. It decides which metrics there are.'),
    columns: columns
      .describe('Columns of the evidence by role; a role that is absent is found by common names.')
      .optional(),
    'positive-label': scalar.describe('The class that counts as positive in a binary task.').optional(),
    'max-missing': z
      .union([wholeFrom(0, MISSING), textLike(MISSING, SHARE_PATTERN)], { error: is(MISSING) })
      .describe('Rows that may lack a usable prediction: a number, or "2%" of all. None by default.')
      .optional(),
    'expected-rows': wholeFrom(1, COUNT)
      .describe('The suite fails unless the evidence has exactly this many rows.')
      .optional(),
    'expected-shards': wholeFrom(1, COUNT)
      .describe('The suite fails unless the evidence has exactly this many files.')
      .optional(),
    slices: z
      .array(z.union([columnName, combination], { error: is('a column or a list of different columns') }))
      .describe('Report every metric for each value of these columns, or combination of columns.')
      .optional(),
    metrics: z
      .array(z.union([metricName, ungated], { error: is('the name of a metric, or a map of metric and label') }))
      .describe('Metrics that are reported without a gate.')
      .optional(),
    costs: z.record(z.string(), z.number()).describe('Not supported yet: the cost of each kind of mistake.').optional(),
    gates: z.array(gateSchema).describe('The rules that the model must keep.').optional(),
  })
  .meta({ id: 'suite', anyOf: [{ required: ['files'] }, { required: ['artifact'] }] });
