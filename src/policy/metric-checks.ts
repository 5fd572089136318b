import { explainParameter, findMetric, metricNames } from '../metrics/catalogue.ts';
import { explainElsewhere } from '../metrics/elsewhere.ts';
import { type Metric, TASKS, type Task } from '../model/metric.ts';
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

function unknownMetric(name: string, task: Task): string {
  const problem = explainParameter(name, task) ?? explainElsewhere(name);
  if (problem !== null) return problem;
  const tasks = TASKS.filter((other) => !bringsOwnMetrics(other) && findMetric(name, other) !== null);
  if (tasks.length > 0) return `${name} is a metric of the task ${either(tasks)}, not of ${task}`;
  return `unknown metric ${quote(name)} in the task ${task}.${suggest(name, metricNames(task))}`;
}
