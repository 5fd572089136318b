import type { Direction, Example, Extremum, Metric } from '../../model/metric.ts';
import { defineMetric } from '../define.ts';
import { ofTwoGroups } from './examples.ts';
import { groupsOf, MIN_UNITS } from './groups.ts';

/** A metric, or what is wrong with a name that means one; null: the name means none. */
type Found = Metric | { readonly problem: string } | null;

type Ending = 'worst_group' | 'group_gap' | 'group_ratio';

/** Group metrics that stand for all others in lists, documentation and tests. */
export const STANDING_GROUP_METRICS = ['accuracy_worst_group', 'accuracy_group_gap', 'accuracy_group_ratio'];
const EXAMPLES: Readonly<Record<string, Example>> = {
  accuracy_worst_group: ofTwoGroups(0.675),
  accuracy_group_gap: ofTwoGroups(0.025),
  accuracy_group_ratio: ofTwoGroups(27 / 28),
};

const TITLES: Readonly<Record<Ending, string>> = {
  worst_group: 'worst group',
  group_gap: 'gap between groups',
  group_ratio: 'ratio between groups',
};
const SOURCES: Readonly<Record<Ending, string>> = {
  worst_group: 'fairlearn MetricFrame.group_min (group_max where lower is better)',
  group_gap: 'fairlearn MetricFrame.difference',
  group_ratio: 'fairlearn MetricFrame.ratio',
};

/**
 * Any metric in every group of a column, of groups with at least 30 units:
 *
 * - `<metric>_worst_group`: the smallest value where higher is better, the largest where lower is;
 * - `<metric>_group_gap`: the largest value less the smallest;
 * - `<metric>_group_ratio`: the smallest over the largest, of metrics whose values begin at 0.
 *
 * A parameter of the metric follows the ending: `fbeta_worst_group@2`. Groups in which the metric has no value, or one by convention, take
 * no part. Fewer than two groups leave no value, `too_few_groups`. `findBase` finds the metric itself by name.
 *
 * Example: accuracies of .7 and .675 in two groups have the worst group .675, the gap .025 and the ratio .964….
 * Source: fairlearn `MetricFrame`.
 */
export function groupMetric(name: string, findBase: (name: string) => Found): Found {
  const parts = /^(.+)_(worst_group|group_gap|group_ratio)(@.*)?$/s.exec(name);
  if (parts === null) return null;
  const [, stem, ending, parameter = ''] = parts as unknown as [string, string, Ending, string | undefined];
  const base = findBase(stem + parameter);
  if (base === null || 'problem' in base) return base;
  const problem = explain(base, ending);
  return problem === null ? define(name, base, ending) : { problem: `There is no ${name}: ${problem}.` };
}

/** Why a metric has no such form; null when it has. */
function explain({ name, range, direction, across, compares }: Metric, ending: Ending): string | null {
  if (across !== undefined) return `${name} compares groups itself`;
  if (compares !== undefined) return `${name} compares with the baseline itself`;
  if (ending === 'worst_group' && direction === null) return `${name} has no better side, so no group is the worst`;
  if (ending === 'group_ratio' && range[0] !== 0) return `${name} may be negative, so that a ratio says nothing`;
  return null;
}

function define(name: string, base: Metric, ending: Ending): Metric {
  const { tasks, needs, label, digest } = base;
  return defineMetric(
    {
      name,
      title: `${base.title}, ${TITLES[ending]}`,
      kind: 'extremum',
      direction: directionOf(base, ending),
      range: rangeOf(base, ending),
      tasks,
      needs,
      label,
      ...(digest && { digest }),
      across: true,
      ofEachGroup: [base.name],
      version: `${base.signature}|min:${MIN_UNITS}|v1`,
      definition: `${meaningOf(base, ending)} Groups with fewer than ${MIN_UNITS} units of the metric, or without a value of it, take no part; fewer than two groups leave no value, too_few_groups.`,
      source: SOURCES[ending],
      example: EXAMPLES[name] ?? null,
    },
    (dataset, options): Extremum => {
      const { codes, names } = groupsOf(dataset, options, name);
      return {
        kind: 'extremum',
        parts: [base.contribute(dataset, options)],
        groups: codes,
        names,
        statistic: STATISTICS[ending],
        against: 'each-other',
        parted: 'worst',
        better: base.direction ?? 'higher',
        minUnits: MIN_UNITS,
        emptyIsZero: false,
      };
    },
  );
}

const STATISTICS: Readonly<Record<Ending, Extremum['statistic']>> = {
  worst_group: 'worst',
  group_gap: 'difference',
  group_ratio: 'ratio',
};

function directionOf({ direction }: Metric, ending: Ending): Direction | null {
  if (ending === 'worst_group') return direction;
  return ending === 'group_gap' ? 'lower' : 'higher';
}

function rangeOf({ range: [from, to] }: Metric, ending: Ending): Metric['range'] {
  if (ending === 'worst_group') return [from, to];
  if (ending === 'group_ratio') return [0, 1];
  return [0, from === null || to === null ? null : to - from];
}

function meaningOf({ name, direction }: Metric, ending: Ending): string {
  if (ending === 'group_gap') return `The largest ${name} of a group less the smallest.`;
  if (ending === 'group_ratio') return `The smallest ${name} of a group over the largest.`;
  return `The ${direction === 'higher' ? 'smallest' : 'largest'} ${name} of a group.`;
}
