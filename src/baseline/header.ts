import * as z from 'zod';
import { BaselineError } from '../errors.ts';
import type { Slice } from '../model/measurement.ts';
import type { UndefinedReason } from '../model/metric.ts';
import { TASKS } from '../model/metric.ts';
import { damaged } from './parquet.ts';

/** Raised when an older program would misread a record of this one. */
export const SCHEMA = 1;

const REASONS = Object.keys({
  no_examples: true,
  single_class: true,
  zero_division: true,
  nonfinite_input: true,
  out_of_range: true,
  missing_value: true,
} satisfies Record<UndefinedReason, true>) as [UndefinedReason];

const amount = z.number().nonnegative();
const rows = z.int().nonnegative();
const names = z.array(z.string());
/** Taken as it is, for a record schema would drop a column called `__proto__`. */
const slice = z.custom<Slice>(
  (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string'),
  'expected column: value pairs',
);

/** Everything of a record that is not a column, as the JSON in the metadata of the file. Keys are snake_case, as in report.json. */
const headerSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  suite: z.string(),
  task: z.enum(TASKS),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/)
    .nullable(),
  created_at: z.iso.datetime(),
  n: amount,
  missing: amount,
  rows,
  full_rows: rows,
  evidence: z.array(z.strictObject({ path: z.string(), sha256: z.string(), format: z.string(), rows })),
  measurements: z.array(
    z.strictObject({
      metric: z.string(),
      label: z.string().nullable(),
      slice: slice.nullable(),
      value: z.number().nullable(),
      reason: z.enum(REASONS).nullable(),
      n: amount,
      direction: z.enum(['higher', 'lower']).nullable(),
      signature: z.string(),
      standard_error: z.number().nullable(),
    }),
  ),
  id_key: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('salt'), salt: z.string().regex(/^[0-9a-f]{64}$/) }),
      z.strictObject({ kind: z.literal('secret'), check: z.string() }),
    ])
    .nullable(),
  /** What the codes of `label` and `prediction` point into. */
  classes: names,
  /** Class of column `score_0`, `score_1`, …; null: the one score of a binary task. */
  scores: z.array(z.string().nullable()),
  /** Name of column `number_0`, … */
  numbers: names,
  /** Name of column `slice_0`, …, and what its codes point into. */
  slices: z.array(z.strictObject({ name: z.string(), values: names })),
  scalars: z.array(
    z.strictObject({
      name: z.string(),
      value: z.number().nullable(),
      standard_error: z.number().nullable(),
      n: z.number().nullable(),
    }),
  ),
});
export type Header = z.infer<typeof headerSchema>;

/** The header as JSON. A header that could not be read back is a bug, and throws as one. */
export function formatHeader(header: Header): string {
  return JSON.stringify(headerSchema.parse(header));
}

/** Reads the header of a record. Throws BaselineError with everything that is wrong with it. */
export function parseHeader(json: string, where: string): Header {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw damaged(where, 'its metadata is no JSON');
  }
  const schema = z.object({ schema: z.int() }).safeParse(value);
  if (schema.success && schema.data.schema > SCHEMA) {
    const message = `This baseline record has schema ${schema.data.schema}, and this version reads schema ${SCHEMA}: a newer version wrote it. Update the action or the command line.`;
    throw new BaselineError([{ where, message }]);
  }
  const header = headerSchema.safeParse(value);
  if (header.success) return header.data;
  const problems = header.error.issues.map(({ path, message }) => `\`${path.join('.')}\`: ${message}`);
  throw damaged(where, `its metadata is not what it should be (${problems.join('; ')})`);
}
