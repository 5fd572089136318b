import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, parse, problemsOf } from './reading.ts';

describe('JSON Lines', () => {
  it('makes each object a row, whatever the order of its keys', () => {
    const table = parse('{"id":"a","label":1}\r\n\r\n{"label":0.50,"id":"b","x":true}\n', 'x.jsonl');
    expect(cellsOf(table)).toEqual({ id: ['a', 'b'], label: ['1', '0.50'], x: [null, 'true'] });
    expect([...table.lines]).toEqual([1, 3]);
  });

  it('reads null, NaN, infinities, blanks and absent keys as missing, but not such words in strings', () => {
    const table = parse(
      '\uFEFF{"a":NaN,"b":-Infinity,"c":Infinity,"d":null,"e":"","f":"NaN, Infinity"}\n{}',
      'x.jsonl',
    );
    const { f, ...rest } = cellsOf(table);
    expect(f).toEqual(['NaN, Infinity', null]);
    expect(rest).toEqual({ a: [null, null], b: [null, null], c: [null, null], d: [null, null], e: [null, null] });
  });

  it('keeps missing cells missing in tables of many rows, and columns that begin late', () => {
    const lines = Array.from({ length: 5000 }, (_, row) => (row % 2 ? '{}' : row < 3000 ? '{"a":1}' : '{"a":1,"b":2}'));
    const { a, b } = cellsOf(parse(lines.join('\n'), 'x.jsonl'));
    expect(a).toEqual(lines.map((line) => (line === '{}' ? null : '1')));
    expect(b).toEqual(lines.map((line) => (line.includes('b') ? '2' : null)));
  });

  it('keeps every digit of large numbers, and keys that name parts of objects', () => {
    const table = parse('{"id":12345678901234567890,"__proto__":1,"constructor":-2.5e+3}', 'x.jsonl');
    expect(table.columns.map(({ name, values }) => [name, values[0]])).toEqual([
      ['id', '12345678901234567890'],
      ['__proto__', '1'],
      ['constructor', '-2.5e+3'],
    ]);
  });

  it('passes over lists and objects, and remembers where they were', () => {
    const { columns } = parse('{"a":1,"b":2}\n{"a":[{"x":"]"}],"b":3}\n', 'x.jsonl');
    expect(columns.map(({ nestedRow }) => nestedRow)).toEqual([1, -1]);
    expect([...columns[0]!.codes]).toEqual([0, -1]);
  });

  it('names line and column of every line that cannot be read', () => {
    const lines = [
      '{"a":1}',
      '{"a":1',
      '[1]',
      '{"a":tru}',
      '{"a":01}',
      '{"a":1} {"a":2}',
      '{"a":1,"a":2}',
      '{"a":"x',
      "{'a':1}",
    ];
    expect(problemsOf(() => parse(lines.join('\n'), 'x.jsonl'))).toEqual([
      'x.jsonl:2:7: "," or "}" is expected here.',
      'x.jsonl:3:1: a row is expected here: an object in braces.',
      'x.jsonl:4:6: a JSON value is expected here.',
      'x.jsonl:5:8: this is no number as JSON writes it.',
      'x.jsonl:6:9: the line goes on after its object. Write one object a line.',
      'x.jsonl:7:13: the key "a" is given twice in one row.',
      'x.jsonl:8:8: a string holds a bare control character.',
      'x.jsonl:9:2: a key in double quotes is expected here.',
    ]);
    expect(problemsOf(() => parse('{"a":"x', 'x.jsonl'))).toEqual(['x.jsonl:1:8: the file ends inside a string.']);
    expect(problemsOf(() => parse('{"a":"\\x"}', 'x.jsonl'))[0]).toContain('an escape that JSON does not know');
  });

  it('stops at values nested without end', () => {
    expect(problemsOf(() => parse(`{"a":${'['.repeat(100_000)}`, 'x.jsonl'))[0]).toContain('nested deeper than 200');
  });

  it('reads every object that JSON.stringify writes', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), scalar, { minKeys: 1 }), { minLength: 1 }), (rows) => {
        const table = parse(rows.map((row) => JSON.stringify(row)).join('\n'), 'x.jsonl');
        const same = parse(JSON.stringify(rows, null, 2), 'x.json');
        expect(same.columns).toEqual(table.columns);
        for (const { name, codes, values } of table.columns) {
          rows.forEach((row, index) => {
            const value = Object.hasOwn(row, name) ? row[name] : null;
            const cell = codes[index]! < 0 ? null : values[codes[index]!]!;
            if (typeof value === 'number') expect(Number(cell)).toBe(value === 0 ? 0 : value);
            else expect(cell).toBe(value === null || value === '' ? null : String(value));
          });
        }
      }),
    );
  });
});

describe('JSON documents', () => {
  it('reads a list of objects, with the lines of the rows', () => {
    const table = parse('[\n  {"id": "a"},\n  {\n    "id": "b"\n  }\n]\n', 'x.json');
    expect(cellsOf(table)).toEqual({ id: ['a', 'b'] });
    expect([...table.lines]).toEqual([2, 3]);
  });

  it('reads columns and data, in either order', () => {
    const wanted = { id: ['a', 'b'], '0': ['1', null] };
    expect(cellsOf(parse('{"columns":["id",0],"index":[0,1],"data":[["a",1],["b",NaN]]}', 'x.json'))).toEqual(wanted);
    expect(cellsOf(parse('{"data":[["a",1],["b",null]],"columns":["id",0]}', 'x.json'))).toEqual(wanted);
    expect(problemsOf(() => parse('{"columns":["a","b"],"data":[[1,2],[3]]}', 'x.json'))[0]).toContain(
      '1 cells for 2 columns',
    );
    expect(problemsOf(() => parse('{"columns":["a"],"data":[[1,2]]}', 'x.json'))[0]).toContain('more cells than the 1');
  });

  it('reads the numbers of any other object by their path, and says what it left out', () => {
    const table = parse(
      '{"a":{"acc":0.5,"acc_stderr":0.1},"macro avg":{"f1-score":1.0},"loss":NaN,"alias":"x","tags":[1]}',
      'x.json',
    );
    expect(cellsOf(table)).toEqual({
      metric: ['a.acc', 'a.acc_stderr', 'macro avg.f1-score', 'loss'],
      value: ['0.5', '0.1', '1.0', null],
    });
    expect(table.notes).toEqual(['Left out, because they are no numbers: "alias", "tags".']);
    expect(problemsOf(() => parse('{"a":{"b":1},"a.b":2}', 'x.json'))[0]).toContain('"a.b" is given twice');
  });

  it('refuses what is no such document', () => {
    expect(problemsOf(() => parse('{"a":1}\n{"a":2}', 'x.json'))).toEqual([
      'x.json:2:1: the document goes on after its first value. For one object a line, set `format: jsonl`.',
    ]);
    expect(problemsOf(() => parse('[1,2]', 'x.json'))[0]).toContain('x.json:1:2: a row is expected here');
    expect(problemsOf(() => parse('3', 'x.json'))[0]).toContain('a list of objects, or an object');
    expect(problemsOf(() => parse('[{"a":1},]', 'x.json'))[0]).toContain('x.json:1:10: a JSON value is expected');
  });
});
