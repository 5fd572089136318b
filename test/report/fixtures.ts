import type { Interval } from '../../src/model/measurement.ts';
import type { BaselineUse, MeasurementRow, Report, SuiteReport, WorseSlice } from '../../src/model/report.ts';
import type { Finding } from '../../src/model/verdict.ts';

const COMMIT = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
const BEFORE = 'e4f5a6b7c8d90123456789abcdef0123456789ab';

/** Characters that try to be something: markup, mentions, links, maths, commands, escape sequences, reordering. */
export const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '@octocat',
  '[click](https://evil.example)',
  '![x](http://evil.example/p.png)',
  '</code></details><!-- model-gate:v1 name=default -->',
  '::error::owned',
  '##[add-mask]owned',
  'a|b|c',
  '`code` ``more``',
  '$x^2$ :tada: #1 GH-2 owner/repo#3 someone@example.com www.evil.example',
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
  '\u202eesrever\u202c\u200b\ufeff',
  'line\r\n::warning::two\u2028three',
  '__proto__',
  'half \ud83d a character',
] as const;

function interval(low: number, high: number, method = 'wilson'): Interval {
  return { low, high, level: 0.95, method };
}

export function row(facts: Partial<MeasurementRow> & Pick<MeasurementRow, 'metric' | 'value'>): MeasurementRow {
  const { value, baseline = null } = facts;
  return {
    label: null,
    slice: null,
    across: null,
    kind: 'proportion',
    direction: 'higher',
    range: [0, 1],
    reason: null,
    n: 569,
    interval: null,
    baseline,
    delta: value === null || baseline === null ? null : value - baseline,
    deltaInterval: null,
    ...facts,
  };
}

export function finding(facts: Partial<Finding> & Pick<Finding, 'rule' | 'outcome' | 'reason' | 'message'>): Finding {
  const { value = null, baseline = null } = facts;
  return {
    metric: null,
    label: null,
    slice: null,
    across: null,
    level: 'fail',
    limit: null,
    limitText: '',
    against: facts.rule.startsWith('max-d') || facts.rule === 'max-rise' ? 'baseline' : null,
    value,
    baseline,
    delta: value === null || baseline === null ? null : value - baseline,
    n: null,
    bounds: null,
    certainty: null,
    ...facts,
  };
}

export function suite(facts: Partial<SuiteReport>): SuiteReport {
  return {
    name: 'tumour',
    task: 'binary',
    n: 569,
    missing: 0,
    anchor: null,
    anchored: [],
    evidence: [{ path: 'results/predictions.csv', sha256: 'ab'.repeat(32), format: 'csv', rows: 569 }],
    baseline: PAIRED,
    measurements: [],
    findings: [],
    flips: null,
    notes: [],
    ...facts,
  };
}

export function report(
  verdict: Report['verdict'],
  suites: readonly SuiteReport[],
  facts: Partial<Report> = {},
): Report {
  return {
    verdict,
    commit: COMMIT,
    createdAt: '2026-03-01T12:00:00.000Z',
    seed: 1,
    policyNote: null,
    falseBlocks: null,
    suites,
    ...facts,
  };
}

const PAIRED: BaselineUse = {
  commit: BEFORE,
  kind: 'first-parent',
  ageDays: 3,
  pairing: 'paired',
  shared: 569,
  fresh: 0,
  distance: 0,
  explanation: 'Compared with the record of e4f5a6b (3 days old): the first parent of the tested commit.',
};

const ELDERLY = { age_band: '80+', sex: 'F' };

