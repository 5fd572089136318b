import * as z from 'zod/mini';
import { FORMAT_NAMES } from '../evidence/formats/catalogue.ts';
import { TASKS } from '../model/metric.ts';
import { classLabel, gateSchema, metricName } from './gate-schema.ts';
import { columnName, combination, is, nonEmpty, optional, scalar, text, textLike, wholeFrom } from './leaf-schema.ts';
import { SHARE_PATTERN } from './limits.ts';

const SCORE = 'a column, a pattern with one * that stands for the class, or a map of class: column';
const scoreColumns = nonEmpty(z.record(z.string(), columnName, { error: is(SCORE) }), SCORE);

const columns = z.strictObject({
  id: optional(columnName, 'Names the example, so that it is paired with the same example of the baseline.'),
  label: optional(columnName, 'The truth.'),
  prediction: optional(columnName, 'The answer of the model.'),
  score: optional(
    z.union([columnName, scoreColumns], { error: is(SCORE) }),
    'Scores or probabilities: one column (of the positive class), a pattern such as `p_*` where * stands for the class, or a map of class: column.',
  ),
  count: optional(columnName, 'A row stands for this many examples.'),
  weight: optional(columnName, 'Importance of a row.'),
  cluster: optional(columnName, 'Rows of one value depend on each other: the patient, the user, the document.'),
  run: optional(columnName, 'Not supported yet: the repetition that a row belongs to.'),
  judge: optional(columnName, 'Not supported yet: the judge who gave the score.'),
});

const NAME = '1 to 80 printable characters without spaces around them';
const PRINTABLE = /^(?! )[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,80}(?<! )$/u;
const FILES = 'a list of at least one file name or glob';
const MISSING = 'a number of rows (0 or more), or a share of them such as "2%"';
const COUNT = 'a whole number above 0';

const ungated = z.strictObject({
  metric: metricName.check(z.describe('The metric, by the name that scikit-learn gives it.')),
  label: classLabel,
});

export const suiteSchema = z
  .strictObject({
    name: textLike(NAME, PRINTABLE).check(
      z.describe('Name of the suite in reports and baselines; no two suites share one.'),
    ),
    files: optional(
      z.array(text('a file name or glob'), { error: is(FILES) }).check(z.minLength(1, { error: is(FILES) })),
      'Evidence files: names or globs in the workspace; a leading "!" excludes.',
    ),
    artifact: optional(
      text('the name or glob of artifacts'),
      'Evidence from artifacts of the workflow run, by name or glob.',
    ),
    format: optional(z.enum(FORMAT_NAMES), 'Format of the evidence files; `auto` (the default) recognises it.'),
    task: z.enum(TASKS).check(z.describe('What the model does. It decides which metrics there are.')),
    columns: optional(columns, 'Columns of the evidence by role; a role that is absent is found by common names.'),
    'positive-label': optional(scalar, 'The class that counts as positive in a binary task.'),
    'max-missing': optional(
      z.union([wholeFrom(0, MISSING), textLike(MISSING, SHARE_PATTERN)], { error: is(MISSING) }),
      'Rows that may lack a usable prediction: a number, or "2%" of all. None by default.',
    ),
    'expected-rows': optional(wholeFrom(1, COUNT), 'The suite fails unless the evidence has exactly this many rows.'),
    'expected-shards': optional(
      wholeFrom(1, COUNT),
      'The suite fails unless the evidence has exactly this many files.',
    ),
    slices: optional(
      z.array(z.union([columnName, combination], { error: is('a column or a list of different columns') })),
      'Report every metric for each value of these columns, or combination of columns.',
    ),
    metrics: optional(
      z.array(z.union([metricName, ungated], { error: is('the name of a metric, or a map of metric and label') })),
      'Metrics that are reported without a gate.',
    ),
    costs: optional(z.record(z.string(), z.number()), 'Not supported yet: the cost of each kind of mistake.'),
    gates: optional(z.array(gateSchema), 'The rules that the model must keep.'),
  })
  .register(z.globalRegistry, { id: 'suite', anyOf: [{ required: ['files'] }, { required: ['artifact'] }] });
