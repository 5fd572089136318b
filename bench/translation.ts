/**
 * How long a paired comparison of two translation systems takes, from texts to the bounds of the change: tokens and n-gram counts of both
 * systems, then the resampling; time of the processor, so that other work on the machine counts little. sacreBLEU's counterpart is `sacrebleu REF -i A B -m bleu chrf --paired-bs --paired-bs-n 1000`.
 *
 *   node bench/translation.ts FOLDER A B [METRIC …]     (FOLDER holds A.txt, B.txt and reference.txt, a segment a line)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate, unitRows } from '../src/judgement/estimate.ts';
import { boundsOfReplicates, pairedReplicates } from '../src/judgement/resample.ts';
import { findMetric } from '../src/metrics/catalogue.ts';
import { NO_COLUMNS } from '../src/model/dataset.ts';
import { NO_OPTIONS } from '../src/model/metric.ts';

const DRAWS = 1000;

const [folder, first, second, ...named] = process.argv.slice(2);
if (folder === undefined || first === undefined || second === undefined) {
  throw new Error('usage: node bench/translation.ts FOLDER A B [METRIC …]');
}
const readLines = (name: string) =>
  readFileSync(join(folder, `${name}.txt`), 'utf8')
    .replace(/\n$/, '')
    .split('\n');
const references = readLines('reference').map((line) => [line]);
const systems = [first, second].map(readLines);
const write = (text: string) => process.stdout.write(`${text}\n`);

let total = 0;
function timed<T>(what: string, act: () => T): T {
  const start = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1000;
  total += took;
  write(`${what.padEnd(28)} ${took.toFixed(0).padStart(6)} ms`);
  return result;
}

for (const name of named.length > 0 ? named : ['bleu', 'chrf']) {
  const metric = findMetric(name, 'translation');
  if (metric?.digest === undefined) throw new Error(`no metric ${name}`);
  const { digest, contribute } = metric;
  const estimates = systems.map((hypotheses, i) =>
    timed(`${name} of ${[first, second][i]}`, () => {
      const values = digest.of({ texts: { hypotheses, references }, rankings: null });
      const vectors = new Map([[digest.key, { width: digest.width, values }]]);
      const dataset = { ...NO_COLUMNS, rows: hypotheses.length, vectors };
      const contributions = contribute(dataset, NO_OPTIONS);
      return estimate(dataset, contributions, unitRows(dataset, contributions, null));
    }),
  );
  const bounds = timed(`${name}, ${DRAWS} draws`, () =>
    boundsOfReplicates(pairedReplicates(estimates, ([a, b]) => b! - a!, 1, DRAWS)),
  );
  const [before, after] = estimates.map(({ value }) => value!);
  write(
    `  ${before!.toFixed(4)} -> ${after!.toFixed(4)}, standard error of the change ${bounds?.standardError.toFixed(4)}`,
  );
}
write(`${'all'.padEnd(28)} ${total.toFixed(0).padStart(6)} ms`);
