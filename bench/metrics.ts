/**
 * Metrics beside their oracles, in one run on the same inputs: BLEU and chrF of two systems with a paired interval from 1,000 draws, beside
 * sacreBLEU's paired bootstrap; and accuracy, f1_macro, log_loss and roc_auc of a million rows, values only, beside scikit-learn. The values
 * must agree. Segments are those of ../shared/data/wmt17-en-de where that is there, otherwise as many made ones.
 *
 *   MODEL_GATE_PYTHON=path/to/python npm run bench:metrics [-- --rounds N]
 *
 * Ends with status 1 when either takes more than 0.25 of the oracle's time, as medians. Without MODEL_GATE_PYTHON only this side is printed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createMeter } from '../src/judgement/meter.ts';
import { boundsOfReplicates, pairedReplicates } from '../src/judgement/resample.ts';
import { findMetric } from '../src/metrics/catalogue.ts';
import { evaluatorOf } from '../src/metrics/evaluate.ts';
import { type Dataset, NO_COLUMNS, type Raw, type Texts, type Vectors } from '../src/model/dataset.ts';
import { NO_OPTIONS } from '../src/model/metric.ts';
import { randomStream } from './random.ts';

const MAX_RATIO = 0.25;
const DRAWS = 1000;
const SEGMENTS = 3004;
const ROWS = 1_000_000;
const SHARED = join(import.meta.dirname, '../../shared/data/wmt17-en-de');

const { values: options } = parseArgs({ options: { rounds: { type: 'string' } } });
const random = randomStream(1);

const segments = existsSync(SHARED) ? readSegments() : makeSegments();
const rows = makeRows();
const oracle = await startOracle();
let isSlow = false;
// A check is one task in one process: the task that is over in a moment goes first, before another has taught the compiler its own shapes.
for (const [part, usual, title, work] of [
  // A round is a tenth of a second: more of them tell more from the noise of the machine.
  ['classification', 15, `accuracy, f1_macro, log_loss and roc_auc of ${ROWS} rows`, classify],
  [
    'translation',
    5,
    `BLEU and chrF, paired interval of ${DRAWS} draws, ${segments.reference.length} segments, two systems`,
    translate,
  ],
] as const) {
  const rounds = Number(options.rounds ?? usual);
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = timed(work);
    mine.push(own.seconds);
    const other = await oracle?.round(part);
    if (other === undefined) continue;
    theirs.push(other.seconds);
    compareValues(own.values, other.values);
  }
  const taken = `${title}: ${median(mine).toFixed(3)} s (first round ${mine[0]!.toFixed(3)} s, median of ${rounds} in turn)`;
  if (oracle === null) process.stdout.write(`${taken}.\n`);
  else {
    const ratio = median(mine) / median(theirs);
    isSlow ||= ratio > MAX_RATIO;
    process.stdout.write(
      `${taken}, the oracle ${median(theirs).toFixed(3)} s: ${ratio.toFixed(3)} (at most ${MAX_RATIO}).\n`,
    );
  }
}
process.stdout.write(`Node ${process.versions.node}, ${oracle?.versions ?? 'no oracle: set MODEL_GATE_PYTHON'}\n`);
oracle?.stop();
process.exitCode = isSlow ? 1 : 0;

type Values = Readonly<Record<string, number | readonly number[]>>;

interface Round {
  readonly seconds: number;
  readonly values: Values;
}

function timed(work: () => Values): Round {
  const start = performance.now();
  const values = work();
  return { seconds: (performance.now() - start) / 1000, values };
}

/** Texts of two systems to values and a paired interval, through the digests, the meter and the resampling of the product. */
function translate(): Values {
  const values: Record<string, number[]> = {};
  for (const [name, key] of [
    ['bleu', 'BLEU'],
    ['chrf', 'chrF2'],
  ] as const) {
    const [baseline, candidate] = [segments.baseline, segments.candidate].map((hypotheses) => {
      const dataset = digested(name, { hypotheses, references: segments.reference.map((text) => [text]) });
      const terms = { task: 'translation', positiveLabel: null, costs: null, seed: 1 } as const;
      return createMeter(dataset, terms).estimate({ metric: name, label: null, slice: null, across: null });
    });
    const replicates = pairedReplicates([candidate!, baseline!], ([a, b]) => a! - b!, 1, DRAWS);
    const bounds = boundsOfReplicates(replicates)!.bounds;
    if (!(bounds.low(0.975) < bounds.high(0.975))) throw new Error(`${name} has no interval`);
    values[key] = [baseline!.value!, candidate!.value!];
  }
  return values;
}

