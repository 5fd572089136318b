import type { UndefinedReason } from '../model/metric.ts';
import { quote } from '../model/quote.ts';
import type { Judgement, JudgementDetail } from '../model/verdict.ts';
import { chooseForm, countOf, formatCount, formatDelta, formatLimit, formatValue, type NumberForm } from './format.ts';
import { describeHistory } from './history-sentence.ts';
import { describeOdds } from './odds.ts';
import { describeTolerance } from './rule.ts';
import { sliceText } from './subject.ts';

/** Why a metric has no value, as a clause. */
export const UNDEFINED: Readonly<Record<UndefinedReason, string>> = {
  no_examples: 'no example belongs to it',
  single_class: 'a class that it is about has no example (all are of one class, or one of several is absent)',
  zero_division:
    'its denominator is zero (no example, or no prediction, of the class; for an error rate of texts, no word in any reference)',
  nonfinite_input: 'a number that it is made from is not finite, or too large to be computed with',
  out_of_range: 'a number lies outside what the metric is defined for, as a probability beyond 0..1 does',
  missing_value: 'the evidence gives none',
  zero_target: 'a true value is zero, and the metric divides by it',
  constant: 'the values are all the same',
  separated: 'the probabilities separate the classes, so that no finite line fits best',
  too_few: 'there are too few examples',
  too_few_groups: 'fewer than two groups are large enough to be compared',
  no_baseline: 'there is no baseline to compare with',
  not_paired:
    'its examples are not paired with those of the baseline, which takes a column of ids on both sides (`columns: { id: … }`) that names the same examples',
};

/** The sentence of a judgement that a person can act on. Every sentence about a rule stands in this file. Plain text, not yet escaped. */
export function describeFinding(judgement: Judgement): string {
  switch (judgement.reason) {
    case 'unchanged':
      return `${nameOf(judgement)} is unchanged: ${describeCompared(judgement.detail.n ?? 0)} in the baseline.`;
    case 'no-baseline':
      return describeMissingBaseline(judgement);
    case 'dataset-changed':
      return `${nameOf(judgement)} is not measured on the examples of the baseline: ${judgement.detail.baselineProblem}. ${advice('dataset-changed')}`;
    case 'confounded':
      return `${nameOf(judgement)} may differ for another reason than the model: ${judgement.detail.confounder}. ${advice('confounded')}`;
    case 'stale-baseline':
      return `${nameOf(judgement)} is compared with an old baseline: ${judgement.detail.baselineProblem}. ${advice('stale-baseline')}`;
    case 'signature-changed':
      return `${nameOf(judgement)} is computed differently from the baseline’s, so the two numbers are not compared. ${advice('signature-changed')}`;
    case 'undefined-metric':
      return `${nameOf(judgement)} ${describeNoValue(judgement)}: ${why(judgement)}. A gate that cannot be evaluated fails.`;
    case 'undefined-baseline':
      return describeUndefinedBaseline(judgement);
    case 'missing-predictions':
      return `${describeMissingRows(judgement)} A row without an answer is not a row that the model got right.`;
    case 'incomplete-evidence':
      return describeIncomplete(judgement);
    case 'not-affected':
      return describeUnaffected(judgement);
    case 'short-history':
    case 'within':
    case 'beyond-limit':
    case 'regressed':
    case 'unsure':
    case 'acknowledged':
      return describeMeasured(judgement);
  }
}

/** More globs would hide what is said. */
const MAX_GLOBS = 5;

function describeUnaffected({ detail: { unaffected } }: Judgement): string {
  const { files, globs } = unaffected ?? { files: 0, globs: [] };
  const shown = globs.slice(0, MAX_GLOBS).map((glob) => quote(glob));
  const named = `${shown.join(', ')}${globs.length > shown.length ? ' and so on' : ''}`;
  const none = files === 0 ? 'no file is changed' : `none of ${countOf(files, 'changed file')} matches ${named}`;
  return `Not affected: ${none}, so nothing was measured and the baseline is carried forward.`;
}

