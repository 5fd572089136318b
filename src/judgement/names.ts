import type { Problem } from '../errors.ts';
import type { Dataset, Evidence } from '../model/dataset.ts';
import type { Slice } from '../model/measurement.ts';
import { nearest } from '../model/nearest.ts';
import type { Gate, Suite } from '../model/policy.ts';
import { quote, quoteAll } from '../model/quote.ts';
import { sliceRows, sliceValues } from './slices.ts';

/**
 * The suite with classes and values of slices named as the evidence names them: `True` and `1.0` are the class `1` where the evidence reads
 * them so, and the number 1 of YAML is the cell `1.0` where no cell is `1`. Names that the evidence does not know stay as they are.
 */
export function withKnownNames(suite: Suite, { dataset, canonical }: Pick<Evidence, 'dataset' | 'canonical'>): Suite {
  const label = (name: string | null) => (name === null || dataset.classes.includes(name) ? name : canonical(name));
  return {
    ...suite,
    gates: suite.gates.map((gate) => ({ ...gate, label: label(gate.label), select: knownSlice(gate.select, dataset) })),
    metrics: suite.metrics.map((use) => ({ ...use, label: label(use.label) })),
  };
}

function knownSlice(select: Gate['select'], dataset: Dataset): Gate['select'] {
  if (select.kind !== 'one') return select;
  const slice = Object.entries(select.slice).map(([column, value]) => {
    const names = dataset.slices.get(column)?.names ?? [];
    const alike = names.filter((name) => name !== '' && Number(name) === Number(value));
    return [column, !names.includes(value) && alike.length === 1 ? alike[0]! : value];
  });
  return { kind: 'one', slice: Object.fromEntries(slice) as Slice };
}

/** Gates on classes, slices and groups that this evidence does not know, with the nearest names. */
export function nameProblems(suite: Suite, dataset: Dataset): readonly Problem[] {
  const problems: Problem[] = [];
  for (const use of [...suite.gates, ...suite.metrics]) {
    const add = (key: string, message: string) => {
      problems.push({ where: use.where, message: `${use.key}.${key}: ${message}` });
    };
    if (use.label !== null && !dataset.classes.includes(use.label))
      add('label', unknown('class', use.label, dataset.classes));
    if (use.across !== null) {
      const groups = dataset.slices.get(use.across)?.names.length ?? 0;
      if (groups < 2)
        add(
          'across',
          `groups are compared, and the column ${quote(use.across)} has ${groups === 0 ? 'no value' : 'one value alone'}.`,
        );
    }
  }
  for (const gate of suite.gates) {
    for (const message of sliceProblems(gate, dataset))
      problems.push({ where: gate.where, message: `${gate.key}.slice: ${message}` });
  }
  return problems;
}

function sliceProblems({ select }: Gate, dataset: Dataset): readonly string[] {
  if (select.kind === 'all') return [];
  if (select.kind === 'each') {
    if (sliceValues(dataset, select.columns).length > 0) return [];
    const values = select.columns.length === 1 ? 'a value in the column' : 'values in all of the columns';
    return [`no row has ${values} ${quoteAll(select.columns)}, so the gate would look at nothing.`];
  }
  const problems = Object.entries(select.slice).flatMap(([column, value]) => {
    const names = dataset.slices.get(column)?.names ?? [];
    return names.includes(value) ? [] : [unknown(`value of the column ${quote(column)}`, value, names)];
  });
  if (problems.length > 0 || sliceRows(dataset, select.slice)?.length !== 0) return problems;
  return [`no row is in the slice ${JSON.stringify(select.slice)}.`];
}

function unknown(what: string, name: string, names: readonly string[]): string {
  const close = nearest(name, names);
  const hint = close.length > 0 ? `did you mean ${quoteAll(close)}?` : `it has ${quoteAll(names)}.`;
  return `the evidence has no ${what} named ${quote(name)}; ${hint}`;
}
