import { prepareSuites } from '../gate/prepare.ts';
import type { GateRequest } from '../gate/request.ts';
import type { SuiteFacts } from '../judgement/facts.ts';
import type { NullChange, SuiteSelfTest } from '../model/self-test.ts';
import { describeFinding } from '../report/sentences.ts';
import { keyedOrder } from '../statistics/keyed-order.ts';
import { everyRow } from './answers.ts';
import { type Bench, factsOf, judgeGates, openBench } from './bench.ts';
import { exchangeAlike } from './null-change.ts';
import { tryRule } from './trial.ts';

/**
 * Proves that the gates do their job on this evidence: each blocks a regression that is injected into a copy of it, and none blocks a copy in
 * which answers were exchanged without loss. The evidence as it is stands for the baseline; the product's own functions judge.
 */
export async function selfTest(
  request: Pick<GateRequest, 'policy' | 'sources' | 'seed' | 'now'>,
): Promise<readonly SuiteSelfTest[]> {
  const benches = (await prepareSuites(request)).map((prepared) => openBench(prepared, request.now));
  const judged = judgeGates(benches.map(({ facts }) => facts));
  const nullChanges = changeNothing(benches, judged);
  return benches.map((bench, suite) => ({
    name: bench.prepared.suite.name,
    rows: bench.facts.n,
    nullChange: nullChanges[suite]!,
    trials: judged[suite]!.flatMap((rules, gate) =>
      rules.map((_, rule) => tryRule(benches, judged, { suite, gate, rule })),
    ),
  }));
}

/** Judges a copy of every suite in which as many examples got worse as got better. */
function changeNothing(benches: readonly Bench[], judged: ReturnType<typeof judgeGates>): readonly NullChange[] {
  const copies = benches.map(exchanged);
  const after = judgeGates(copies.map(({ facts }) => facts));
  return copies.map(({ facts, rows }, i) => ({
    exchanged: rows,
    blocked: after[i]!.flatMap((rules, g) =>
      rules.flatMap((judgement, r) => {
        // What is about the change itself is meant to tell exchanged answers.
        const isNew = judgement.outcome === 'fail' && judged[i]![g]![r]!.outcome !== 'fail';
        return isNew && facts.gates[g]!.compares === null ? [describeFinding(judgement)] : [];
      }),
    ),
  }));
}

/** The evidence with answers exchanged among alike rows; as it is, where that is not possible or leaves a metric without a value. */
function exchanged(bench: Bench): { readonly facts: SuiteFacts; readonly rows: number } {
  const { dataset, seed } = bench.prepared.meter;
  const copy = exchangeAlike(dataset, keyedOrder(everyRow(dataset.rows), dataset.keys, seed));
  if (copy === null) return { facts: bench.facts, rows: 0 };
  const facts = factsOf(bench, copy.dataset);
  const isSound = facts.gates.every(
    ({ measurement }, g) => measurement.reason === bench.facts.gates[g]!.measurement.reason,
  );
  return isSound ? { facts, rows: copy.exchanged } : { facts: bench.facts, rows: 0 };
}
