import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureTexts } from './translation-rows.ts';

/** Translations of newstest2017 by six systems, kept beside the repository. */
const wmt17 = new URL('../../../shared/data/wmt17-en-de/', import.meta.url);
const because = existsSync(wmt17) ? '' : ' (skipped: ../shared is absent)';

/** BLEU by mteval-v13a to two decimals, chrF2 and chrF2++ to four; the latter takes the F of every order (`eff:no`). */
const PUBLISHED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'C-3MA': { bleu: 22.67, chrf: 51.9533, 'chrf++@eff:no': 49.1683 },
  FBK: { bleu: 26.33, chrf: 54.7152, 'chrf++@eff:no': 52.233 },
  'LIUM-NMT': { bleu: 26.6 },
  'online-B': { bleu: 26.65 },
  'online-F': { bleu: 15.45 },
  'uedin-nmt': { bleu: 28.3 },
};

function expectClose(value: number | null, expected: number, name: string, tolerance: number): void {
  expect(Math.abs(value! - expected), `${name}: ${value}, expected ${expected}`).toBeLessThanOrEqual(tolerance);
}

describe.skipIf(because !== '')(`newstest2017, English to German${because}`, () => {
  const readLines = (name: string) =>
    readFileSync(new URL(`${name}.txt`, wmt17), 'utf8')
      .replace(/\n$/, '')
      .split('\n');
  const references = because === '' ? readLines('reference') : [];
  const segmentsOf = (system: string) => readLines(system).map((hyp, i) => ({ hyp, refs: [references[i]!] }));
  const golden = readFileSync(new URL('./golden/translation-wmt17.json', import.meta.url), 'utf8');
  const systems: { system: string; values: Record<string, number> }[] = JSON.parse(golden).systems;

  it.each(systems)('$system, as sacreBLEU scores it and as it was published', ({ system, values }) => {
    const all = segmentsOf(system);
    const published = PUBLISHED[system]!;
    const names = system === 'FBK' ? Object.keys(values) : Object.keys(published);
    for (const name of names) {
      const { value } = measureTexts(name, all);
      expectClose(value, values[name]!, name, 1e-9);
      if (name in published) expectClose(value, published[name]!, name, name === 'bleu' ? 0.005 : 0.00005);
    }
  });
});
