import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, hasKnownExtension, parseFile } from '../../src/evidence/formats/catalogue.ts';
import { unwrapGzip } from '../../src/evidence/formats/encoding.ts';
import { bytesOf, problemsOf } from './reading.ts';

const formatOf = (text: string, path: string): string => parseFile(bytesOf(text), path, 'auto').format;

describe('formats', () => {
  it('are named for the policy', () => {
    expect(FORMAT_NAMES).toEqual(['auto', 'jsonl', 'json', 'tsv', 'csv']);
  });

  it('are found by extension before content', () => {
    expect(formatOf('{"a":1}', 'x.ndjson')).toBe('jsonl');
    expect(formatOf('a\tb,c\n', 'X.CSV')).toBe('csv');
    expect(formatOf('a,b\n', 'x.tsv.gz')).toBe('tsv');
    expect(hasKnownExtension('a/b.csv.gz')).toBe(true);
    expect(hasKnownExtension('a/b.zip')).toBe(false);
    expect(hasKnownExtension('csv')).toBe(false);
  });

  it('are found by content when the name says nothing', () => {
    expect(formatOf('{"a":1}\n{"a":2}\n', 'results')).toBe('jsonl');
    expect(formatOf('\uFEFF{\n"a":1}\n', 'results')).toBe('json');
    expect(formatOf('{"a":1}\n', 'results.txt')).toBe('json');
    expect(formatOf(' [{"a":1}]', 'results')).toBe('json');
    expect(formatOf('a\tb,c\n1\t2\n', 'results')).toBe('tsv');
    expect(formatOf('a,b\n1,2\n', 'results')).toBe('csv');
  });

  it('refuse what is none of them, and names that are none', () => {
    for (const text of ['hello\n', 'PK\x03\x04\0\0,']) {
      expect(problemsOf(() => formatOf(text, 'x.bin'))).toEqual([
        'x.bin: neither the name nor the content says what format this is. Read are jsonl, json, tsv, csv, and gzip of each; set `format`.',
      ]);
    }
    expect(problemsOf(() => parseFile(bytesOf('a,b'), 'x', 'xlsx'))[0]).toContain('the format "xlsx" is not read');
  });

  it.each(['a,b\n1,2\n', 'a\tb\n1\t2\n', '{"a":1}\n{"a":2}\n', '[{"a":1}]'])(
    'read gzip of %j, by its bytes',
    (text) => {
      const plain = parseFile(bytesOf(text), 'x', 'auto');
      expect(parseFile(gzipSync(text), 'x', 'auto')).toEqual(plain);
    },
  );

  it('refuse gzip that is damaged, cut short or unfolds to too much', () => {
    const packed = gzipSync('a,b\n1,2\n');
    expect(problemsOf(() => parseFile(packed.subarray(0, 20), 'x.csv.gz', 'auto'))[0]).toContain(
      'damaged or cut short',
    );
    const flipped = Uint8Array.from(packed);
    flipped[packed.length - 6]! ^= 1;
    expect(problemsOf(() => parseFile(flipped, 'x.csv.gz', 'auto'))[0]).toContain('damaged or cut short');
    const bomb = gzipSync(Buffer.alloc(100_000));
    expect(problemsOf(() => unwrapGzip(bomb, 'x.gz', 99_999))[0]).toContain('unfolds to more than 99999 bytes');
    expect(unwrapGzip(bomb, 'x.gz', 100_000)).toHaveLength(100_000);
  });
});
