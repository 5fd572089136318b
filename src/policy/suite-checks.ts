import type { Task } from '../model/metric.ts';
import { quote } from '../model/quote.ts';
import type { Draft } from './draft.ts';
import { checkGate } from './gate-checks.ts';
import { checkMetric, keysIn } from './metric-checks.ts';
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
  const affectedBy = suite['affected-by'];
  if (affectedBy?.every((pattern) => pattern?.startsWith('!'))) {
    report([...path, 'affected-by'], 'every pattern excludes; expected at least one without "!"');
  }
  affectedBy?.forEach((pattern, index) => {
    if (pattern === undefined || !/^!?(\/|(\.\/)*\.\.(\/|$))|\/$/.test(pattern)) return;
    report(
      [...path, 'affected-by', index],
      `${quote(pattern)} names no file of the repository; expected a path or glob from its root, such as models/**`,
    );
  });
  if (!suite.gates?.length && !suite.metrics?.length && !isRefused(suite, 'gates') && !isRefused(suite, 'metrics')) {
    report(path, 'nothing to do; expected at least one entry in gates or metrics');
  }
  if (suite['positive-label'] !== undefined && task !== undefined && task !== 'binary') {
    report([...path, 'positive-label'], `only the task binary has a positive label, and the task is ${task}`);
  }
  if (task === 'metrics') checkPrecomputed(suite, path, report);
  if (task === 'metrics' || task === 'scores') checkOwnDirections(gates, path, report);
  if ('costs' in suite && task !== undefined && task !== 'binary' && task !== 'multiclass') {
    report([...path, 'costs'], `only answers that are classes have costs of mistakes, and the task is ${task}`);
  }
  checkColumns(suite.columns ?? {}, task, [...path, 'columns'], report);
  checkSlices(suite.slices ?? [], [...path, 'slices'], report);
  checkCosts(suite, path, report);
  metrics.forEach((use, index) => {
    const at = [...path, 'metrics', index];
    if (typeof use === 'string') checkMetric({ metric: use }, task, { metric: at, label: at, across: at }, report);
    else if (use !== undefined) checkMetric(use, task, keysIn(at), report);
  });
  gates.forEach((gate, index) => {
    if (gate !== undefined) checkGate(gate, task, [...path, 'gates', index], report);
  });
}

/** The one metric that the costs of mistakes are for says nothing without them. */
function checkCosts(suite: Draft<SuiteInput>, path: Path, report: Report): void {
  if ('costs' in suite || (suite.task !== 'binary' && suite.task !== 'multiclass')) return;
  for (const key of ['gates', 'metrics'] as const) {
    suite[key]?.forEach((use, index) => {
      const name = typeof use === 'string' ? use : use?.metric;
      if (name === undefined || !/^expected_cost(_|$)/.test(name)) return;
      const at = [...path, key, index, ...(typeof use === 'string' ? [] : ['metric'])];
      report(at, `${name} needs to know what mistakes cost; write costs in the suite of a policy file`);
    });
  }
}

function checkColumns(
  columns: Draft<NonNullable<SuiteInput['columns']>>,
  task: Task | undefined,
  path: Path,
  report: Report,
): void {
  const { score, label } = columns;
  for (const role of ['label', 'prediction', 'score'] as const) {
    const named = columns[role];
    if (typeof named === 'string' && named.split('*').length > 2) {
      report([...path, role], `${quote(named)} has more than one *; one * stands for the class`);
    }
    if (role === 'score' || task === undefined || named === undefined) continue;
    const isText = task === 'translation' || task === 'generation';
    if (Array.isArray(named) && !isText) {
      report(
        [...path, role],
        `only texts have several columns of references, and the task is ${task}; name one column`,
      );
    } else if (typeof named === 'object' && !Array.isArray(named) && task !== 'multilabel') {
      report(
        [...path, role],
        `only a multilabel task has a column for each class, and the task is ${task}; name one column`,
      );
    }
  }
  for (const [role, named] of [
    ['prediction', columns.prediction],
    ['score', score],
  ] as const) {
    if (typeof label === 'string' && named === label) {
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

/** The evidence's own values have no rows, and so no columns, slices and groups of them. */
function checkPrecomputed(suite: Draft<SuiteInput>, path: Path, report: Report): void {
  const none = 'precomputed values (task metrics) have no rows';
  for (const key of ['columns', 'slices', 'discover-slices'] as const) {
    if (key in suite) report([...path, key], `${none}, so ${key} say nothing; remove them`);
  }
  suite.gates?.forEach((gate, index) => {
    if (gate && 'slice' in gate) {
      report(
        [...path, 'gates', index, 'slice'],
        `${none}, so they have no slices; write the name that the value of the slice has`,
      );
    }
  });
}

/** A metric that the evidence brings has the better side that its rules say: all of them the same. */
function checkOwnDirections(gates: Draft<SuiteInput['gates']>, path: Path, report: Report): void {
  const rises = new Map<string, boolean>();
  gates?.forEach((gate, index) => {
    for (const rule of ['max-drop', 'max-rise'] as const) {
      if (!gate?.metric || !(rule in gate) || ('max-drop' in gate && 'max-rise' in gate)) continue;
      const before = rises.get(gate.metric);
      rises.set(gate.metric, rule === 'max-rise');
      if (before !== undefined && before !== (rule === 'max-rise')) {
        report(
          [...path, 'gates', index, rule],
          `another gate on ${quote(gate.metric)} says that the other side is better; keep one of max-drop and max-rise`,
        );
      }
    }
  });
}

/** Whether a key was written, and its value was refused for its shape. */
function isRefused(suite: Draft<SuiteInput>, key: 'gates' | 'metrics'): boolean {
  return key in suite && suite[key] === undefined;
}
