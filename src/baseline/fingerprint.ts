import { createHash } from 'node:crypto';
import type { Dataset, Evidence, Raw } from '../model/dataset.ts';
import { finalise, rotate } from '../model/murmur.ts';

/**
 * Names a data set, whatever the order of its rows and the salt of its ids: the same text for the same ids with the same labels. For evidence
 * without ids the labels alone tell, and for precomputed values nothing does. Of the runs of an example the first counts.
 *
 * Four lanes of 32 bits of each row's id and label are added up over all rows, and SHA-256 of the sums is cut to 128 bits. The sums finalise all
 * rows, and the hash keeps them from being subtracted again: a fingerprint confirms a guess of the whole set, and tells nothing of single ids.
 * A million rows take about half a second.
 *
 * `raw` has the references of texts and the relevance of items; both are gone once evidence is digested.
 */
export function fingerprintOf({ dataset, raw, ids, runs }: Pick<Evidence, 'dataset' | 'raw' | 'ids' | 'runs'>): string {
  const labelOf = labelsOf(dataset, raw);
  const lanes = new Uint32Array(4);
  const sums = new Uint32Array(4);
  let rows = 0;
  for (let row = 0; row < dataset.rows; row++) {
    if (runs !== null && runs[row]! > 0) continue;
    hashInto(lanes, `${ids === null ? '' : ids[row]}\u0000${labelOf(row)}`);
    for (let lane = 0; lane < 4; lane++) sums[lane]! += lanes[lane]!;
    rows++;
  }
  return createHash('sha256')
    .update(`${rows} ${sums.join(' ')}`)
    .digest('hex')
    .slice(0, 32);
}

/** The truth of a row as text. */
function labelsOf(dataset: Dataset, { texts, rankings }: Raw): (row: number) => string {
  const { classes, label, labelSets, numericLabel } = dataset;
  if (rankings !== null) {
    const { offsets, items, relevance } = rankings;
    return (row) => {
      const judged: string[] = [];
      for (let i = offsets[row]!; i < offsets[row + 1]!; i++) {
        if (!Number.isNaN(relevance[i]!)) judged.push(`${items[i]}\u0002${relevance[i]}`);
      }
      return judged.sort().join('\u0001');
    };
  }
  if (texts !== null) return (row) => texts.references[row]!.map((text) => text ?? '\u0002').join('\u0001');
  if (labelSets !== null) {
    const { offsets, values, missing } = labelSets;
    return (row) => {
      if (missing[row]) return '\u0002';
      return Array.from(values.subarray(offsets[row]!, offsets[row + 1]!), (code) => classes[code]).join('\u0001');
    };
  }
  if (label !== null) return (row) => classes[label[row]!] ?? '\u0002';
  if (numericLabel !== null) return (row) => String(numericLabel[row]);
  return () => '';
}

/** MurmurHash3's mixing (A. Appleby, public domain) of the UTF-16 units, in four lanes that differ in their start and their multiplier. */
function hashInto(lanes: Uint32Array, text: string): void {
  let [a, b, c, d] = [text.length, ~text.length, 0x2545f491, 0x6c078965];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = rotate(Math.imul(a ^ unit, 0xcc9e2d51), 15);
    b = rotate(Math.imul(b ^ unit, 0x1b873593), 13);
    c = rotate(Math.imul(c ^ unit, 0x239b961b), 16);
    d = rotate(Math.imul(d ^ unit, 0xab0e9789), 11);
  }
  lanes[0] = finalise(a ^ Math.imul(b, 0x9e3779b1));
  lanes[1] = finalise(b ^ lanes[0]!);
  lanes[2] = finalise(c ^ Math.imul(d, 0x85ebca77) ^ lanes[1]!);
  lanes[3] = finalise(d ^ lanes[2]!);
}
