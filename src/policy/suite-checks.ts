import { TASKS } from '../model/metric.ts';
import { quote } from '../model/quote.ts';
import type { Draft } from './draft.ts';
import { checkGate } from './gate-checks.ts';
import { checkMetric, isSupported } from './metric-checks.ts';
import type { Path, Report } from './place.ts';
import type { PolicyInput, SuiteInput } from './schema.ts';

/** Reports what is wrong with the suites beyond their shape. */
export function checkSuites(suites: Draft<PolicyInput['suites']>, report: Report): void {
  const seen = new Set<string>();
  suites.forEach((suite, index) => {
    if (suite === undefined) return;
    const path = ['suites', index];
    checkSuite(suite, path, report);
    if (suite.name === undefined) return;
    if (seen.has(suite.name)) report([...path, 'name'], `another suite is named ${quote(suite.name)} too`);
    seen.add(suite.name);
  });
}

function checkSuite(suite: Draft<SuiteInput>, path: Path, report: Report): void {
  const { task, files, gates = [], metrics = [] } = suite;
  if (!('files' in suite) && !('artifact' in suite)) {
    report(path, 'no evidence; expected files (globs in the workspace) or artifact (of the workflow run)');
  }
  if (files?.every((pattern) => pattern?.startsWith('!'))) {
    report([...path, 'files'], 'every pattern excludes; expected at least one without "!"');
  }
  if (!suite.gates?.length && !suite.metrics?.length && !isRefused(suite, 'gates') && !isRefused(suite, 'metrics')) {
    report(path, 'nothing to do; expected at least one entry in gates or metrics');
  }
  if (task !== undefined && !isSupported(task)) {
    const supported = TASKS.filter(isSupported).join(', ');
    report([...path, 'task'], `the task ${task} is not supported yet; supported are ${supported}`);
  }
  if (suite['positive-label'] !== undefined && task !== undefined && task !== 'binary') {
    report([...path, 'positive-label'], `only the task binary has a positive label, and the task is ${task}`);
  }
  checkColumns(suite.columns ?? {}, [...path, 'columns'], report);
  checkSlices(suite.slices ?? [], [...path, 'slices'], report);
  metrics.forEach((use, index) => {
    const at = [...path, 'metrics', index];
    if (typeof use === 'string') checkMetric({ metric: use }, task, { metric: at, label: at }, report);
    else if (use !== undefined) checkMetric(use, task, { metric: [...at, 'metric'], label: [...at, 'label'] }, report);
  });
  gates.forEach((gate, index) => {
    if (gate !== undefined) checkGate(gate, task, [...path, 'gates', index], report);
  });
}

function checkColumns(columns: Draft<NonNullable<SuiteInput['columns']>>, path: Path, report: Report): void {
  const { score, label } = columns;
  if (typeof score === 'string' && score.split('*').length > 2) {
    report([...path, 'score'], `${quote(score)} has more than one *; one * stands for the class`);
  }
  for (const role of ['prediction', 'score'] as const) {
    if (label !== undefined && columns[role] === label) {
      report([...path, role], `${quote(label)} is the label as well; the model would be compared with itself`);
    }
  }
}

function checkSlices(slices: Draft<NonNullable<SuiteInput['slices']>>, path: Path, report: Report): void {
  const seen = new Set<string>();
  slices.forEach((columns, index) => {
    const key = JSON.stringify([columns].flat());
    if (seen.has(key)) report([...path, index], 'these columns are listed twice');
    seen.add(key);
  });
}

/** Whether a key was written, and its value was refused for its shape. */
function isRefused(suite: Draft<SuiteInput>, key: 'gates' | 'metrics'): boolean {
  return key in suite && suite[key] === undefined;
}
