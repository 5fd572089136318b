import * as z from 'zod/mini';
import { PolicyError } from '../errors.ts';
import type { Acknowledgement } from '../model/acknowledgement.ts';
import { checkShape } from './draft.ts';
import { columnName, is, nonEmpty, scalar, text } from './leaf-schema.ts';
import { explainLimit } from './limits.ts';
import { keyPath, type Path } from './place.ts';
import type { RankedProblem } from './resolve.ts';
import { parseYaml } from './yaml-source.ts';

const DATE = 'a day such as 2026-12-31';
const SLICE = 'a map of column: value';
const MAX_TEXT = 300;
const SENTENCE = `text of 1 to ${MAX_TEXT} characters`;

const sentence = z
  .string({ error: is(SENTENCE) })
  .check(z.refine((given) => oneLine(given) !== '' && given.length <= MAX_TEXT, { error: is(SENTENCE) }));

const entry = z.strictObject({
  suite: text('the name of a suite'),
  metric: text('the name of a metric'),
  label: z.optional(scalar),
  across: z.optional(columnName),
  slice: z.optional(nonEmpty(z.record(z.string(), scalar, { error: is(SLICE) }), SLICE)),
  worst: z.number({ error: ({ input }) => explainLimit(input) }),
  reason: sentence,
  owner: sentence,
  expires: z.string({ error: is(DATE) }).check(z.refine(isDay, { error: is(DATE) })),
  change: z.optional(sentence),
});

const ledger = z.strictObject({
  version: z.literal(1, { error: is('1, the only version of the ledger so far') }),
  acknowledged: z.array(entry, { error: is('a list of acknowledged regressions, which may be empty') }),
});

type LedgerInput = z.input<typeof ledger>;

/**
 * Reads the ledger of acknowledged regressions; `file` is its name in messages. Throws PolicyError with every problem of the file: its
 * place (`file:line:column`), its key path, and what was expected there.
 */
export function readAcknowledgements(text: string, file: string): readonly Acknowledgement[] {
  const { value, problems, locate } = parseYaml(text);
  const found: RankedProblem[] = problems.map(({ line, column, offset, message }) => ({
    where: `${file}:${line}:${column}`,
    message,
    rank: offset,
  }));
  const report = (path: Path, message: string) => {
    const { line, column, offset } = locate(path);
    const key = keyPath(path);
    found.push({
      where: `${file}:${line}:${column}`,
      message: key === '' ? message : `${key}: ${message}`,
      rank: offset,
    });
  };
  if (value !== undefined) checkShape(ledger, value, report);
  if (found.length > 0) {
    found.sort((a, b) => a.rank - b.rank);
    throw new PolicyError(found.map(({ where, message }) => ({ where, message })));
  }
  return (value as LedgerInput).acknowledged.map((written, index) => ({
    suite: written.suite,
    metric: written.metric,
    label: written.label === undefined ? null : String(written.label),
    across: written.across ?? null,
    slice:
      written.slice === undefined
        ? null
        : Object.fromEntries(Object.entries(written.slice).map(([column, of]) => [column, String(of)])),
    worst: written.worst,
    reason: oneLine(written.reason),
    owner: oneLine(written.owner),
    expires: written.expires,
    change: written.change === undefined ? null : oneLine(written.change),
    where: `${file}:${locate(['acknowledged', index]).line}`,
  }));
}

function oneLine(given: string): string {
  return given.replace(/\s+/g, ' ').trim();
}

/** A day that the calendar has. */
function isDay(given: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(given);
}
