import type { UndefinedReason } from '../model/metric.ts';
import type { Judgement, JudgementDetail } from '../model/verdict.ts';
import { chooseForm, countOf, formatCount, formatDelta, formatLimit, formatValue, type NumberForm } from './format.ts';
import { describeTolerance } from './rule.ts';
import { sliceText } from './subject.ts';

/** Why a metric has no value, as a clause. */
export const UNDEFINED: Readonly<Record<UndefinedReason, string>> = {
  no_examples: 'no example belongs to it',
  single_class: 'the examples are all of one class',
  zero_division: 'its denominator is zero (no example, or no prediction, of the class)',
  nonfinite_input: 'a score is not finite',
  out_of_range: 'a number lies outside what the metric is defined for, as a probability beyond 0..1 does',
  missing_value: 'the evidence gives none',
  zero_target: 'a true value is zero, and the metric divides by it',
  constant: 'the values are all the same',
  separated: 'the probabilities separate the classes, so that no finite line fits best',
  too_few: 'there are too few examples',
  too_few_groups: 'fewer than two groups are large enough to be compared',
  no_baseline: 'there is no baseline to compare with',
  not_paired: 'the examples are not those of the baseline',
};

/** The sentence of a judgement that a person can act on. Every sentence about a rule stands in this file. Plain text, not yet escaped. */
export function describeFinding(judgement: Judgement): string {
  switch (judgement.reason) {
    case 'unchanged':
      return `${nameOf(judgement)} is unchanged: all ${countOf(judgement.detail.n ?? 0, 'example')} that are compared count as they did in the baseline.`;
    case 'no-baseline':
      return describeMissingBaseline(judgement);
    case 'dataset-changed':
      return `${nameOf(judgement)} is not measured on the examples of the baseline: ${judgement.detail.baselineProblem}. ${advice('dataset-changed')}`;
    case 'stale-baseline':
      return `${nameOf(judgement)} is compared with an old baseline: ${judgement.detail.baselineProblem}. ${advice('stale-baseline')}`;
    case 'signature-changed':
      return `${nameOf(judgement)} is computed differently from the baseline’s, so the two numbers are not compared. ${advice('signature-changed')}`;
    case 'undefined-metric':
      return `${nameOf(judgement)} has no value: ${why(judgement)}. A gate that cannot be evaluated fails.`;
    case 'undefined-baseline':
      return describeUndefinedBaseline(judgement);
    case 'missing-predictions':
      return `${describeMissingRows(judgement)} A row without an answer is not a row that the model got right.`;
    case 'incomplete-evidence':
      return describeIncomplete(judgement);
    case 'within':
    case 'beyond-limit':
    case 'regressed':
    case 'unsure':
    case 'acknowledged':
      return describeMeasured(judgement);
  }
}

function describeMeasured(judgement: Judgement): string {
  switch (judgement.rule) {
    case 'min':
    case 'max':
      return describeLimit(judgement);
    case 'max-drop':
    case 'max-rise':
      return describeChange(judgement);
    case 'max-missing':
      return describeMissingRows(judgement);
    default:
      return `${nameOf(judgement)} is as expected: ${formatCount(judgement.value ?? 0)}.`;
  }
}

function describeLimit(judgement: Judgement): string {
  const { nullCeiling } = judgement.detail;
  const sentence = describeLimitItself(judgement);
  if (nullCeiling === undefined) return sentence;
  const ceiling = formatValue(nullCeiling, formOf(judgement, [[judgement.value, nullCeiling]]));
  return `${sentence} Samples of this size that did not drift stay below ${ceiling} in 19 of 20 cases.`;
}

function describeLimitItself(judgement: Judgement): string {
  const { rule, value, limit, bounds, certainty, reason, detail } = judgement;
  const form = formOf(judgement, [[value, limit]]);
  const is = `${nameOf(judgement)} is ${formatValue(value, form)}`;
  const edge = `${rule === 'min' ? 'minimum' : 'maximum'} of ${formatLimit(limit!, form.style === 'percent')}`;
  const examples = dataOf(detail);
  if (reason === 'unsure')
    return `${is}, within the ${edge}, but ${examples} do not prove it, and this gate demands proof.`;
  if (reason === 'within') {
    return certainty === 'likely'
      ? `${is}, within the ${edge}; ${examples} do not prove it.`
      : `${is}, within the ${edge}.`;
  }
  const verb = rule === 'min' ? 'below' : 'above';
  if (certainty !== 'likely' || bounds === null) return `${is}, ${verb} the ${edge}.`;
  const end = rule === 'min' ? bounds.high : bounds.low;
  const mayBe = Number.isFinite(end) ? formatValue(end, form) : `any ${rule === 'min' ? 'higher' : 'lower'} one`;
  return `${is}, ${verb} the ${edge}. ${detail.n ? `With ${examples} the` : 'The'} true value may still be ${mayBe}.`;
}