function describeCompared(n: number): string {
  return n === 1
    ? 'the one example that is compared counts as it did'
    : `all ${countOf(n, 'example')} that are compared count as they did`;
}

/** A number that is given by convention where there is none to measure is shown, and is no value all the same. */
function describeNoValue(judgement: Judgement): string {
  const { value } = judgement;
  return value === null ? 'has no value' : `is ${formatValue(value, formOf(judgement, []))} by convention alone`;
}

function describeMeasured(judgement: Judgement): string {
  switch (judgement.rule) {
    case 'min':
    case 'max':
      return `${describeLimit(judgement)}${describeOdds(judgement)}`;
    case 'max-drop':
    case 'max-rise':
      return `${describeChange(judgement)}${describeOdds(judgement)}${confounded(judgement)}`;
    case 'from-history':
      return describeHistory(judgement, nameOf(judgement));
    case 'max-missing':
      return describeMissingRows(judgement);
    default:
      return `${nameOf(judgement)} is as expected: ${formatCount(judgement.value ?? 0)}.`;
  }
}

function describeLimit(judgement: Judgement): string {
  const { nullCeiling, expectedGap } = judgement.detail;
  const sentence = describeLimitItself(judgement);
  if (expectedGap !== undefined) {
    const gap = formatValue(expectedGap, formOf(judgement, [[judgement.value, expectedGap]]));
    return `${sentence} Groups of these sizes that are alike lie ${gap} apart on average by chance alone.`;
  }
  if (nullCeiling === undefined) return sentence;
  const ceiling = formatValue(nullCeiling, formOf(judgement, [[judgement.value, nullCeiling]]));
  return `${sentence} Samples of this size that did not drift stay below ${ceiling} in 19 of 20 cases.`;
}

function describeLimitItself(judgement: Judgement): string {
  const { rule, value, limit, bounds, certainty, reason, detail } = judgement;
  const form = formOf(judgement, [[value, limit]]);
  const is = `${nameOf(judgement)} is ${formatValue(value, form)}`;
  const edge = `${rule === 'min' ? 'minimum' : 'maximum'} of ${formatLimit(limit!, form.style === 'percent')}`;
  const unproven = `${dataOf(detail)} ${detail.n === 1 ? 'does' : 'do'} not prove it`;
  if (reason === 'unsure' && detail.emptyGroups !== undefined)
    return `${is}, within the ${edge}, but ${unmeasured(detail.emptyGroups)}.`;
  if (reason === 'unsure') return `${is}, within the ${edge}, but ${unproven}, and this gate demands proof.`;
  if (reason === 'within') {
    return certainty === 'likely' ? `${is}, within the ${edge}; ${unproven}.` : `${is}, within the ${edge}.`;
  }
  const verb = rule === 'min' ? 'below' : 'above';
  if (certainty !== 'likely' || bounds === null) return `${is}, ${verb} the ${edge}.`;
  const end = rule === 'min' ? bounds.high : bounds.low;
  const mayBe = Number.isFinite(end) ? formatValue(end, form) : `any ${rule === 'min' ? 'higher' : 'lower'} one`;
  return `${is}, ${verb} the ${edge}. ${detail.n ? `With ${dataOf(detail)} the` : 'The'} true value may still be ${mayBe}.`;
}

