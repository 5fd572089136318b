import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Metric, MetricFamily } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { numberedFamily, RANK_PARAMETER, suffixedFamily } from '../families.ts';
import { gatherRuns, scoreExamples } from './runs.ts';
import { problemsOfYesOrNo } from './yes-or-no.ts';

/**
 * The chance that at least one of k runs, drawn without replacement from the n runs of a problem of which c passed, passes:
 * 1 − C(n−c, k)/C(n, k) = 1 − Π (1 − k/i) for i from n−c+1 to n; 1 when fewer than k failed, for i = k is among them then. Needs k ≤ n.
 * Example: n = 10 and c = 3 give 0.3 for k = 1 and 0.9166666667 for k = 5.
 * Source: Chen et al., "Evaluating large language models trained on code", arXiv 2107.03374 (2021).
 */
export function passAtLeastOnce(n: number, c: number, k: number): number {
  let allFail = 1;
  for (let i = n - c + 1; i <= n; i++) allFail *= 1 - k / i;
  return 1 - allFail;
}

/**
 * The chance that all of k runs, drawn without replacement from the n runs of a problem of which c passed, pass: C(c, k)/C(n, k). Needs k ≤ n.
 * Example: n = 10 and c = 3 give 0.3 for k = 1, 1/15 for k = 2 and 0 for k = 4.
 * Source: Yao et al., "τ-bench", arXiv 2406.12045 (2024).
 */
export function passEveryTime(n: number, c: number, k: number): number {
  if (c < k) return 0;
  let allPass = 1;
  for (let i = 0; i < k; i++) allPass *= (c - i) / (n - i);
  return allPass;
}

/** Two problems of three runs each; the first passed in all of them, the second in one. */
const SIX = [1, 1, 1, 0, 1, 0].map((passed, i) => ({ id: i < 3 ? 'sort' : 'parse', run: (i % 3) + 1, passed }));

const MEAN_OF_PROBLEMS = {
  kind: 'mean',
  direction: 'higher',
  range: [0, 1],
  tasks: ['generation'],
} as const;

const ABOUT_RUNS =
  'Rows are runs, which the column run tells apart, and n is the number of runs of a problem that have an outcome; a problem with fewer than k of them leaves no value, too_few. A problem counts once, with the weight of one of its rows.';

/** `pass@k`. */
const PASS_AT_K: MetricFamily = numberedFamily(
  'pass',
  RANK_PARAMETER,
  [1, 2],
  (k, name): Metric =>
    ofProblems(name, k, passAtLeastOnce, {
      title: `Pass@${k}`,
      definition: `The mean over problems of 1 − C(n−c, k)/C(n, k), the chance that at least one of k = ${k} runs of a problem passes, c of its n runs having passed. ${ABOUT_RUNS}`,
      source: 'Chen et al. (2021), arXiv 2107.03374; human-eval estimate_pass_at_k',
      example: new Map([
        [1, 2 / 3],
        [2, 5 / 6],
      ]).get(k),
    }),
);

/** `pass^k`. */
const PASS_HAT_K: MetricFamily = suffixedFamily(
  'pass^',
  [2],
  (k, name): Metric =>
    ofProblems(name, k, passEveryTime, {
      title: `Pass^${k}`,
      definition: `The mean over problems of C(c, k)/C(n, k), the chance that all of k = ${k} runs of a problem pass, c of its n runs having passed. ${ABOUT_RUNS}`,
      source: 'Yao et al. (2024), arXiv 2406.12045',
      example: new Map([[2, 1 / 2]]).get(k),
    }),
);

/** Metrics of problems that were tried several times. */
export const passRates = (): readonly MetricFamily[] => [PASS_AT_K, PASS_HAT_K];

function ofProblems(
  name: string,
  k: number,
  chance: (n: number, c: number, k: number) => number,
  { example, ...described }: Pick<MetricRow, 'title' | 'definition' | 'source'> & { example: number | undefined },
): Metric {
  const row: MetricRow = {
    ...MEAN_OF_PROBLEMS,
    ...described,
    name,
    needs: k === 1 ? ['passed'] : ['passed', 'run'],
    wants: ['run'],
    version: 'unbiased|v1',
    example: example === undefined ? null : { rows: SIX, value: example },
  };
  return defineMetric(
    row,
    (dataset) => averageProblems(dataset, k, chance),
    (dataset) => problemsOfYesOrNo(name, dataset, 'passed'),
  );
}

/** A problem without any outcome is no unit; one with fewer than k takes the value away, for it cannot be told. */
function averageProblems(
  dataset: Dataset,
  k: number,
  chance: (n: number, c: number, k: number) => number,
): Contributions {
  const problems = gatherRuns(dataset, dataset.quantities.get('passed')!);
  const scores = scoreExamples(dataset.rows, problems, (outcomes) => {
    const n = outcomes.length;
    if (n < k) return Number.NaN;
    return chance(n, outcomes.filter((passed) => passed === 1).length, k);
  });
  const isShort = problems.some(({ outcomes }) => outcomes.length > 0 && outcomes.length < k);
  return { kind: 'mean', scores, range: [0, 1], ...(isShort ? { problem: 'too_few' as const } : {}) };
}
