import type { Judgement } from '../model/verdict.ts';
import { describeTolerance } from './rule.ts';

/** What a posterior says of a rule, as a sentence with a space before it; nothing for other methods. Plain text. */
export function describeOdds(judgement: Judgement): string {
  const { detail, rule, limit } = judgement;
  const { posterior, range } = detail;
  if (posterior === undefined) return '';
  if ('keeps' in posterior) {
    const edge = rule === 'min' ? 'minimum' : 'maximum';
    return ` The probability that the true value keeps the ${edge} is ${percent(posterior.keeps)}.`;
  }
  const { worse, beyond } = posterior;
  const got = ` The probability that it got worse is ${percent(worse)}`;
  if (limit === 0) return `${got}.`;
  const tolerated = describeTolerance(judgement, range[0] === 0 && range[1] === 1);
  return `${got}, that it got worse by more than ${tolerated} ${percent(beyond)}.`;
}

/** `93%`, `99.8%`; what is rounded to none or all of it says on which side it lies. */
function percent(probability: number): string {
  if (probability >= 0.9995) return 'above 99.9%';
  if (probability < 0.0005) return 'below 0.1%';
  return `${Number((probability * 100).toFixed(1))}%`;
}
