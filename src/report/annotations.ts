import type { Report, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import { cleanLine } from './escape.ts';
import { countOf } from './format.ts';
import { stateOf } from './line.ts';
import { suitesWorstFirst, worstFirst } from './order.ts';

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/**
 * The runner records ten of each level a step and drops the rest silently (`_maxCountPerIssueType`, actions/runner, ExecutionContext.cs).
 * One is left for what the step itself has to say, such as why it is red.
 */
const MAX_PER_LEVEL = 9;
/** The runner cuts a message at 4096 characters; a sentence stays far below. */
const MAX_MESSAGE = 1000;
const MAX_TITLE = 120;
const LEVELS = ['error', 'warning', 'notice'] as const;

/**
 * What the run's page lists: failures as errors, warnings as warnings, what was acknowledged and rules that only inform and do not hold as notices, worst first. Where
 * there are more than the runner records, the last one says how many are left. Plain single lines: escaping is the runner adapter's.
 */
export function annotations(report: Report): readonly Annotation[] {
  const all = suitesWorstFirst(report).flatMap((suite) =>
    worstFirst(suite.findings).flatMap((finding) => annotate(suite, finding)),
  );
  return LEVELS.flatMap((level) => limit(all.filter((annotation) => annotation.level === level)));
}

function annotate(suite: SuiteReport, finding: Finding): readonly Annotation[] {
  const state = stateOf(finding);
  if (state !== 'fail' && state !== 'warn' && state !== 'acknowledged' && state !== 'info') return [];
  const level = ({ fail: 'error', warn: 'warning', acknowledged: 'notice', info: 'notice' } as const)[state];
  const title = cleanLine(`Model gate · ${suite.name}`, MAX_TITLE);
  return [{ level, title, message: cleanLine(finding.message, MAX_MESSAGE) }];
}

function limit(ofLevel: readonly Annotation[]): readonly Annotation[] {
  if (ofLevel.length <= MAX_PER_LEVEL) return ofLevel;
  const shown = ofLevel.slice(0, MAX_PER_LEVEL - 1);
  const left = countOf(ofLevel.length - shown.length, 'more rule');
  const message = `${left}: the report of this run lists them all.`;
  return [...shown, { level: ofLevel[0]!.level, title: 'Model gate', message }];
}
