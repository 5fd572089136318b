import type { BaselineUse, SuiteReport } from '../model/report.ts';
import { countOf } from './format.ts';

/** How the candidate was compared: `paired on 569 examples`, `not paired`. */
function pairingText({ pairing, shared }: BaselineUse): string {
  if (pairing === 'paired') return `paired on ${countOf(shared, 'example')}`;
  return shared > 0 ? `not paired (${countOf(shared, 'shared id')})` : 'not paired';
}

/** What a suite was compared with, as sentences. */
export function explanations({ baseline, anchor }: SuiteReport): readonly string[] {
  const known = [baseline, anchor].flatMap((use) => use?.explanation ?? []);
  return known.length === 0 ? ['Compared with nothing: there is no baseline.'] : known;
}

/** What a suite rests on: `569 examples`, `12 rows without a prediction`, `paired on 498 examples`. */
export function sizeFacts({ task, n, missing, baseline }: SuiteReport): readonly string[] {
  return [
    // Values that another program computed have no examples here.
    ...(task === 'metrics' ? [] : [countOf(n, 'example')]),
    ...(missing > 0 ? [`${countOf(missing, 'row')} without a prediction`] : []),
    ...(baseline === null ? [] : [pairingText(baseline)]),
  ];
}