function digested(metric: string, texts: Texts): Dataset {
  const { digest } = findMetric(metric, 'translation')!;
  const raw: Raw = { texts, rankings: null };
  const vectors: Vectors = { width: digest!.width, values: digest!.of(raw) };
  return { ...NO_COLUMNS, rows: texts.hypotheses.length, vectors: new Map([[digest!.key, vectors]]) };
}

function classify(): Values {
  const values: Record<string, number> = {};
  const weights = new Float64Array(ROWS).fill(1);
  for (const name of ['accuracy', 'f1_macro', 'log_loss', 'roc_auc']) {
    const contributions = findMetric(name, 'binary')!.contribute(rows, { ...NO_OPTIONS, positive: 1, scored: 1 });
    values[name] = evaluatorOf(contributions, weights)(weights).value!;
  }
  return values;
}

function makeRows(): Dataset {
  const label = Int32Array.from({ length: ROWS }, () => Number(random() < 0.4));
  const prediction = label.map((y) => (random() < 0.9 ? y : 1 - y));
  const scores = Float64Array.from(label, (y) => Math.min(Math.max(0.3 * y + 0.7 * random(), 1e-3), 0.999));
  return {
    ...NO_COLUMNS,
    rows: ROWS,
    classes: ['0', '1'],
    label,
    prediction,
    scores: [{ className: null, values: scores }],
  };
}

function readSegments() {
  const read = (name: string) =>
    readFileSync(join(SHARED, `${name}.txt`), 'utf8')
      .split('\n')
      .slice(0, -1);
  return { baseline: read('LIUM-NMT'), candidate: read('FBK'), reference: read('reference') };
}

/** Sentences of made words with the frequencies of language, and two translations that miss some of them. */
function makeSegments() {
  const words = Array.from({ length: 5000 }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 9) },
      () => 'etaoinshrdlcumwfgypbvk'[Math.floor(random() ** 2 * 22)],
    ).join(''),
  );
  const word = () => words[Math.floor(words.length * random() ** 4)]!;
  const reference = Array.from(
    { length: SEGMENTS },
    () => `${Array.from({ length: 8 + Math.floor(random() * 25) }, word).join(' ')}.`,
  );
  const translated = () =>
    reference.map((text) =>
      text
        .split(' ')
        .map((w) => (random() < 0.6 ? w : word()))
        .join(' '),
    );
  return { baseline: translated(), candidate: translated(), reference };
}

interface Oracle {
  readonly versions: string;
  readonly round: (part: 'translation' | 'classification') => Promise<Round>;
  readonly stop: () => void;
}

/** The oracles on the same inputs, in a process of their own, which takes its turn when it is asked. null without MODEL_GATE_PYTHON. */
async function startOracle(): Promise<Oracle | null> {
  const python = process.env['MODEL_GATE_PYTHON'];
  if (python === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), 'model-gate-bench-'));
  for (const [name, texts] of Object.entries(segments)) {
    writeFileSync(join(folder, `${name}.txt`), `${texts.join('\n')}\n`);
  }
  writeFileSync(join(folder, 'labels.bin'), rows.label!);
  writeFileSync(join(folder, 'predictions.bin'), rows.prediction!);
  writeFileSync(join(folder, 'scores.bin'), rows.scores[0]!.values);
  const script = join(import.meta.dirname, '../tools/oracle/speed.py');
  const child = spawn(python, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the oracle ended early');
    return JSON.parse(value);
  };
  const { versions } = await answer();
  rmSync(folder, { recursive: true });
  return {
    versions,
    round: (part) => {
      child.stdin.write(`${part}\n`);
      return answer();
    },
    stop: () => child.stdin.end(),
  };
}

function compareValues(mine: Values, theirs: Values): void {
  for (const [name, value] of Object.entries(mine)) {
    const pairs = [value].flat().map((x, i) => [x, [theirs[name]!].flat()[i]!] as const);
    for (const [x, y] of pairs)
      if (Math.abs(x - y) > 1e-9 * Math.abs(y)) throw new Error(`${name}: ${x}, and the oracle says ${y}`);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
