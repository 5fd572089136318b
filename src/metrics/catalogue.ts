import { type Metric, type MetricFamily, TASKS, type Task } from '../model/metric.ts';
import { calibrationMetrics } from './calibration/table.ts';
import { classificationMetrics } from './classification/table.ts';
import { creditMetrics } from './credit/table.ts';
import { groupMetric, STANDING_GROUP_METRICS } from './fairness/group-metrics.ts';
import { fairnessMetrics } from './fairness/table.ts';
import { spreadOfPredictions } from './generation/run-to-run.ts';
import { generationMetrics } from './generation/table.ts';
import { multilabelMetrics } from './multilabel/table.ts';
import { operationMetrics } from './operations/table.ts';
import { ownScalar, ownScore } from './own.ts';
import { rankingMetrics } from './ranking/table.ts';
import { regressionMetrics } from './regression/table.ts';
import { stabilityMetrics } from './stability/table.ts';
import { translationMetrics } from './translation/table.ts';

type Entry = Metric | MetricFamily;

/** Metrics of one field. */
interface Chapter {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** A field whose tables are made when a metric of one of its tasks is asked for: most runs need few of them. */
interface Field {
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly list: () => readonly Entry[];
}

const CLASSES = ['binary', 'multiclass'] as const;
const TEXTS = ['translation', 'generation'] as const;
const ROWS = TASKS.filter((task) => task !== 'scores' && task !== 'metrics');

const FIELDS: readonly Field[] = [
  { title: 'Classes and their scores', tasks: CLASSES, list: once(classificationMetrics) },
  { title: 'Probabilities and what happens', tasks: CLASSES, list: once(calibrationMetrics) },
  { title: 'Credit scores', tasks: CLASSES, list: once(creditMetrics) },
  { title: 'Sets of labels and their scores', tasks: ['multilabel'], list: once(multilabelMetrics) },
  { title: 'Numbers', tasks: ['regression'], list: once(regressionMetrics) },
  { title: 'Rankings', tasks: ['ranking'], list: once(rankingMetrics) },
  { title: 'Translations', tasks: TEXTS, list: once(translationMetrics) },
  { title: 'Generated text, questions and judgements', tasks: [...CLASSES, ...TEXTS], list: once(generationMetrics) },
  { title: 'Latency, cost and tokens', tasks: ROWS, list: once(operationMetrics) },
  { title: 'Numbers from run to run', tasks: ['regression'], list: once(() => [spreadOfPredictions()]) },
  { title: 'Stability and drift', tasks: [...CLASSES, 'regression'], list: once(stabilityMetrics) },
  { title: 'Fairness', tasks: CLASSES, list: once(fairnessMetrics) },
];

/** Every metric that this program computes itself, in the order in which lists show them. */
export function chapters(): readonly Chapter[] {
  const standing = STANDING_GROUP_METRICS.map((name) => findMetric(name, 'binary')!);
  return [
    ...FIELDS.map(({ title, list }) => ({ title, entries: list() })),
    { title: 'Groups in any metric', entries: standing },
  ];
}

/** The metrics of the catalogue, families by the members that stand for them. */
export const allMetrics: () => readonly Metric[] = once(() =>
  chapters().flatMap(({ entries }) => entries.flatMap((entry) => ('members' in entry ? entry.members : [entry]))),
);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

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
  for (const { tasks, list } of FIELDS) {
    if (!tasks.includes(task)) continue;
    for (const entry of list()) {
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
  return allMetrics()
    .filter(({ tasks }) => tasks.includes(task))
    .map(({ name }) => name);
}