const TUMOUR = suite({
  measurements: [
    row({
      metric: 'recall',
      value: 0.8868,
      n: 212,
      interval: interval(0.8372, 0.9228),
      baseline: 0.9575,
      deltaInterval: interval(-0.1093, -0.0302, 'bonett-price'),
    }),
    row({
      metric: 'recall',
      slice: ELDERLY,
      value: 0.7647,
      n: 34,
      interval: interval(0.6, 0.8757),
      baseline: 0.9412,
      deltaInterval: interval(-0.3142, -0.0191, 'bonett-price'),
    }),
    row({
      metric: 'roc_auc',
      kind: 'rank',
      value: 0.9931,
      interval: interval(0.9882, 0.996, 'delong'),
      baseline: 0.9934,
      deltaInterval: interval(-0.0021, 0.0015, 'delong'),
    }),
    row({
      metric: 'f1',
      label: 'benign',
      kind: 'sums',
      value: 0.9561,
      n: 357,
      interval: interval(0.9403, 0.9711, 'linearised'),
      baseline: 0.9748,
      deltaInterval: interval(-0.0291, -0.0083, 'linearised'),
    }),
    row({
      metric: 'log_loss',
      kind: 'mean',
      direction: 'lower',
      range: [0, null],
      value: 0.1042,
      interval: interval(0.0771, 0.1313, 'student'),
      baseline: 0.0985,
      deltaInterval: interval(-0.0041, 0.0155, 'student'),
    }),
    row({ metric: 'precision', value: 0.9641, n: 195, interval: interval(0.928, 0.9825), baseline: 0.9621 }),
  ],
  findings: [
    finding({
      metric: 'recall',
      rule: 'min',
      limit: 0.9,
      limitText: '0.9',
      value: 0.8868,
      outcome: 'fail',
      certainty: 'likely',
      reason: 'beyond-limit',
      bounds: { low: 0.846, lowLevel: 0.95, high: 0.9264, highLevel: 0.99 },
      message: 'recall is 88.7%, below the minimum of 90%. With 212 examples the true value may still be 92.6%.',
    }),
    finding({
      metric: 'recall',
      rule: 'max-drop',
      limit: 0.01,
      limitText: '1pp',
      value: 0.8868,
      baseline: 0.9575,
      outcome: 'fail',
      certainty: 'proven',
      reason: 'regressed',
      bounds: { low: -0.103, lowLevel: 0.95, high: -0.022, highLevel: 0.995 },
      message:
        'recall fell by 7.1 pp (95.8% → 88.7%), and 1 pp is tolerated. It is not noise: with 99.5% confidence it got worse by at least 2.2 pp.',
    }),
    finding({
      metric: 'recall',
      slice: ELDERLY,
      level: 'warn',
      rule: 'max-drop',
      limit: 0.03,
      limitText: '3pp',
      value: 0.7647,
      baseline: 0.9412,
      outcome: 'warn',
      certainty: 'likely',
      reason: 'unsure',
      bounds: { low: -0.29, lowLevel: 0.95, high: 0.004, highLevel: 0.9975 },
      message:
        'recall in age_band=80+, sex=F fell by 17.7 pp (94.1% → 76.5%), and 3 pp is tolerated, but 34 examples cannot tell that from noise. About 310 examples would settle it.',
    }),
    finding({
      metric: 'roc_auc',
      rule: 'max-drop',
      limit: 0.005,
      limitText: '0.005',
      value: 0.9931,
      baseline: 0.9934,
      outcome: 'pass',
      certainty: 'proven',
      reason: 'within',
      bounds: { low: -0.0018, lowLevel: 0.95, high: 0.0016, highLevel: 0.99 },
      message:
        'roc_auc fell by 0.03 pp (99.34% → 99.31%), within the tolerance: with 95% confidence it is at most 0.18 pp worse.',
    }),
    finding({
      metric: 'f1',
      label: 'benign',
      rule: 'min',
      limit: 0.9,
      limitText: '0.9',
      value: 0.9561,
      outcome: 'pass',
      certainty: 'proven',
      reason: 'within',
      message: 'f1 of benign is 95.6%, within the minimum of 90%.',
    }),
    finding({
      metric: 'log_loss',
      level: 'info',
      rule: 'max-rise',
      limit: 0.004925,
      limitText: '5%',
      value: 0.1042,
      baseline: 0.0985,
      outcome: 'pass',
      certainty: 'likely',
      reason: 'unsure',
      message:
        'log_loss rose by 0.0057 (0.0985 → 0.1042), and 5% (0.00492) is tolerated, but 569 examples cannot tell that from noise.',
    }),
  ],
  flips: {
    worse: ['case-0017', 'case-0042', 'case-0108', 'case-0145', 'case-0203', 'case-0377', 'case-0402', 'case-0519'],
    better: ['case-0033'],
    worseCount: 16,
    betterCount: 1,
    midP: 0.00014495849609375,
  },
  notes: ['3 rows have no value in the column "sex" and belong to none of its slices.'],
});

