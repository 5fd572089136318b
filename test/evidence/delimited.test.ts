import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/evidence/formats/catalogue.ts';
import { bytesOf, cellsOf, parse, problemsOf } from './reading.ts';

describe('delimited text', () => {
  it('reads CSV and TSV into columns in the order of the file', () => {
    expect(cellsOf(parse('id,label\na,1\nb,0\n', 'x.csv'))).toEqual({ id: ['a', 'b'], label: ['1', '0'] });
    expect(cellsOf(parse('id\tlabel\na\t1,5\n', 'x.tsv'))).toEqual({ id: ['a'], label: ['1,5'] });
    expect(parse('z,a\n1,2\n', 'x.csv').columns.map(({ name }) => name)).toEqual(['z', 'a']);
  });

  it.each([
    ['a byte order mark', '\uFEFFid,label\na,1\n'],
    ['a byte order mark before a quote', '\uFEFF"id",label\na,1\n'],
    ['CRLF', 'id,label\r\na,1\r\n'],
    ['CR', 'id,label\ra,1\r'],
    ['mixed line ends', 'id,label\r\na,1\n'],
    ['no line end at the end', 'id,label\na,1'],
    ['blank lines', '\n\nid,label\n\na,1\n\n\n'],
    ['quotes and spaces around names', '"id", label \n"a",1\n'],
  ])('takes %s', (_, text) => {
    expect(cellsOf(parse(text, 'x.csv'))).toEqual({ id: ['a'], label: ['1'] });
  });

  it('keeps quoted line ends, delimiters, quotes and spaces inside cells', () => {
    const table = parse('id,label\n"a\r\nb\n""c"", d",  x \ne,y\n', 'x.csv');
    expect(cellsOf(table)).toEqual({ id: ['a\r\nb\n"c", d', 'e'], label: ['  x ', 'y'] });
  });

  it('knows the line on which each row starts', () => {
    expect([...parse('\r\nid,label\r\n"a\r\nb",1\r\n\r\nc,0\r\n"d\n\n",0\ne,1', 'x.csv').lines]).toEqual([3, 6, 7, 10]);
    expect([...parse('id\ra\rb\r', 'x.csv').lines]).toEqual([2, 3]);
  });

  it('reads text without quotes as it reads the same text with a quote in it', () => {
    const piece = fc.constantFrom('a', 'é', '1.5', ',', ' ', 'NA', '\n', '\r', '\r\n', '\uFEFF');
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    const outcome = (csv: string) => {
      try {
        return parse(csv, 'x.csv');
      } catch (error) {
        return (error as Error).message;
      }
    };
    fc.assert(
      fc.property(fc.boolean(), text, (mark, body) => {
        const start = mark ? '\uFEFF' : '';
        expect(outcome(`${start}x,y${body}`)).toEqual(outcome(`${start}"x",y${body}`));
      }),
    );
  });

  it('reads the words for "nothing here" as missing, spaces aside, and no others', () => {
    const missing = ['""', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'null', 'None', '"NA"', ' ', ' nan '];
    const kept = ['na', 'none', 'Null', '-', '0', 'NAN', 'inf'];
    const { x } = cellsOf(parse(`x,y\n${[...missing, ...kept].map((cell) => `${cell},1`).join('\n')}\n`, 'x.csv'));
    expect(x).toEqual([...missing.map(() => null), ...kept]);
  });

  it('keeps both of two columns with one name, and names like __proto__', () => {
    const { columns } = parse('a,a,__proto__\n1,2,3\n', 'x.csv');
    expect(columns.map(({ name, values }) => [name, values])).toEqual([
      ['a', ['1']],
      ['a', ['2']],
      ['__proto__', ['3']],
    ]);
  });

  it('names every row with too many or too few cells', () => {
    expect(problemsOf(() => parse('a,b\n1\n1,2\n"x\ny",2,3\n', 'dir/x.csv'))).toEqual([
      'dir/x.csv:2: the row has 1 cell, the header 2. Put a cell that holds the delimiter or a line end in quotes.',
      'dir/x.csv:4: the row has 3 cells, the header 2. Put a cell that holds the delimiter or a line end in quotes.',
    ]);
    const many = problemsOf(() => parse(`a,b\n${'1\n'.repeat(25)}`, 'x.csv'));
    expect(many).toHaveLength(11);
    expect(many.at(-1)).toBe('and 15 more.');
  });

  it('names the row with a misplaced quote', () => {
    expect(problemsOf(() => parse('a,b\n1,2\n3,"4\n', 'x.csv'))).toEqual([
      'x.csv:3: the row cannot be read: a quote is opened and never closed.',
    ]);
    expect(problemsOf(() => parse('a,b\n1,x"y\n', 'x.csv'))[0]).toContain(
      'x.csv:2: the row cannot be read: a quote stands',
    );
    expect(problemsOf(() => parse('a,b\n1,"x"y\n', 'x.csv'))[0]).toContain(
      'x.csv:2: the row cannot be read: text follows',
    );
  });

  it('refuses empty files and text that is not UTF-8', () => {
    for (const text of ['', '\uFEFF', ' \n\n']) {
      expect(problemsOf(() => parse(text, 'x.csv'))).toEqual([
        'x.csv: the file is empty. Check the step that writes it.',
      ]);
    }
    const latin = Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a]);
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x0a, 0]);
    for (const bytes of [latin, utf16]) {
      expect(problemsOf(() => parseFile(bytes, 'x.csv', 'csv'))).toEqual([
        'x.csv: the file is not UTF-8 text. Save it as UTF-8.',
      ]);
    }
  });

  it('gives back every table that is written by the rules of RFC 4180', () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/^\s*(?:|NA|N\/A|#N\/A|NaN|nan|null|None)\s*$/.test(text));
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
      );
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.constantFrom(',', '\t'), (cells, end, delimiter) => {
        const header = cells[0]!.map((_, index) => `c${index}`);
        const written = [header, ...cells].map((row) =>
          row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter),
        );
        const format = delimiter === ',' ? 'csv' : 'tsv';
        const read = cellsOf(parseFile(bytesOf(written.join(end)), 'x', format).table);
        expect(header.map((name) => read[name])).toEqual(header.map((_, column) => cells.map((row) => row[column])));
      }),
    );
  });

  it('reads the same with and without quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'aé7 \u00a0.NA-😀') });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 20 }));
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n', '\r', '\n\n'), fc.boolean(), (cells, end, closed) => {
        const header = ['a', 'b', 'c', 'd'].slice(0, cells[0]?.length ?? 2);
        const write = (quote: string) =>
          [header, ...cells].map((row) => row.map((text) => quote + text + quote).join(',')).join(end) +
          (closed ? end : '');
        const tables = [write(''), write('"')].map((text) => parseFile(bytesOf(text), 'x.csv', 'csv').table);
        expect(tables[0]).toEqual(tables[1]);
      }),
    );
  });
});
