/**
 * Whole checks, by simulation through the product's own functions: what a pull request meets whose model did not change, or got worse in one
 * of several gates. Beside the product stands what people do today:
 *
 * - fixed threshold: block when a measured value fell by more than the tolerance;
 * - 95 % test: block when a two-sided McNemar test (without correction) says that a value fell;
 * - ratio: block when the value before ÷ the value now is above the alert threshold of github-action-benchmark, 200 % by default; people who
 *   gate on accuracy set it near 102 %.
 *
 *   npm run bench:checks [-- --draws 2000 --seed 1]
 *
 * Ends with status 1 when a target of the product is missed by more than three standard errors of the simulation: at n = 1,000, tolerance 2
 * points, a tenth of the answers discordant, one gate blocks at most 1 % of unchanged models and at least 95 % of drops of 4 points; of 20
 * gates one that fell by 4 points is blocked in at least 75 %, and a whole check of unchanged models in at most 1 %.
 */
import { parseArgs } from 'node:util';
import { type Dataset, NO_COLUMNS } from '../src/model/dataset.ts';
import { type Drop, judgeCheck } from './judged.ts';
import { pairedAnswers } from './paired-answers.ts';
import { binomialSampler, randomStream } from './random.ts';

const TOLERANCE = 0.02;
const PSI = 0.1;
const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 2000);
const seed = Number(values.seed ?? 1);
const random = randomStream(seed);
const binomial = binomialSampler(random);

type Suite = Parameters<typeof judgeCheck>[0][number];
/** n, newly wrong and newly right examples of one gate, and how many are right now. */
interface Counts {
  readonly n: number;
  readonly worse: number;
  readonly better: number;
  readonly right: number;
}
interface Scenario {
  readonly name: string;
  readonly n: number;
  readonly draw: () => { readonly suites: readonly Suite[]; readonly counts: readonly Counts[] };
  /** What share of checks the product may block at most, or must block at least. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** `gates` independent test sets, of which the first got worse by `drop`. */
function independent(n: number, gates: number, drop: number): Scenario['draw'] {
  return () => {
    const counts = Array.from({ length: gates }, (_, g): Counts => {
      const discordant = binomial(n, PSI);
      const change = g === 0 ? drop : 0;
      const worse = binomial(discordant, (PSI + change) / (2 * PSI));
      const better = discordant - worse;
      return { n, worse, better, right: Math.floor((n - discordant) * 0.9) + better };
    });
    const suites = counts.map(({ worse, better }) => ({
      sides: pairedAnswers(n, worse, better),
      drops: [{ metric: 'accuracy', amount: TOLERANCE }],
    }));
    return { suites, counts };
  };
}

/** One test set with a gate on all of it and on each value of two columns of five values: eleven gates that share their rows. */
function slices(n: number, drop: number): Scenario['draw'] {
  const names = ['0', '1', '2', '3', '4'];
  const drops: readonly Drop[] = [
    { metric: 'accuracy', amount: TOLERANCE },
    ...['a', 'b'].flatMap((column) =>
      names.map((value) => ({ metric: 'accuracy', amount: TOLERANCE, slice: { [column]: value } })),
    ),
  ];
  return () => {
    const codes = { a: fives(n), b: fives(n) };
    const [own, other] = answerTwice(n, () => drop);
    const slicesOf = new Map(Object.entries(codes).map(([name, column]) => [name, { names, codes: column }]));
    const sides = [
      { ...own, slices: slicesOf },
      { ...other, slices: slicesOf },
    ] as const;
    const counts = drops.map(({ slice }) => {
      const [column, value] = Object.entries(slice ?? {})[0] ?? [];
      const rows = Int32Array.from({ length: n }, (_, i) => i).filter(
        (i) => column === undefined || codes[column as 'a' | 'b'][i] === Number(value),
      );
      return countOn(own, other, rows);
    });
    return { suites: [{ sides, drops }], counts };
  };
}

/** Examples in clusters of ten that are hard or easy together: the discordant ones come in bunches. */
function clustered(n: number, drop: number): Scenario['draw'] {
  return () => {
    const cluster = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 10));
    const hardness = Float64Array.from({ length: Math.ceil(n / 10) }, () => (random() < 0.5 ? 0 : 2));
    const bias = Float64Array.from({ length: hardness.length }, () => (random() < 0.5 ? 1 : -1) * 0.5);
    const [own, other] = answerTwice(
      n,
      (i) => drop + bias[cluster[i]!]! * PSI * hardness[cluster[i]!]!,
      (i) => PSI * hardness[cluster[i]!]!,
    );
    const rows = Int32Array.from({ length: n }, (_, i) => i);
    const sides = [
      { ...own, cluster },
      { ...other, cluster },
    ] as const;
    const drops = [{ metric: 'accuracy', amount: TOLERANCE }];
    return { suites: [{ sides, drops }], counts: [countOn(own, other, rows)] };
  };
}

const fives = (n: number) => Int32Array.from({ length: n }, () => Math.floor(random() * 5));

