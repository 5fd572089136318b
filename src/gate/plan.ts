import type { FoundBaseline } from '../baseline/find.ts';
import { findRecords } from '../gate.ts';
import { type ComparedFacts, planRules, type SuggestTolerance } from '../judgement/plan.ts';
import { suggestFromHistory } from '../judgement/suggest-from-history.ts';
import type { Plan } from '../model/plan.ts';
import { compareSuite } from './compare-suite.ts';
import { prepareSuites } from './prepare.ts';
import type { GateRequest } from './request.ts';

type PlanRequest = Pick<GateRequest, 'policy' | 'sources' | 'seed' | 'findBaseline' | 'findAnchor' | 'idSecret'> & {
  readonly suggestTolerance?: SuggestTolerance;
};

/** Reads every suite, compares it with its baseline where there is one, and says what its data can do for each rule. Judges nothing. */
export async function planGates(request: PlanRequest): Promise<Plan> {
  const prepared = await prepareSuites(request);
  const compared = await Promise.all(
    prepared.map(async (each): Promise<ComparedFacts> => {
      const found = await findRecords(each.suite, request);
      const { facts, report } = compareSuite(each, found, request);
      return {
        facts,
        meter: each.meter,
        hasIds: each.evidence.ids !== null,
        baseline: report.baseline?.explanation ?? withoutBaseline(found.baseline),
      };
    }),
  );
  return planRules(compared, { suggestTolerance: suggestFromHistory(compared), ...request });
}

function withoutBaseline(found: FoundBaseline): string {
  if (found.kind === 'unusable') return `There is no baseline to compare with: ${found.problem}`;
  return found.kind === 'none' ? 'The policy wants no baseline.' : 'There is no baseline yet.';
}
