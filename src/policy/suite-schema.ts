import * as z from 'zod/mini';
import { FORMAT_NAMES } from '../evidence/formats/catalogue.ts';
import { QUANTITIES, type Quantity } from '../model/dataset.ts';
import { TASKS } from '../model/metric.ts';
import { across, classLabel, gateSchema, metricName } from './gate-schema.ts';
import { columnName, combination, is, nonEmpty, optional, scalar, text, textLike, wholeFrom } from './leaf-schema.ts';
import { SHARE_PATTERN } from './limits.ts';
import { expected } from './words.ts';

const SCORE = 'a column, a pattern with one * that stands for the class, or a map of class: column';
const byClass = nonEmpty(z.record(z.string(), columnName, { error: is(SCORE) }), SCORE);
const LABEL = `${SCORE}, or a list of columns (the references of a text)`;

const QUANTITY: Readonly<Record<Quantity, string>> = {
  latency: 'Time that an answer took, in whatever unit its limits are written in.',
  cost: 'What an answer cost.',
  tokens: 'Tokens of an answer, or of the text whose likelihood was measured.',
  bytes: 'Bytes of the text whose likelihood was measured.',
  nll: 'Negative log-likelihood of a text, natural logarithm, summed over its tokens.',
  passed: 'Whether the sample passed its checks: true or false.',
  win: 'Against the other model: win, tie or loss, or 1, 0.5 or 0.',
  refused: 'Whether the model refused to answer: true or false.',
  valid: 'Whether the answer has the demanded form: true or false.',
  toxic: 'Whether the answer is toxic: true or false.',
  'judge-score': 'The score that a judge gave.',
};

const columns = z.strictObject({
  id: optional(columnName, 'Names the example, so that it is paired with the same example of the baseline.'),
  label: optional(
    z.union([columnName, combination, byClass], { error: is(LABEL) }),
    'The truth: a class, a number, a relevance, a text. For a multilabel task a list of classes a row, or a column a class; for texts one column or several.',
  ),
  prediction: optional(
    z.union([columnName, byClass], { error: is(SCORE) }),
    'The answer of the model, written as the label is.',
  ),
  score: optional(
    z.union([columnName, byClass], { error: is(SCORE) }),
    'Scores or probabilities: one column (of the positive class), a pattern such as `p_*` where * stands for the class, or a map of class: column.',
  ),
  count: optional(columnName, 'A row stands for this many examples.'),
  weight: optional(columnName, 'Importance of a row.'),
  cluster: optional(columnName, 'Rows of one value depend on each other: the patient, the user, the document.'),
  run: optional(
    columnName,
    'Which repetition of its example a row is: rows of one id with different runs are one example.',
  ),
  query: optional(columnName, 'The query, user or topic of a ranking.'),
  item: optional(columnName, 'The item or document that was ranked.'),
  popularity: optional(columnName, 'How often the item was chosen before.'),
  ...mapQuantities((quantity) => optional(columnName, QUANTITY[quantity])),
  input: optional(
    columnName,
    'The text that the model was given. A hash of it is kept, so that another question under the same id is noticed.',
  ),
  judge: optional(
    columnName,
    'Who judged the answers, with the version: scores of two judges are not compared unnoticed.',
  ),
  prompt: optional(columnName, 'The version of the prompt, where it is not what the change is about.'),
  dataset: optional(columnName, 'The version of the data set.'),
});

/** One key for each quantity. */
function mapQuantities<T>(make: (quantity: Quantity) => T): Readonly<Record<Quantity, T>> {
  return Object.fromEntries(QUANTITIES.map((quantity) => [quantity, make(quantity)])) as Record<Quantity, T>;
}

const BOTH_MISTAKES = ['false-negative', 'false-positive'];
const COSTS = 'a map of false-negative and false-positive to a cost, or of label to a map of prediction: cost';
/** Of the costs of both mistakes, the one that is absent: a map with one of them is no map of labels. */
const costsAre = ({ input }: { readonly input?: unknown }): string => {
  const keys = typeof input === 'object' && input !== null ? Object.keys(input) : [];
  const absent = BOTH_MISTAKES.filter((key) => !keys.includes(key));
  if (absent.length === 1) return `${absent.join()} is missing; both mistakes have a cost, which may be 0`;
  return keys.length === 0 || Array.isArray(input)
    ? expected(COSTS, input)
    : `expected ${COSTS}; a cost is a number of 0 or more`;
};
const cost = z
  .number({ error: is('a number of 0 or more') })
  .check(z.minimum(0, { error: is('a number of 0 or more') }));
const described = <Shape extends z.ZodMiniType>(shape: Shape, description: string) =>
  shape.check(z.describe(description));
const costs = z.union(
  [
    z.strictObject({
      'false-negative': described(cost, 'What it costs to miss a positive.'),
      'false-positive': described(cost, 'What it costs to take a negative for a positive.'),
    }),
    nonEmpty(z.record(z.string(), z.record(z.string(), cost)), COSTS),
  ],
  { error: costsAre },
);

const NAME = '1 to 80 printable characters without spaces around them';
const PRINTABLE = /^(?! )[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,80}(?<! )$/u;
const FILES = 'a list of at least one file name or glob';
const MISSING = 'a number of rows (0 or more), or a share of them such as "2%"';
const COUNT = 'a whole number above 0';

const ungated = z.strictObject({
  metric: metricName.check(z.describe('The metric, by the name that scikit-learn gives it.')),
  label: classLabel,
  across,
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
    'affected-by': optional(
      z.array(text('a file name or glob'), { error: is(FILES) }).check(z.minLength(1, { error: is(FILES) })),
      'Files of the repository that can change the results: names or globs; a leading "!" excludes. Inside Actions a run without any evidence passes as not affected when the change touches none of them.',
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
    'discover-slices': optional(
      z.boolean({ error: is('true or false') }),
      'Look for slices that got worse also by columns that nothing else reads and that have 2 to 30 values. They go into the record. `false` by default.',
    ),
    metrics: optional(
      z.array(z.union([metricName, ungated], { error: is('the name of a metric, or a map of metric and label') })),
      'Metrics that are reported without a gate.',
    ),
    costs: optional(
      costs,
      'What mistakes cost, for `expected_cost`: `{ false-negative: 5, false-positive: 1 }`, or label: { prediction: cost }.',
    ),
    gates: optional(z.array(gateSchema), 'The rules that the model must keep.'),
  })
  .register(z.globalRegistry, { id: 'suite', anyOf: [{ required: ['files'] }, { required: ['artifact'] }] });
