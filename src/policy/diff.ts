import type { Gate, Policy, Suite } from '../model/policy.ts';
import { quote } from '../model/quote.ts';
import type { PolicyChange } from '../model/report.ts';
import { diffBaseline } from './diff-baseline.ts';
import { amountChange, type Change, keptChange, otherChange, scalarText } from './diff-change.ts';
import { diffGate, subjectOf } from './diff-gate.ts';

const ORDER: readonly PolicyChange['kind'][] = ['relaxes', 'tightens', 'changes'];

/** Keys of a suite that say what is measured: whether another value is stricter nobody can tell. */
const OTHER_KEYS = {
  files: 'files',
  artifact: 'artifact',
  format: 'format',
  task: 'task',
  columns: 'columns',
  positiveLabel: 'positive-label',
  slices: 'slices',
  discoverSlices: 'discover-slices',
  metrics: 'metrics',
  costs: 'costs',
} as const satisfies Partial<Record<keyof Suite, string>>;

/** What a change of the policy does to what judges later changes, as sentences: relaxations first. Empty: nothing that counts. */
export function diffPolicies(base: Policy, head: Policy): readonly PolicyChange[] {
  const changes = [
    ...base.suites.flatMap((suite) => {
      const now = head.suites.find(({ name }) => name === suite.name);
      if (now !== undefined) return diffSuite(suite, now);
      return [{ kind: 'relaxes', text: `removes the suite ${quote(suite.name)}` } as const];
    }),
    ...head.suites
      .filter(({ name }) => !base.suites.some((suite) => suite.name === name))
      .map(({ name }): Change => ({ kind: 'tightens', text: `adds the suite ${quote(name)}` })),
    ...diffBaseline(base, head),
  ];
  return ORDER.flatMap((kind) => changes.filter((change) => change.kind === kind)).map(({ kind, text }) => ({
    kind,
    text: `This change ${text}.`,
  }));
}

function diffSuite(base: Suite, head: Suite): readonly Change[] {
  const where = `of the suite ${quote(base.name)}`;
  const missing = (suite: Suite) => ({ ...suite.maxMissing, text: shareText(suite.maxMissing) });
  return [
    ...diffGates(base, head),
    ...amountChange(`\`max-missing\` ${where}`, missing(base), missing(head), 'lower'),
    ...keptChange(`\`expected-rows\` ${where}`, base.expectedRows, head.expectedRows),
    ...keptChange(`\`expected-shards\` ${where}`, base.expectedShards, head.expectedShards),
    ...Object.entries(OTHER_KEYS).flatMap(([key, name]) =>
      otherChange(`\`${name}\` ${where}`, base[key as keyof Suite], head[key as keyof Suite]),
    ),
  ];
}

/** Gates on one subject belong together: first those that are alike, then the others in their order. */
function diffGates(base: Suite, head: Suite): readonly Change[] {
  const where = base.name;
  const left = [...head.gates];
  const take = (isWanted: (gate: Gate) => boolean) => {
    const at = left.findIndex(isWanted);
    return at < 0 ? null : left.splice(at, 1)[0]!;
  };
  const unlike = base.gates.filter(
    (gate) => take((other) => scalarText(bare(other)) === scalarText(bare(gate))) === null,
  );
  const pairs = unlike.map((gate) => ({
    gate,
    now: take((other) => subjectOf(other, where) === subjectOf(gate, where)),
  }));
  return [
    ...pairs.flatMap(({ gate, now }) =>
      now === null
        ? [{ kind: 'relaxes', text: `removes the gate on ${subjectOf(gate, where)}` } as const]
        : diffGate(gate, now, where),
    ),
    ...left.map((gate): Change => ({ kind: 'tightens', text: `adds a gate on ${subjectOf(gate, where)}` })),
  ];
}

/** A gate without where it stands. */
function bare({ where: _, key: __, ...gate }: Gate): object {
  return gate;
}

function shareText({ amount, relative }: Suite['maxMissing']): string {
  return relative ? `${Number((amount * 100).toPrecision(12))}%` : String(amount);
}
