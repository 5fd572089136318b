import type { Metric, MetricFamily, Task } from '../model/metric.ts';
import { CALIBRATION } from './calibration/table.ts';
import { CLASSIFICATION } from './classification/table.ts';
import { CREDIT } from './credit/table.ts';
import { GENERATION } from './generation/table.ts';
import { MULTILABEL } from './multilabel/table.ts';
import { OPERATIONS } from './operations/table.ts';
import { ownScalar, ownScore } from './own.ts';
import { RANKING } from './ranking/table.ts';
import { REGRESSION } from './regression/table.ts';

/** Metrics of one field. */
interface Chapter {
  readonly title: string;
  readonly entries: readonly (Metric | MetricFamily)[];
}

/** Every metric that this program computes itself, in the order in which lists show them. */
export const CHAPTERS: readonly Chapter[] = [
  { title: 'Classes and their scores', entries: CLASSIFICATION },
  { title: 'Probabilities and what happens', entries: CALIBRATION },
  { title: 'Credit scores', entries: CREDIT },
  { title: 'Sets of labels and their scores', entries: MULTILABEL },
  { title: 'Numbers', entries: REGRESSION },
  { title: 'Rankings', entries: RANKING },
  { title: 'Generated text, questions and judgements', entries: GENERATION },
  { title: 'Latency, cost and tokens', entries: OPERATIONS },
];

const ENTRIES = CHAPTERS.flatMap(({ entries }) => entries);

/** The metrics of the catalogue, families by the members that stand for them. */
export const METRICS: readonly Metric[] = ENTRIES.flatMap((entry) => ('members' in entry ? entry.members : [entry]));

/**
 * The metric of a name in a task; null when there is none. In the tasks `scores` and `metrics` every name is one: the evidence's
 * own columns and values, whose presence shows when the evidence is read.
 */
export function findMetric(name: string, task: Task): Metric | null {
  if (task === 'scores') return ownScore(name);
  if (task === 'metrics') return ownScalar(name);
  const plain = METRICS.find((metric) => metric.name === name && metric.tasks.includes(task));
  if (plain !== undefined) return plain;
  for (const entry of ENTRIES) {
    const found = 'members' in entry ? entry.find(name) : null;
    if (found !== null && !('problem' in found) && found.tasks.includes(task)) return found;
  }
  return null;
}

/** What is wrong with the parameter of a name that belongs to a family; null when it belongs to none. */
export function explainParameter(name: string, task: Task): string | null {
  for (const entry of ENTRIES) {
    if (!('members' in entry) || !entry.members.some(({ tasks }) => tasks.includes(task))) continue;
    const found = entry.find(name);
    if (found !== null && 'problem' in found) return found.problem;
  }
  return null;
}

/** The names that `findMetric` knows beforehand in a task; none where the evidence decides. */
export function metricNames(task: Task): readonly string[] {
  return METRICS.filter(({ tasks }) => tasks.includes(task)).map(({ name }) => name);
}
