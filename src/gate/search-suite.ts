import type { Match } from '../baseline/match.ts';
import type { SliceHarm } from '../judgement/harm.ts';
import type { Meter } from '../judgement/meter.ts';
import type { PairedColumn } from '../judgement/slice-candidates.ts';
import { pairColumn, searchSlices } from '../judgement/slice-search.ts';
import type { Categories } from '../model/dataset.ts';
import type { Subject } from '../model/measurement.ts';
import type { Pairs } from '../model/pairs.ts';
import type { Suite } from '../model/policy.ts';
import { quoteAll } from '../model/quote.ts';
import type { SliceSearch } from '../model/report.ts';
import type { PreparedSuite } from './prepare.ts';

interface Sides {
  readonly candidate: Meter;
  readonly baseline: Meter;
  readonly match: Match;
}

interface SearchedSuite {
  /** null where there was nothing to look at. */
  readonly search: SliceSearch | null;
  /** Plain sentences. Of a search that the policy does not ask for only what it found is told, and what it could not look at. */
  readonly notes: readonly string[];
}

const NOTHING: SearchedSuite = { search: null, notes: [] };

/** Looks for slices that got worse: in a suite that reports by slices by the columns of the policy, with `discover-slices` by all others too. */
export function searchSuite(
  { suite, evidence, meter }: PreparedSuite,
  sides: Sides | null,
  reported: readonly SliceHarm[],
): SearchedSuite {
  const isWanted = suite.discoverSlices === true;
  if (sides === null || (!isWanted && suite.slices.length === 0)) return NOTHING;
  const { candidate, baseline, match } = sides;
  const note = (text: string) => (isWanted ? [text] : []);
  const subjects = subjectsOf(suite, meter);
  if (match.pairs === null) {
    return {
      search: null,
      notes: note('No slices are looked for, because the examples are not paired with the baseline’s.'),
    };
  }
  if (subjects.length === 0)
    return { search: null, notes: note('No slices are looked for: no metric has a better side.') };
  const { columns, notes } = findColumns(candidate.dataset.slices, evidence.discovered ?? new Map());
  const { search, slices, possible } = searchSlices(
    { candidate, baseline, pairs: match.pairs },
    columns,
    subjects,
    reported,
  );
  if (search.lookedAt === 0) {
    return {
      search: null,
      notes: [...notes, ...note('There is no further slice of at least 30 shared examples to look at.')],
    };
  }
  const capped =
    slices < possible && (isWanted || search.worst.length > 0)
      ? [
          `Slices were looked for among ${slices} of ${possible} that have at least 30 examples: single columns first, then the largest.`,
        ]
      : [];
  const quiet =
    search.worst.length === 0 ? note(`Looked at ${search.lookedAt} further slices: none got worse beyond chance.`) : [];
  return { search, notes: [...notes, ...capped, ...quiet] };

  /** The columns that both sides have. One that nobody named must say the same of an example on both sides, or it tells of the answer. */
  function findColumns(named: ReadonlyMap<string, Categories>, discovered: ReadonlyMap<string, Categories>) {
    const found: PairedColumn[] = [];
    const [absent, moved]: [string[], string[]] = [[], []];
    for (const [name, own] of [...named, ...discovered]) {
      const other = baseline.dataset.slices.get(name);
      if (other === undefined) absent.push(name);
      else if (!named.has(name) && differs(own, other, match.pairs!)) moved.push(name);
      else found.push(pairColumn(name, own, other, match.pairs!));
    }
    return {
      columns: found,
      notes: [
        ...(absent.length === 0
          ? []
          : [
              `No slices are looked for by ${quoteAll(absent, 5)}, which the baseline’s record lacks: they will be from the next record on.`,
            ]),
        ...(moved.length === 0
          ? []
          : [
              `No slices are looked for by ${quoteAll(moved, 5)}: shared examples have other values there than in the baseline, as what tells of answers has.`,
            ]),
      ],
    };
  }
}

/** What is looked at in slices: the metrics of relative rules, or else the first that can be compared. */
function subjectsOf({ gates, metrics }: Suite, meter: Meter): readonly Subject[] {
  const isComparable = ({ metric, across }: { readonly metric: string; readonly across: string | null }) => {
    const { kind, compares, direction } = meter.metric(metric);
    const hasSide = direction !== null || meter.direction(metric) !== null;
    return across === null && compares === undefined && kind !== 'scalar' && hasSide;
  };
  const relative = gates.filter((gate) => (gate.maxDrop !== null || gate.maxRise !== null) && isComparable(gate));
  const uses = relative.length > 0 ? relative : [...gates, ...metrics].filter(isComparable).slice(0, 1);
  const named = uses.map(({ metric, label }) => ({ metric, label, slice: null, across: null }));
  return named.filter(
    ({ metric, label }, i) => named.findIndex((other) => other.metric === metric && other.label === label) === i,
  );
}

function differs(own: Categories, other: Categories, { candidate, baseline }: Pairs): boolean {
  const nameOf = ({ codes, names }: Categories, row: number) => names[codes[row]!];
  return candidate.some((row, i) => nameOf(own, row) !== nameOf(other, baseline[i]!));
}