function describeChange(judgement: Judgement): string {
  const { rule, value, baseline, delta, limit, bounds, certainty, outcome, reason, detail } = judgement;
  const form = formOf(judgement, [[value, baseline]]);
  const moved = `${nameOf(judgement)} ${movement(delta!, form)} (${formatValue(baseline, form)} → ${formatValue(value, form)})`;
  const percent = form.style === 'percent';
  const tolerated =
    limit === 0 ? 'and nothing is tolerated' : `and ${describeTolerance(judgement, percent)} is tolerated`;
  const examples = dataOf(detail);
  if (reason === 'regressed') {
    if (certainty === 'point' || bounds === null) return `${moved}, ${tolerated}. There is no interval for it.`;
    const least = rule === 'max-drop' ? -bounds.high : bounds.low;
    const level = rule === 'max-drop' ? bounds.highLevel : bounds.lowLevel;
    const confidence = `${Number((level * 100).toPrecision(4))}% confidence`;
    const leastSize = formatSize(least, chooseForm(detail.range, [least], [[least, 0]]));
    return `${moved}, ${tolerated}. It is not noise: with ${confidence} it got worse by at least ${leastSize}.`;
  }
  if (reason === 'unsure') {
    const demanded = outcome === 'fail' ? ', and this gate demands proof' : '';
    return `${moved}, ${tolerated}, but ${examples} cannot tell that from noise${demanded}.${settle(judgement)}`;
  }
  if (certainty === 'proven' && bounds !== null) {
    const most = rule === 'max-drop' ? -bounds.low : bounds.high;
    const most95 = most > 0 ? `at most ${formatSize(most, form)} worse` : 'better';
    return `${moved}, within the tolerance: with 95% confidence it is ${most95}.`;
  }
  if (certainty === 'point') return `${moved}, within the tolerance. There is no interval for it.`;
  return `${moved}, within the tolerance.${visible(judgement, form)}${settle(judgement)}`;
}

function describeMissingBaseline(judgement: Judgement): string {
  const { baselineProblem, baselineHint } = judgement.detail;
  if (baselineProblem === undefined) {
    const where = baselineHint === undefined ? '' : ` So far ${baselineHint}.`;
    return `${nameOf(judgement)} has no baseline yet: it is gated from the next record on.${where}`;
  }
  return `${nameOf(judgement)} has no baseline to compare with: ${baselineProblem}. ${advice('no-baseline')}`;
}

function describeUndefinedBaseline(judgement: Judgement): string {
  if (judgement.detail.undefinedReason !== undefined) {
    return `${nameOf(judgement)} has no value in the baseline: ${why(judgement)}. A gate that cannot be evaluated fails.`;
  }
  return `${nameOf(judgement)} has a baseline that is zero or negative, and a tolerance of ${judgement.limitText} is relative to it. Write the tolerance in the unit of the metric.`;
}

function describeMissingRows({ value, limit, limitText, detail }: Judgement): string {
  const allowed = limitText.endsWith('%') ? `${limitText} (${formatCount(Math.floor(limit ?? 0))})` : limitText;
  const verb = value === 1 ? 'lacks' : 'lack';
  return `${formatCount(value ?? 0)} of ${countOf(detail.n ?? 0, 'row')} ${verb} a label, prediction or score that the gates need; at most ${allowed} may.`;
}

function describeIncomplete({ rule, value, limit }: Judgement): string {
  const what = rule === 'expected-rows' ? 'row' : 'file';
  return `The evidence has ${countOf(value ?? 0, what)}, and the policy expects ${formatCount(limit ?? 0)}: a part of the evaluation is missing, or there is more than one run in it.`;
}

/** What to do about a baseline that cannot be relied on. */
function advice(reason: 'dataset-changed' | 'stale-baseline' | 'signature-changed' | 'no-baseline'): string {
  switch (reason) {
    case 'no-baseline':
      return 'Where baselines are stored, a run of the default branch records one.';
    case 'stale-baseline':
      return 'Record a newer one: a run of the default branch does.';
    case 'dataset-changed':
    case 'signature-changed':
      return 'If that is meant, the next record of the default branch settles it.';
  }
}

function visible({ detail }: Judgement, form: NumberForm): string {
  if (!detail.n || detail.smallestVisible === undefined || !Number.isFinite(detail.smallestVisible)) return '';
  return ` ${countOf(detail.n, 'example')} show a change for the worse from ${formatSize(detail.smallestVisible, form)} on.`;
}

function settle({ detail }: Judgement): string {
  const isKnown = !!detail.n && detail.rowsNeeded !== undefined && Number.isFinite(detail.rowsNeeded);
  return !isKnown ? '' : ` About ${formatCount(detail.rowsNeeded!)} examples would settle it.`;
}

/** What a decision rests on: `569 examples`, or `the data` where another program counted them. */
function dataOf({ n }: JudgementDetail): string {
  return n ? countOf(n, 'example') : 'the data';
}

function movement(delta: number, form: NumberForm): string {
  if (delta === 0) return 'did not move';
  return `${delta < 0 ? 'fell' : 'rose'} by ${formatSize(Math.abs(delta), form)}`;
}

/** The size of a change, without a sign. */
function formatSize(size: number, form: NumberForm): string {
  return formatDelta(size, form).replace(/^[+\u2212]/, '');
}

function formOf({ detail, value, baseline, delta }: Judgement, apart: Parameters<typeof chooseForm>[2]): NumberForm {
  return chooseForm(detail.range, [value, baseline, delta], apart);
}

/** The subject as text begins with it: `recall`, `recall of benign`, `recall in age_band=80+`. */
function nameOf({ metric, label, slice, across }: Judgement): string {
  const name = metric ?? 'The suite';
  const groups = across === null ? '' : ` across ${across}`;
  return `${name}${label === null ? '' : ` of ${label}`}${groups}${slice === null ? '' : ` in ${sliceText(slice)}`}`;
}

function why({ detail: { undefinedReason } }: Judgement): string {
  return undefinedReason === undefined ? 'the data do not define it' : UNDEFINED[undefinedReason];
}