/** Two proven regressions, a doubtful one in a slice, and a second suite that is fine. */
export const failed = report('fail', [
  suite({
    name: 'triage',
    task: 'multiclass',
    n: 12400,
    measurements: [
      row({
        metric: 'accuracy',
        value: 0.8124,
        n: 12400,
        interval: interval(0.8054, 0.8192),
        baseline: 0.8101,
        deltaInterval: interval(-0.0012, 0.0058, 'bonett-price'),
      }),
    ],
    findings: [
      finding({
        metric: 'accuracy',
        rule: 'max-drop',
        limit: 0.01,
        limitText: '1pp',
        value: 0.8124,
        baseline: 0.8101,
        outcome: 'pass',
        certainty: 'proven',
        reason: 'within',
        message:
          'accuracy rose by 0.2 pp (81.0% → 81.2%), within the tolerance: with 95% confidence it is at most 0.1 pp worse.',
      }),
    ],
    baseline: { ...PAIRED, shared: 12400 },
  }),
  TUMOUR,
]);

/** One change that the data cannot settle. */
export const unsure = report(
  'warn',
  [
    suite({
      name: 'summaries',
      task: 'scores',
      n: 120,
      measurements: [
        row({
          metric: 'judge_score',
          kind: 'mean',
          range: [null, null],
          direction: null,
          n: 120,
          value: 3.9125,
          interval: interval(3.741, 4.084, 'student'),
          baseline: 4.0083,
          deltaInterval: interval(-0.2437, 0.0521, 'student'),
        }),
        row({
          metric: 'latency_ms',
          kind: 'mean',
          range: [null, null],
          direction: null,
          n: 120,
          value: 1412.4,
          interval: interval(1302.1, 1522.7, 'student'),
          baseline: 1398.2,
          deltaInterval: interval(-88.6, 117, 'student'),
        }),
      ],
      findings: [
        finding({
          metric: 'judge_score',
          rule: 'max-drop',
          limit: 0.05,
          limitText: '0.05',
          value: 3.9125,
          baseline: 4.0083,
          outcome: 'warn',
          certainty: 'likely',
          reason: 'unsure',
          bounds: { low: -0.22, lowLevel: 0.95, high: 0.081, highLevel: 0.99 },
          message:
            'judge_score fell by 0.0958 (4.008 → 3.913), and 0.05 is tolerated, but 120 examples cannot tell that from noise. About 1 690 examples would settle it.',
        }),
        finding({
          metric: 'latency_ms',
          rule: 'max-rise',
          limit: 139.82,
          limitText: '10%',
          value: 1412.4,
          baseline: 1398.2,
          outcome: 'pass',
          certainty: 'proven',
          reason: 'within',
          message:
            'latency_ms rose by 14.2 (1 398 → 1 412), within the tolerance: with 95% confidence it is at most 100 worse.',
        }),
      ],
      baseline: {
        ...PAIRED,
        kind: 'merge-base',
        shared: 120,
        distance: 2,
        ageDays: 0,
        explanation:
          'Compared with the record of e4f5a6b (less than a day old): 2 commits before the merge base of the change and its target, because the nearer ones have no record.',
      },
    }),
  ],
  { policyNote: 'The policy of this change is used, because its base has none yet.' },
);

/** Nothing changed. */
export const unchanged = report('pass', [
  suite({
    measurements: [
      row({
        metric: 'recall',
        value: 0.9575,
        n: 212,
        interval: interval(0.9214, 0.9774),
        baseline: 0.9575,
        deltaInterval: interval(-0.0116, 0.0116, 'bonett-price'),
      }),
    ],
    findings: [
      finding({
        metric: 'recall',
        rule: 'max-drop',
        limit: 0,
        limitText: '0pp',
        value: 0.9575,
        baseline: 0.9575,
        outcome: 'pass',
        certainty: 'proven',
        reason: 'unchanged',
        message: 'recall is unchanged: every example counts as it did in the baseline.',
      }),
    ],
    flips: { worse: [], better: [], worseCount: 0, betterCount: 0, midP: 1 },
  }),
]);

/** The first run: limits are checked, relative rules wait. */
export const firstRun = report('pass', [
  suite({
    baseline: null,
    measurements: [row({ metric: 'recall', value: 0.9575, n: 212, interval: interval(0.9214, 0.9774) })],
    findings: [
      finding({
        metric: 'recall',
        rule: 'min',
        limit: 0.9,
        limitText: '0.9',
        value: 0.9575,
        outcome: 'pass',
        certainty: 'proven',
        reason: 'within',
        message: 'recall is 95.8%, within the minimum of 90%.',
      }),
      finding({
        metric: 'recall',
        rule: 'max-drop',
        limit: 0.01,
        limitText: '1pp',
        value: 0.9575,
        outcome: 'pass',
        reason: 'no-baseline',
        message: 'recall has no baseline yet: it is gated from the next record on.',
      }),
    ],
  }),
]);