function describeChange(judgement: Judgement): string {
  const { rule, value, baseline, delta, limit, bounds, certainty, outcome, reason, detail } = judgement;
  const form = formOf(judgement, [[value, baseline]]);
  const since = judgement.against === 'anchor' ? ' since the anchor' : '';
  const moved = `${nameOf(judgement)} ${movement(delta!, form)} (${formatValue(baseline, form)} → ${formatValue(value, form)})${since}`;
  const percent = form.style === 'percent';
  const tolerated =
    limit === 0 ? 'and nothing is tolerated' : `and ${describeTolerance(judgement, percent)} is tolerated`;
  const examples = dataOf(detail);
  const sure = detail.posterior === undefined ? 'confidence' : 'probability';
  if (reason === 'regressed') {
    if (certainty === 'point' || bounds === null) return `${moved}, ${tolerated}. There is no interval for it.`;
    const least = rule === 'max-drop' ? -bounds.high : bounds.low;
    const level = rule === 'max-drop' ? bounds.highLevel : bounds.lowLevel;
    const confidence = `${Number((level * 100).toPrecision(4))}% ${sure}`;
    const leastSize = formatSize(least, chooseForm(detail.range, [least], [[least, 0]]));
    return `${moved}, ${tolerated}. It is not noise: with ${confidence} it got worse by at least ${leastSize}.`;
  }
  if (reason === 'unsure' && detail.emptyGroups !== undefined && !isBeyondTolerance(judgement))
    return `${moved}, within the tolerance, but ${unmeasured(detail.emptyGroups)}.`;
  if (reason === 'unsure') {
    const demanded = outcome === 'fail' ? ', and this gate demands proof' : '';
    return `${moved}, ${tolerated}, but ${examples} cannot tell that from noise${demanded}.${settle(judgement)}`;
  }
  if (certainty === 'proven' && bounds !== null) {
    const most = rule === 'max-drop' ? -bounds.low : bounds.high;
    const most95 = most > 0 ? `at most ${formatSize(most, form)} worse` : 'better';
    return `${moved}, within the tolerance: with 95% ${sure} it is ${most95}.`;
  }
  if (certainty === 'point') return `${moved}, within the tolerance. There is no interval for it.`;
  return `${moved}, within the tolerance.${visible(judgement, form)}${settle(judgement)}`;
}

/** A difference that is told all the same may have come about in another way. */
function confounded({ detail: { confounder } }: Judgement): string {
  return confounder === undefined ? '' : ` Confounded: ${confounder}.`;
}

function isBeyondTolerance({ rule, delta, limit }: Judgement): boolean {
  return (rule === 'max-drop' ? -delta! : delta!) > (limit ?? 0);
}

/** Groups of which nothing is known, as a clause. */
function unmeasured(groups: readonly string[]): string {
  const named = groups.slice(0, 5).map(quote).join(', ');
  const more = groups.length > 5 ? ` and ${formatCount(groups.length - 5)} more` : '';
  return `nothing is known of ${groups.length === 1 ? 'the group' : 'the groups'} ${named}${more}, which ${groups.length === 1 ? 'has' : 'have'} no example that the metric rests on`;
}

function describeMissingBaseline(judgement: Judgement): string {
  const { baselineProblem, baselineHint } = judgement.detail;
  if (baselineProblem === undefined) {
    const where = baselineHint === undefined ? '' : ` So far ${baselineHint}.`;
    return `${nameOf(judgement)} has no baseline yet: it is gated from the next record on.${where}`;
  }
  return `${nameOf(judgement)} has no ${judgement.against === 'anchor' ? 'anchor' : 'baseline'} to compare with: ${baselineProblem}. ${advice('no-baseline')}`;
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
function advice(
  reason: 'dataset-changed' | 'confounded' | 'stale-baseline' | 'signature-changed' | 'no-baseline',
): string {
  switch (reason) {
    case 'no-baseline':
      return 'Where baselines are stored, a run of the default branch records one.';
    case 'stale-baseline':
      return 'Record a newer one: a run of the default branch does.';
    case 'confounded':
      return 'Evaluate the baseline again in the same way, or record this run once it is accepted.';
    case 'dataset-changed':
    case 'signature-changed':
      return 'If that is meant, the next record of the default branch settles it.';
  }
}

function visible({ detail }: Judgement, form: NumberForm): string {
  if (!detail.n || detail.smallestVisible === undefined || !Number.isFinite(detail.smallestVisible)) return '';
  const verb = detail.n === 1 ? 'shows' : 'show';
  return ` ${countOf(detail.n, 'example')} ${verb} a change for the worse from ${formatSize(detail.smallestVisible, form)} on.`;
}

function settle({ detail }: Judgement): string {
  const isKnown = !!detail.n && detail.rowsNeeded !== undefined && Number.isFinite(detail.rowsNeeded);
  return !isKnown ? '' : ` About ${countOf(detail.rowsNeeded!, 'example')} would settle it.`;
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
