import type { Report, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import { countOf, formatCount } from './format.ts';
import { type State, stateOf } from './line.ts';
import { worstFinding } from './order.ts';
import { namesOf } from './subject.ts';

/** The verdict in a few words, and why in a sentence or two. */
interface Headline {
  readonly tone: 'fail' | 'warn' | 'pass' | 'first-run';
  readonly title: string;
  /** Plain text that may quote text of others. */
  readonly reason: string;
  /** The names that the reason quotes. */
  readonly names: readonly string[];
}

export function headlineOf(report: Report): Headline {
  const { verdict, suites } = report;
  const findings = suites.flatMap((suite) => suite.findings);
  if (verdict !== 'pass') {
    const title = verdict === 'fail' ? 'Model gate failed' : 'Model gate passed with a warning';
    return { tone: verdict, title, ...troubleReason(report, findings) };
  }
  const { waiting } = countStates(findings);
  if (waiting > 0 && suites.every(({ baseline }) => baseline === null)) {
    const reason = `${capitalize(describeHeld(findings))}: relative rules start with the next record.`;
    return { tone: 'first-run', title: 'No baseline yet', reason, names: [] };
  }
  return { tone: 'pass', title: 'Model gate passed', reason: passReason(report, findings), names: [] };
}

/** `2 of 5 rules fail, 1 warns`; `all 5 rules hold`. */
export function tallyOf({ findings }: SuiteReport): string {
  if (findings.some(isUnaffected)) return 'not affected';
  const { fail, warn, acknowledged } = countStates(findings);
  const accepted = acknowledged > 0 ? `, ${acknowledged} acknowledged` : '';
  const total = `of ${countOf(findings.length, 'rule')}`;
  if (fail > 0)
    return `${fail} ${total} ${fail === 1 ? 'fails' : 'fail'}${warn > 0 ? `, ${warn} ${warns(warn)}` : ''}${accepted}`;
  if (warn > 0) return `${warn} ${total} ${warns(warn)}${accepted}`;
  return findings.length === 0 ? 'no rules' : describeHeld(findings);
}

/** What findings that pass come to: `all 5 rules hold`; `3 rules hold, 1 acknowledged, 1 waits for a baseline, 1 only informs`. */
export function describeHeld(findings: readonly Finding[]): string {
  const { pass, acknowledged, waiting, info } = countStates(findings);
  if (pass === findings.length) return pass === 1 ? 'the rule holds' : `all ${countOf(pass, 'rule')} hold`;
  const awaited = findings.some(({ reason }) => reason === 'short-history') ? 'more records' : 'a baseline';
  const parts = [
    [pass, 'holds', 'hold'],
    [acknowledged, 'acknowledged', 'acknowledged'],
    [waiting, `waits for ${awaited}`, `wait for ${awaited}`],
    [info, 'only informs', 'only inform'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many], i) => `${i === 0 ? countOf(count, 'rule') : count} ${count === 1 ? one : many}`)
    .join(', ');
}

function troubleReason(report: Report, findings: readonly Finding[]): Pick<Headline, 'reason' | 'names'> {
  const worst = worstFinding(report);
  if (worst === null) return { reason: '', names: [] };
  const { fail, warn, acknowledged } = countStates(findings);
  const [failing, warning] = worst.finding.outcome === 'fail' ? [fail - 1, warn] : [0, warn - 1];
  const more = [
    failing > 0 ? `${countOf(failing, 'more rule')} fail${failing === 1 ? 's' : ''}` : '',
    warning > 0 ? `${failing > 0 ? warning : countOf(warning, 'more rule')} ${warns(warning)}` : '',
    acknowledged > 0 ? `${failing + warning > 0 ? acknowledged : countOf(acknowledged, 'more rule')} acknowledged` : '',
  ].filter(Boolean);
  const place = report.suites.length > 1 ? `In \`${worst.suite.name}\`: ` : '';
  const reason = `${place}${worst.finding.message}${more.length > 0 ? ` ${more.join(', ')}.` : ''}`;
  return { reason, names: [worst.suite.name, ...namesOf(worst.finding)] };
}

function passReason(report: Report, all: readonly Finding[]): string {
  const findings = all.filter((finding) => !isUnaffected(finding));
  const unaffected = all.length - findings.length;
  if (unaffected === 0) return reasonOfHeld(report, findings);
  if (unaffected === 1 && findings.length === 0) return all[0]!.message;
  const suites = `${countOf(unaffected, 'suite')} ${unaffected === 1 ? 'is' : 'are'} not affected: nothing was measured, and the baseline is carried forward.`;
  return findings.length === 0 ? suites : `${reasonOfHeld(report, findings)} ${suites}`;
}

function isUnaffected({ reason }: Finding): boolean {
  return reason === 'not-affected';
}

function reasonOfHeld(report: Report, findings: readonly Finding[]): string {
  if (findings.length === 0) return 'The policy has no rules.';
  if (findings.every(({ reason }) => reason === 'unchanged')) {
    const isWhole = report.suites.every(({ baseline }) => (baseline?.fresh ?? 0) === 0);
    return `Every example ${isWhole ? 'gives the same as in the baseline' : 'that is also in the baseline gives the same as there'}.`;
  }
  const open = findings.filter((finding) => stateOf(finding) === 'pass' && finding.certainty === 'likely').length;
  const unproven =
    open === 0 ? '' : ` The data are too few to prove ${open === 1 ? 'one' : formatCount(open)} of them.`;
  return `${capitalize(describeHeld(findings))}.${unproven}`;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function countStates(findings: readonly Finding[]): Readonly<Record<State, number>> {
  const counts = { fail: 0, warn: 0, acknowledged: 0, pass: 0, info: 0, waiting: 0, ungated: 0 };
  for (const finding of findings) counts[stateOf(finding)]++;
  return counts;
}

const warns = (n: number): string => (n === 1 ? 'warns' : 'warn');