/** Rows that the baseline gets right in nine of ten, of which a share `psiAt` are discordant; `dropAt` is the true fall. */
function answerTwice(
  n: number,
  dropAt: (row: number) => number,
  psiAt: (row: number) => number = () => PSI,
): readonly [Dataset, Dataset] {
  const [own, other] = [new Int32Array(n), new Int32Array(n)];
  for (let i = 0; i < n; i++) {
    const psi = psiAt(i);
    const u = random();
    if (u < (psi + dropAt(i)) / 2) [own[i], other[i]] = [0, 1];
    else if (u < psi) [own[i], other[i]] = [1, 0];
    else own[i] = other[i] = random() < 0.9 ? 1 : 0;
  }
  const side = (prediction: Int32Array): Dataset => ({
    ...NO_COLUMNS,
    rows: n,
    classes: ['c0', 'c1'],
    label: new Int32Array(n).fill(1),
    prediction,
  });
  return [side(own), side(other)];
}

function countOn({ prediction: own }: Dataset, { prediction: other }: Dataset, rows: Int32Array): Counts {
  let [worse, better, right] = [0, 0, 0];
  for (const row of rows) {
    right += own![row]!;
    if (own![row]! < other![row]!) worse++;
    else if (own![row]! > other![row]!) better++;
  }
  return { n: rows.length, worse, better, right };
}

const overThreshold = ({ n, worse, better }: Counts) => (worse - better) / n > TOLERANCE;
/** z of McNemar, two-sided 5 %. */
const isSignificant = ({ worse, better }: Counts) =>
  worse > better && (worse - better) ** 2 > 3.841459 * (worse + better);
const overRatio =
  (percent: number) =>
  ({ worse, better, right }: Counts) =>
    (right + worse - better) / right > percent / 100;

const TODAY: readonly (readonly [string, (counts: Counts) => boolean])[] = [
  ['fixed threshold', overThreshold],
  ['95 % test', isSignificant],
  ['ratio 200 %', overRatio(200)],
  ['ratio 102 %', overRatio(102)],
];

const scenarios: readonly Scenario[] = [
  ...[100, 500, 1000, 10_000].flatMap((n): readonly Scenario[] => [
    { name: 'one gate, unchanged', n, draw: independent(n, 1, 0), atMost: 0.01 },
    { name: 'one gate, 4 points worse', n, draw: independent(n, 1, 0.04), ...(n >= 1000 ? { atLeast: 0.95 } : {}) },
    { name: '20 gates, unchanged', n, draw: independent(n, 20, 0), atMost: 0.01 },
    {
      name: '20 gates, one 4 points worse',
      n,
      draw: independent(n, 20, 0.04),
      ...(n >= 1000 ? { atLeast: 0.75 } : {}),
    },
  ]),
  ...[1000, 10_000].flatMap((n): readonly Scenario[] => [
    { name: 'all and 10 slices, unchanged', n, draw: slices(n, 0), atMost: 0.01 },
    { name: 'all and 10 slices, 4 points worse', n, draw: slices(n, 0.04) },
    { name: 'clusters of 10, unchanged', n, draw: clustered(n, 0), atMost: 0.01 },
    { name: 'clusters of 10, 4 points worse', n, draw: clustered(n, 0.04) },
  ]),
];

const problems: string[] = [];
const lines = scenarios.map(({ name, n, draw, atMost, atLeast }) => {
  const many = n > 1000 && !name.includes('gate') ? Math.ceil(draws / 10) : draws;
  const tally = { fail: 0, warn: 0, pass: 0 };
  const today = TODAY.map(() => 0);
  for (let i = 0; i < many; i++) {
    const { suites, counts } = draw();
    const outcomes = judgeCheck(suites).map(({ outcome }) => outcome);
    tally[outcomes.includes('fail') ? 'fail' : outcomes.includes('warn') ? 'warn' : 'pass']++;
    TODAY.forEach(([, blocks], k) => {
      today[k]! += Number(counts.some(blocks));
    });
  }
  const share = tally.fail / many;
  const slack = (level: number) => 3 * Math.sqrt((level * (1 - level)) / many);
  if (atMost !== undefined && share > atMost + slack(atMost)) problems.push(`${name}, n ${n}: blocks ${share}`);
  if (atLeast !== undefined && share < atLeast - slack(atLeast)) problems.push(`${name}, n ${n}: blocks only ${share}`);
  const percent = (count: number) => `${((100 * count) / many).toFixed(1)} %`;
  const cells = [percent(tally.fail), percent(tally.warn), percent(tally.pass), ...today.map(percent)];
  return `| ${name} | ${n.toLocaleString('en')} | ${cells.join(' | ')} |`;
});

process.stdout.write(
  [
    `Whole checks, tolerance 2 points, a tenth of the answers discordant: ${draws} draws a row (a tenth of that for slices and clusters of 10,000), seed ${seed}, Node ${process.versions.node}.`,
    '',
    `| | n | blocks | warns | passes | ${TODAY.map(([name]) => `${name} blocks`).join(' | ')} |`,
    `|---|--:|--:|--:|--:|${TODAY.map(() => '--:').join('|')}|`,
    ...lines,
    '',
    problems.length === 0 ? 'Every target is met.' : problems.join('\n'),
    '',
  ].join('\n'),
);
process.exitCode = problems.length === 0 ? 0 : 1;
