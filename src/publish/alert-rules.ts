import { createHash } from 'node:crypto';
import type { SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import { MAX_RULES } from './alert-state.ts';

interface FailingRule {
  readonly id: string;
  readonly finding: Finding;
}

/** The rules of a suite that fail, with a short hash of each that is the same in every run, in the order of the hashes. */
export function failingRules({ findings }: SuiteReport): readonly FailingRule[] {
  const failing = findings
    .filter(({ outcome }) => outcome === 'fail')
    .map((finding) => ({ id: idOf(finding), finding }));
  const known = new Map(failing.map((rule) => [rule.id, rule]));
  return [...known.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MAX_RULES);
}

function idOf({ metric, label, slice, across, rule, against, limitText }: Finding): string {
  const parts = Object.entries(slice ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([metric, label, parts, across, rule, against, limitText]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