/** Other examples than the baseline's, rows without a prediction, and a metric without a value. */
export const changedDataset = report('fail', [
  suite({
    n: 540,
    missing: 12,
    baseline: {
      ...PAIRED,
      commit: null,
      kind: 'file',
      ageDays: 41,
      shared: 498,
      distance: null,
      explanation: 'Compared with a record without a commit (41 days old): the newest in the baseline file or folder.',
    },
    measurements: [
      row({ metric: 'recall', value: 0.96, n: 200, interval: interval(0.9233, 0.9796), baseline: 0.9575 }),
      row({ metric: 'average_precision', kind: 'rank', value: null, reason: 'single_class', n: 0 }),
    ],
    findings: [
      finding({
        rule: 'max-missing',
        limit: 10.8,
        limitText: '2%',
        value: 12,
        outcome: 'fail',
        reason: 'missing-predictions',
        message:
          '12 of 540 rows lack a label, prediction or score that the gates need; at most 2% (10) may. A row without an answer is not a row that the model got right.',
      }),
      finding({
        rule: 'expected-rows',
        limit: 569,
        limitText: '569',
        value: 540,
        outcome: 'fail',
        reason: 'incomplete-evidence',
        message:
          'The evidence has 540 rows, and the policy expects 569: a part of the evaluation is missing, or there is more than one run in it.',
      }),
      finding({
        metric: 'recall',
        rule: 'max-drop',
        limit: 0.01,
        limitText: '1pp',
        value: 0.9591,
        baseline: 0.9575,
        outcome: 'warn',
        certainty: 'likely',
        reason: 'dataset-changed',
        bounds: { low: -0.018, lowLevel: 0.95, high: 0.021, highLevel: 0.99 },
        message:
          'recall is not measured on the examples of the baseline: 71 of the baseline’s 569 ids are absent. If that is meant, the next record of the default branch settles it.',
      }),
      finding({
        metric: 'average_precision',
        rule: 'min',
        limit: 0.9,
        limitText: '0.9',
        outcome: 'fail',
        reason: 'undefined-metric',
        message:
          'average_precision has no value: the examples are all of one class. A gate that cannot be evaluated fails.',
      }),
    ],
    flips: { worse: ['case-0017'], better: ['case-0042', 'case-0108'], worseCount: 1, betterCount: 2, midP: 0.625 },
  }),
]);

const WORSE: WorseSlice = {
  ...{ metric: 'accuracy', label: null, slice: null, across: null, range: [0, 1] },
  ...{ n: 61, value: 0.7213, baseline: 0.918, delta: -0.1967, qValue: 0.0062 },
};
const BANDS = [
  ['under 40', 0.9412, 0.9377, 1],
  ['40–59', 0.9288, 0.9312, 0.81],
  ['60–79', 0.9031, 0.9196, 0.043],
  ['80+', 0.8512, 0.9323, 0.0004],
] as const;

/** Rules hold, and slices got worse beyond chance all the same: two of those that the policy asks for, and two that were found. */
export const worseSlices = report('pass', [
  suite({
    n: 1420,
    measurements: [
      row({
        ...{ metric: 'accuracy', value: 0.912, n: 1420, interval: interval(0.8961, 0.9257), baseline: 0.9296 },
        deltaInterval: interval(-0.0281, -0.0071, 'bonett-price'),
      }),
      ...BANDS.map(([band, value, baseline, qValue], i) =>
        row({
          ...{ metric: 'accuracy', slice: { age_band: band }, value, baseline, qValue, n: [340, 512, 400, 168][i]! },
          interval: interval(value - 0.03, value + 0.02),
          deltaInterval: interval(value - baseline - 0.02, value - baseline + 0.015, 'bonett-price'),
        }),
      ),
    ],
    findings: [
      finding({
        ...{ metric: 'accuracy', rule: 'max-drop', limit: 0.03, limitText: '3pp', value: 0.912, baseline: 0.9296 },
        ...{ outcome: 'pass', certainty: 'proven', reason: 'within', n: 1420 },
        bounds: { low: -0.0264, lowLevel: 0.95, high: -0.0052, highLevel: 0.99 },
        message:
          'accuracy fell by 1.8 pp (93.0% → 91.2%), within the tolerance: with 95% confidence it is at most 2.6 pp worse.',
      }),
      finding({
        ...{
          metric: 'accuracy',
          slice: { age_band: '80+' },
          level: 'info',
          rule: 'max-drop',
          limit: 0,
          limitText: '0',
        },
        ...{ value: 0.8512, baseline: 0.9323, outcome: 'pass', certainty: 'proven', reason: 'regressed', n: 168 },
        bounds: { low: -0.117, lowLevel: 0.95, high: -0.031, highLevel: 0.9975 },
        message: 'accuracy in age_band=80+ fell by 8.1 pp (93.2% → 85.1%), and nothing is tolerated.',
      }),
    ],
    baseline: { ...PAIRED, shared: 1420 },
    sliceSearch: {
      lookedAt: 412,
      worst: [
        { ...WORSE, slice: { scanner: 'B-200', sex: 'F' } },
        { ...WORSE, slice: { site: 'north', age_band: '80+' }, n: 48, value: 0.7708, delta: -0.1472, qValue: 0.031 },
      ],
    },
    notes: [
      'Slices were looked for by 4 columns and their pairs: the 500 largest of 740 that have at least 30 examples.',
    ],
  }),
]);

