import type { BaselineUse } from '../model/report.ts';
import { countOf } from './format.ts';

/** How the candidate was compared: `paired on 569 examples`, `not paired`. */
export function pairingText({ pairing, shared }: BaselineUse): string {
  if (pairing === 'paired') return `paired on ${countOf(shared, 'example')}`;
  return shared > 0 ? `not paired (${countOf(shared, 'shared id')})` : 'not paired';
}
