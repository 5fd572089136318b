import type { PolicyChange, Report } from '../model/report.ts';

/** Sentences that a comment or terminal lists; report.json has them all. */
const MAX_CHANGES = 20;

/** How the policy of the change differs from its base's: a title, the sentences, and how many are left out. null: it does not. */
export function policyChangesOf({ policyChanges = [] }: Report): {
  readonly title: string;
  readonly shown: readonly PolicyChange[];
  readonly left: number;
} | null {
  if (policyChanges.length === 0) return null;
  const relaxed = policyChanges.filter(({ kind }) => kind === 'relaxes').length;
  const title = relaxed > 0 ? 'This change relaxes what judges later ones' : 'What this change does to it';
  const shown = policyChanges.slice(0, MAX_CHANGES);
  return { title, shown, left: policyChanges.length - shown.length };
}