/** Text of others wherever there can be any. */
export const hostile = report(
  'fail',
  HOSTILE.map((text) =>
    suite({
      name: text,
      task: 'scores',
      evidence: [{ path: text, sha256: 'cd'.repeat(32), format: 'csv', rows: 3 }],
      baseline: { ...PAIRED, explanation: `Compared with "${text}".` },
      measurements: [
        row({ metric: text, label: text, slice: { [text]: text }, value: 0.5, baseline: 0.75, n: 3, qValue: 0.01 }),
        row({ metric: `${text}2`, value: 0.5, n: 3 }),
      ],
      findings: [
        finding({
          metric: text,
          label: text,
          slice: { [text]: text },
          rule: 'max-drop',
          limit: 0.01,
          limitText: '1pp',
          value: 0.5,
          baseline: 0.75,
          outcome: 'fail',
          certainty: 'point',
          reason: 'regressed',
          message: `${text} fell by 25.0 pp, and \`${text}\` is hurt.`,
        }),
      ],
      flips: { worse: [text], better: [text], worseCount: 1, betterCount: 1, midP: 1 },
      sliceSearch: {
        lookedAt: 9,
        worst: [{ ...WORSE, metric: text, label: text, slice: { [text]: text, b: text } }],
      },
      notes: [text, `${text} and more`],
    }),
  ),
  { policyNote: `The policy is from ${HOSTILE.join(' ')}` },
);

const CITIES = ['東京都', 'Zürich', 'Αθήνα', 'Київ', 'القاهرة', '🏙️ Lagos', 'São Paulo', 'Hà Nội'];

/** More rules than a comment holds. */
export const crowded = report('fail', [
  suite({
    name: 'cities',
    task: 'multiclass',
    n: 40000,
    measurements: Array.from({ length: 400 }, (_, i) =>
      row({
        metric: 'accuracy',
        slice: cityOf(i),
        value: 0.8,
        n: 100,
        interval: interval(0.7112, 0.8666),
        baseline: 0.9,
        deltaInterval: interval(-0.1612, -0.035, 'bonett-price'),
      }),
    ),
    findings: Array.from({ length: 400 }, (_, i) =>
      finding({
        metric: 'accuracy',
        slice: cityOf(i),
        rule: 'max-drop',
        limit: 0.02,
        limitText: '2pp',
        value: 0.8,
        baseline: 0.9,
        outcome: i % 40 === 0 ? 'warn' : i % 4 === 1 ? 'pass' : 'fail',
        certainty: i % 40 === 0 ? 'likely' : 'proven',
        reason: i % 40 === 0 ? 'unsure' : i % 4 === 1 ? 'within' : 'regressed',
        bounds: { low: -0.15, lowLevel: 0.95, high: -0.02, highLevel: 0.9999 },
        message: `accuracy in city=${cityOf(i).city} fell by 10.0 pp (90.0% → 80.0%), and 2 pp is tolerated.`,
      }),
    ),
    flips: {
      worse: Array.from({ length: 200 }, (_, i) => `${CITIES[i % CITIES.length]}/${i}`),
      better: [],
      worseCount: 4000,
      betterCount: 0,
      midP: 0,
    },
    baseline: { ...PAIRED, shared: 40000 },
  }),
]);

function cityOf(i: number) {
  return { city: `${CITIES[i % CITIES.length]} ${i}`, district: '—' } as const;
}

export const FIXTURES = {
  ...{ failed, unsure, unchanged, firstRun, changedDataset, worseSlices, hostile, crowded },
} as const;
