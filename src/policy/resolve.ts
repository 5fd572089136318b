import { PolicyError, type Problem } from '../errors.ts';
import type { Policy } from '../model/policy.ts';
import { checkAnchor } from './anchor-checks.ts';
import { buildPolicy } from './build.ts';
import { checkShape } from './draft.ts';
import type { Path, Place } from './place.ts';
import { type PolicyInput, policySchema } from './schema.ts';
import { checkSuites } from './suite-checks.ts';
import { checkSupport } from './unsupported.ts';

/** A problem that knows how far from the top it was found. */
export interface RankedProblem extends Problem {
  readonly rank: number;
}

/**
 * Checks plain values against everything that is known of policies and builds the policy; only one without problems is
 * built. `value` is undefined when there is nothing to check, because reading it failed; `problems` says why.
 * The value loses its invalid parts. Throws PolicyError with all problems from top to bottom.
 */
export function resolvePolicy(
  value: unknown,
  problems: readonly RankedProblem[],
  placeOf: (path: Path) => Place,
): Policy {
  const found = [...problems];
  const report = (path: Path, message: string) => {
    const { key, where, rank } = placeOf(path);
    found.push({ where, message: key === '' ? message : `${key}: ${message}`, rank });
  };
  if (value !== undefined) {
    const draft = checkShape(policySchema, value, report);
    if (draft !== undefined) {
      checkSuites(draft.suites ?? [], report);
      checkAnchor(draft, report);
      checkSupport(draft, report);
    }
  }
  if (found.length > 0) {
    found.sort((a, b) => a.rank - b.rank);
    throw new PolicyError(found.map(({ where, message }) => ({ where, message })));
  }
  return buildPolicy(value as PolicyInput, (path) => {
    const { key, line } = placeOf(path);
    return { key, where: line };
  });
}
