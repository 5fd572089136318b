import { describe, expect, it } from 'vitest';
import { openZip, ZIP_CAPS } from '../../src/evidence/sources/zip.ts';
import { rejectionOf } from './reading.ts';
import { type WrittenEntry, writeZip } from './zip-writer.ts';

const refusal = (entries: readonly WrittenEntry[], caps = ZIP_CAPS): Promise<string> =>
  rejectionOf(openZip(writeZip(entries), 'art', caps));

describe('archives', () => {
  it('give their files, stored or deflated, and no folders', async () => {
    const entries = await openZip(
      writeZip([
        { name: 'd/', content: '' },
        { name: 'd/é.csv', content: 'x'.repeat(5000), method: 8 },
        { name: 'b', content: '' },
      ]),
      'art',
    );
    expect(entries.map(({ name }) => name)).toEqual(['d/é.csv', 'b']);
    expect(Buffer.from(await entries[0]!.read()).toString()).toBe('x'.repeat(5000));
    expect(await entries[1]!.read()).toHaveLength(0);
  });

  it.each([
    ['../../evil.csv', 'invalid relative path'],
    ['a/../../evil.csv', 'invalid relative path'],
    ['/etc/passwd', 'absolute path'],
    ['C:/x.csv', 'absolute path'],
    ['a\\b.csv', 'invalid characters'],
    ['a\0.csv', 'has a NUL character in its name'],
  ])('refuse the name %j', async (name, expected) => {
    const message = await refusal([{ name, content: 'x' }]);
    expect(message).toMatch(/^art: /);
    expect(message).toContain(expected);
  });

  it('refuse names that differ in case or composition alone', async () => {
    const twice = (one: string, other: string) =>
      refusal([
        { name: one, content: '1' },
        { name: other, content: '2' },
      ]);
    expect(await twice('A.csv', 'a.CSV')).toBe('art: the entry "a.CSV" has the name of another entry, case aside.');
    expect(await twice('\u00e9.csv', 'e\u0301.csv')).toContain('the name of another entry');
    expect(await twice('x.csv', 'x.csv')).toContain('the name of another entry');
  });

  it('refuse links, encryption and methods that are not read', async () => {
    expect(await refusal([{ name: 'l', content: '/etc/passwd', mode: 0o120777 }])).toBe(
      'art: the entry "l" is a symbolic link.',
    );
    expect(await refusal([{ name: 'e', content: 'x', method: 8, flags: 1 }])).toBe('art: the entry "e" is encrypted.');
    expect(await refusal([{ name: 'm', content: 'x', method: 93 }])).toContain(
      'the entry "m" is compressed by method 93',
    );
  });

  it('refuse more entries, larger ones, and more bytes in all than the caps allow', async () => {
    const caps = { ...ZIP_CAPS, maxEntries: 2, maxEntryBytes: 10, maxTotalBytes: 15 };
    const entry = (name: string, size: number) => ({ name, content: 'x'.repeat(size) });
    expect(await refusal([entry('a', 10), entry('b', 5)], caps)).toBe('');
    expect(await refusal([entry('a', 1), entry('b', 1), entry('c', 1)], caps)).toBe(
      'art: the archive has 3 entries; at most 2 are read.',
    );
    expect(await refusal([entry('a', 11)], caps)).toBe('art: the entry "a" unpacks to 11 bytes; at most 10 are read.');
    expect(await refusal([entry('a', 10), entry('b', 6)], caps)).toBe(
      'art: up to the entry "b" the archive unpacks to 16 bytes; at most 15 are read.',
    );
  });

  it('refuse a bomb by its ratio, but not a small file that packs well', async () => {
    const zeros = (size: number) => [{ name: 'z.csv', content: Buffer.alloc(size), method: 8 }];
    expect(await refusal(zeros(2 ** 20))).toBe('');
    expect(await refusal(zeros(2 ** 20 + 1))).toMatch(
      /the entry "z.csv" unpacks to 1048577 bytes from \d+, more than 200 times/,
    );
  });

  it('refuse content that is longer or shorter than the directory says', async () => {
    for (const claimedSize of [100, 100_000]) {
      const [entry] = await openZip(
        writeZip([{ name: 'x.csv', content: Buffer.alloc(50_000), method: 8, claimedSize }]),
        'art',
      );
      expect(await rejectionOf(entry!.read())).toMatch(
        /^art: the entry "x.csv" cannot be unpacked: "(too many|not enough) bytes/,
      );
    }
    expect(await refusal([{ name: 's', content: 'xyz', claimedSize: 2 }])).toContain('cannot be unpacked');
  });

  it('refuse archives in archives, and archives cut short or damaged', async () => {
    const inner = writeZip([{ name: 'x', content: 'x' }]);
    const [entry] = await openZip(writeZip([{ name: 'in.csv', content: inner }]), 'art');
    expect(await rejectionOf(entry!.read())).toContain('"in.csv" is an archive itself');
    for (const end of [4, 30, inner.length - 1]) {
      expect(await rejectionOf(openZip(inner.subarray(0, end), 'art'))).toContain(
        'art: the archive cannot be unpacked',
      );
    }
    expect(await rejectionOf(openZip(writeZip([{ name: 'x', content: 'x' }], 2), 'art'))).toContain(
      'cannot be unpacked',
    );
  });
});
