import type { BaselineUse, SuiteReport } from '../model/report.ts';
import { countOf } from './format.ts';

/** How the candidate was compared: `paired on 569 examples`, `not paired`. */
export function pairingText({ pairing, shared }: BaselineUse): string {
  if (pairing === 'paired') return `paired on ${countOf(shared, 'example')}`;
  return shared > 0 ? `not paired (${countOf(shared, 'shared id')})` : 'not paired';
}

/** What a suite was compared with, as sentences. */
export function explanations({ baseline, anchor }: SuiteReport): readonly string[] {
  const known = [baseline, anchor].flatMap((use) => use?.explanation ?? []);
  return known.length === 0 ? ['Compared with nothing: there is no baseline.'] : known;
}
