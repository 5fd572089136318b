import type { Metric, MetricFamily, Task } from '../model/metric.ts';
import { CALIBRATION } from './calibration/table.ts';
import { CLASSIFICATION } from './classification/table.ts';
import { CREDIT } from './credit/table.ts';
import { groupMetric, STANDING_GROUP_METRICS } from './fairness/group-metrics.ts';
import { FAIRNESS } from './fairness/table.ts';
import { GENERATION } from './generation/table.ts';
import { MULTILABEL } from './multilabel/table.ts';
import { OPERATIONS } from './operations/table.ts';
import { ownScalar, ownScore } from './own.ts';
import { RANKING } from './ranking/table.ts';
import { REGRESSION } from './regression/table.ts';
import { STABILITY } from './stability/table.ts';
import { TRANSLATION } from './translation/table.ts';

type Entry = Metric | MetricFamily;

/** Metrics of one field. */
interface Chapter {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const FIELDS: readonly Chapter[] = [
  { title: 'Classes and their scores', entries: CLASSIFICATION },
  { title: 'Probabilities and what happens', entries: CALIBRATION },
  { title: 'Credit scores', entries: CREDIT },
  { title: 'Sets of labels and their scores', entries: MULTILABEL },
  { title: 'Numbers', entries: REGRESSION },
  { title: 'Rankings', entries: RANKING },
  { title: 'Translations', entries: TRANSLATION },
  { title: 'Generated text, questions and judgements', entries: GENERATION },
  { title: 'Latency, cost and tokens', entries: OPERATIONS },
  { title: 'Stability and drift', entries: STABILITY },
  { title: 'Fairness', entries: FAIRNESS },
];

/** Every metric that this program computes itself, in the order in which lists show them. */
export const CHAPTERS: readonly Chapter[] = [
  ...FIELDS,
  {
    title: 'Groups in any metric',
    entries: STANDING_GROUP_METRICS.map((name) => findMetric(name, 'binary')!),
  },
];

/** The metrics of the catalogue, families by the members that stand for them. */
export const METRICS: readonly Metric[] = CHAPTERS.flatMap(({ entries }) =>
  entries.flatMap((entry) => ('members' in entry ? entry.members : [entry])),
);

/**
 * The metric of a name in a task; null when there is none. In the tasks `scores` and `metrics` every name is one: the evidence's
 * own columns and values, whose presence shows when the evidence is read.
 */
export function findMetric(name: string, task: Task): Metric | null {
  if (task === 'scores') return ownScore(name);
  if (task === 'metrics') return ownScalar(name);
  const found = lookUp(name, task);
  return found === null || 'problem' in found ? null : found;
}

/** What is wrong with the parameter of a name that belongs to a family; null when it belongs to none. */
export function explainParameter(name: string, task: Task): string | null {
  const found = lookUp(name, task);
  return found !== null && 'problem' in found ? found.problem : null;
}

type Found = ReturnType<MetricFamily['find']>;

/** What a name means in a task: a metric of a table, or one of a family, or how the groups of a column do in either. */
function lookUp(name: string, task: Task): Found {
  let problem: Found = null;
  for (const { entries } of FIELDS) {
    for (const entry of entries) {
      const found = findIn(entry, name, task);
      if (found !== null && !('problem' in found)) return found;
      problem ??= found;
    }
  }
  return problem ?? groupMetric(name, (base) => lookUp(base, task));
}

function findIn(entry: Entry, name: string, task: Task): Found {
  if (!('members' in entry)) return entry.name === name && entry.tasks.includes(task) ? entry : null;
  if (!entry.members.some(({ tasks }) => tasks.includes(task))) return null;
  const found = entry.find(name);
  return found === null || 'problem' in found || found.tasks.includes(task) ? found : null;
}

/** The names that `findMetric` knows beforehand in a task; none where the evidence decides. */
export function metricNames(task: Task): readonly string[] {
  return METRICS.filter(({ tasks }) => tasks.includes(task)).map(({ name }) => name);
}
