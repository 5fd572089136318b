import { ownNameOf } from '../metrics/aliases.ts';
import { explainParameter, findMetric, metricNames } from '../metrics/catalogue.ts';
import { explainElsewhere } from '../metrics/elsewhere.ts';
import { type Metric, TASKS, type Task } from '../model/metric.ts';
import { nearest } from '../model/nearest.ts';
import { quote } from '../model/quote.ts';
import type { Draft } from './draft.ts';
import type { Path, Report } from './place.ts';
import { either, suggest } from './words.ts';

/** A metric by name, with the class that it is asked for. */
interface MetricUse {
  readonly metric: string;
  readonly across?: string | undefined;
  readonly label?: string | number | boolean | undefined;
}

/** Whether the evidence names the metrics of a task; then nothing is known of them before it is read. */
function bringsOwnMetrics(task: Task): boolean {
  return task === 'scores' || task === 'metrics';
}

/**
 * The metric that is meant, after reporting what is wrong with its name or label; null when there is none of that name.
 * `at` says where both are written, or belong.
 */
export function checkMetric(
  use: Draft<MetricUse>,
  task: Task | undefined,
  at: { readonly metric: Path; readonly label: Path; readonly across: Path },
  report: Report,
): Metric | null {
  const { metric: name } = use;
  if (name === undefined) return null;
  if (task === undefined) {
    checkInAnyTask(name, at.metric, report);
    return null;
  }
  const metric = findMetric(name, task);
  if (metric === null) {
    report(at.metric, unknownMetric(name, task));
    return null;
  }
  if ('label' in use && metric.label === 'no') {
    report(at.label, `${name} is a metric of all classes together and takes no label; remove the label`);
  }
  if (!('label' in use) && metric.label === 'requires' && task !== 'binary') {
    const averages = metricNames(task).filter((other) => other.startsWith(`${name}_`));
    const remedy = averages.length > 0 ? `, or use ${either(averages)}` : '';
    report(at.label, `in the task ${task}, ${name} is a metric of one class; name the class as label${remedy}`);
  }
  if (metric.across && !('across' in use)) {
    report(at.across, `${name} compares groups; name the column that holds them as across`);
  }
  if (!metric.across && 'across' in use) {
    const fair = findMetric(`${name}_worst_group`, task) === null ? '' : `; of groups there are ${groupNames(name)}`;
    report(at.across, `${name} compares no groups and takes no across${fair}`);
  }
  return metric;
}

/** Where the task is wrong itself, at least the name must be one that some task knows. */
function checkInAnyTask(name: string, path: Path, report: Report): void {
  const tasks = TASKS.filter((task) => !bringsOwnMetrics(task));
  if (tasks.some((task) => findMetric(name, task) !== null)) return;
  const names = [...new Set(tasks.flatMap(metricNames))];
  const known = tasks.map((task) => explainParameter(name, task)).find((problem) => problem !== null);
  const near = suggest(name, names);
  const hint = `${near.startsWith(' Did') ? near : ''} Only the tasks scores and metrics take names of your own.`;
  report(path, known ?? explainElsewhere(name) ?? `no task knows a metric ${quote(name)}.${hint}`);
}

function groupNames(name: string): string {
  return either([`${name}_worst_group`, `${name}_group_gap`]);
}

/** Where the keys of a use of a metric stand, or belong. */
export function keysIn(path: Path) {
  return { metric: [...path, 'metric'], label: [...path, 'label'], across: [...path, 'across'] };
}

/** Names that are listed when none is near to what was written. */
const MAX_LISTED = 8;
const LIST = 'docs/metrics.md';

function unknownMetric(name: string, task: Task): string {
  const own = ownNameOf(name);
  if (own !== null && findMetric(own, task) !== null) {
    return `unknown metric ${quote(name)} in the task ${task}; here it is called ${own}`;
  }
  const problem = explainParameter(name, task);
  if (problem !== null) return problem;
  const elsewhere = inOtherTasks(name, task) ?? (own === null ? null : inOtherTasks(own, task, name));
  return elsewhere ?? explainElsewhere(name) ?? notKnown(name, task);
}

/** Says which tasks have the metric, and what is wrong with its parameter there; null when none has. `written`: what it was called. */
function inOtherTasks(name: string, task: Task, written = name): string | null {
  const others = TASKS.filter((other) => !bringsOwnMetrics(other));
  const tasks = others.filter((other) => findMetric(name, other) !== null || explainParameter(name, other) !== null);
  if (tasks.length === 0) return null;
  const known = written === name ? name : `${quote(written)} is called ${name} here, and`;
  const problem = explainParameter(name, tasks[0]!);
  return `${known} is a metric of the task ${either(tasks)}, not of ${task}${problem === null ? '' : `. There, ${problem}`}`;
}

function notKnown(name: string, task: Task): string {
  const unknown = `unknown metric ${quote(name)} in the task ${task}.`;
  const names = metricNames(task);
  if (nearest(name, names).length > 0) return unknown + suggest(name, names);
  const left = names.length - MAX_LISTED;
  return `${unknown} Known are ${names.slice(0, MAX_LISTED).join(', ')} and ${left} more, which ${LIST} lists.`;
}
