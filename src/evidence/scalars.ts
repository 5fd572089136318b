import { type Evidence, NO_COLUMNS, type Scalar } from '../model/dataset.ts';
import { nearest } from '../model/nearest.ts';
import { quote, quoteAll, showPlace } from '../model/quote.ts';
import { AS_WRITTEN } from './answers.ts';
import { describeColumns } from './columns.ts';
import type { Column } from './formats/table.ts';
import { parseNumber } from './numbers.ts';
import { collectProblems, MAX_DIFFERENT } from './problems.ts';
import type { EvidenceRequest, EvidenceTable } from './request.ts';
import { findCommonName } from './roles.ts';

const COLUMNS = {
  metric: ['metric', 'name'],
  value: ['value', 'score'],
  stderr: ['stderr', 'std_err', 'standard_error'],
  n: ['n', 'count', 'samples'],
} as const;

/** `acc_stderr` and `acc_std_err` go with `acc`, and `acc_stderr,none` with `acc,none`. */
const STANDARD_ERROR = /_(?:stderr|std_err)(?=$|,[^,.]*$)/;

/**
 * Evidence of precomputed values (task `metrics`): one a row, with a name, a value and perhaps a standard error and the
 * number of units behind it. A value whose name is another's with `_stderr` behind it is that one's standard error.
 * Throws EvidenceError on a name given twice, a negative standard error, a bad n, and files without the two columns.
 */
export function buildScalarEvidence(tables: readonly EvidenceTable[], request: EvidenceRequest): Evidence {
  const problems = collectProblems();
  const scalars = new Map<string, Scalar>();
  const places = new Map<string, string>();
  for (const { file, table } of tables) {
    const names = table.columns.map(({ name }) => name);
    const column = (role: keyof typeof COLUMNS): Column | undefined => {
      const name = findCommonName(names, COLUMNS[role]);
      return table.columns.find((each) => each.name === name);
    };
    const [metric, value, stderr, n] = [column('metric'), column('value'), column('stderr'), column('n')];
    if (metric === undefined || value === undefined) {
      const wanted =
        'precomputed values are read from the columns `metric` and `value`, and `stderr` and `n` if there are any';
      problems.add(showPlace(file.path), `${wanted}. ${describeColumns(names, metric ? 'value' : 'metric')}`);
      continue;
    }
    for (let row = 0; row < table.rows; row++) {
      const place = showPlace(file.path, table.lines[row]);
      const name = textAt(metric, row);
      const scalar = { value: numberAt(value, row), standardError: numberAt(stderr, row), n: numberAt(n, row) };
      if (name === null) problems.add(place, 'the name of the metric is blank.');
      else if (places.has(name)) problems.add(place, `the metric ${quote(name)} is also at ${places.get(name)}.`);
      else {
        scalars.set(name, scalar);
        places.set(name, place);
      }
      if (scalar.n !== null && !(Number.isInteger(scalar.n) && scalar.n >= 0)) {
        problems.add(place, 'n must be a whole number that is not negative.');
      }
    }
  }
  attachStandardErrors(scalars);
  for (const [name, { standardError }] of scalars) {
    if (standardError !== null && standardError < 0) {
      problems.add(places.get(name)!, `the standard error of ${quote(name)} is negative.`);
    }
  }
  problems.throwIfAny();
  checkWanted(scalars, request);
  return {
    dataset: { ...NO_COLUMNS, scalars },
    raw: { texts: null, rankings: null },
    ids: null,
    runs: null,
    inputs: null,
    versions: {},
    files: tables.map(({ file }) => file),
    positive: null,
    canonical: AS_WRITTEN,
    missing: 0,
    notes: tables.flatMap(({ file, table }) => table.notes.map((note) => `${showPlace(file.path)}: ${note}`)),
  };
}

/** Every value that the policy is about must be there. */
function checkWanted(scalars: ReadonlyMap<string, Scalar>, { numbers }: EvidenceRequest): void {
  const problems = collectProblems(MAX_DIFFERENT);
  for (const { name, where, key } of numbers) {
    if (scalars.has(name)) continue;
    const near = nearest(name, [...scalars.keys()]);
    const hint =
      near.length > 0 ? `Did you mean ${near.map(quote).join(' or ')}?` : `It has ${quoteAll([...scalars.keys()])}.`;
    problems.add(where, `${key}: the evidence has no metric ${quote(name)}. ${hint}`);
  }
  problems.throwIfAny();
}

function attachStandardErrors(scalars: Map<string, Scalar>): void {
  for (const [name, { value }] of [...scalars]) {
    const owner = name.replace(STANDARD_ERROR, '');
    const scalar = scalars.get(owner);
    if (owner === name || scalar === undefined) continue;
    scalars.set(owner, { ...scalar, standardError: scalar.standardError ?? value });
    scalars.delete(name);
  }
}

const textAt = (column: Column, row: number): string | null =>
  column.codes[row]! < 0 ? null : column.values[column.codes[row]!]!;

function numberAt(column: Column | undefined, row: number): number | null {
  const text = column === undefined ? null : textAt(column, row);
  const value = text === null ? Number.NaN : parseNumber(text);
  return Number.isNaN(value) ? null : value;
}
