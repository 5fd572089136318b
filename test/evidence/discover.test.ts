import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/model/dataset.ts';
import { build, decode, wanted } from './reading.ts';

const found = ({ discovered }: Evidence) =>
  Object.fromEntries(Array.from(discovered!, ([name, { codes, names }]) => [name, decode(codes, names)]));

describe('columns to look for slices by', () => {
  const files = { 'x.csv': 'id,label,prediction,site,sex,one,site2\na,1,1,N,F,x,1\nb,0,1,S,,x,10\nc,1,1,N,M,x,9\n' };

  it('are those that no role took and that have several values', () => {
    expect(found(build(files, { discoverSlices: true, sliceColumns: wanted('site') }))).toEqual({
      sex: ['F', null, 'M'],
      site2: ['1', '10', '9'],
    });
    expect(found(build(files))).toEqual({});
  });

  it('have at most 30 values over all files, and may be absent from a file', () => {
    const file = (from: number, to: number, rest: string) =>
      `id,label,prediction,v,w${rest}\n${Array.from({ length: to - from }, (_, i) => `${from + i},${i % 2},1,${from + i},${(from + i) % 30}\n`).join('')}`;
    const { discovered } = build({ 'a.csv': file(0, 20, ''), 'b.csv': file(20, 31, '') }, { discoverSlices: true });
    expect([...discovered!.keys()]).toEqual(['w']);
    const partly = { 'a.csv': 'label,prediction\n1,1\n', 'b.csv': 'label,prediction,w\n0,1,p\n1,1,q\n' };
    expect(found(build(partly, { discoverSlices: true }))).toEqual({ w: [null, 'p', 'q'] });
  });

  it('are passed over without a word where they stand twice or hold lists', () => {
    const evidence = build(
      { 'x.jsonl': '{"label":1,"prediction":1,"t":["a"],"u":"p"}\n{"label":0,"prediction":1,"t":"b","u":"q"}\n' },
      { discoverSlices: true },
    );
    expect([found(evidence), evidence.notes]).toEqual([{ u: ['p', 'q'] }, []]);
    expect(found(build({ 'x.csv': 'label,prediction,t,t\n1,1,a,b\n0,0,b,a\n' }, { discoverSlices: true }))).toEqual({});
  });

  it('are 20 at most, as a note says', () => {
    const names = Array.from({ length: 23 }, (_, i) => `c${i}`);
    const row = (value: string) => ['1', '1', ...names.map(() => value)].join();
    const text = `label,prediction,${names.join()}\n${row('a')}\n${row('b').replace('1', '0')}\n`;
    const { discovered, notes } = build({ 'x.csv': text }, { discoverSlices: true });
    expect(discovered!.size).toBe(20);
    expect(notes.join()).toContain('first 20 of 23 columns');
  });

  it('of a ranking say one thing of each query', () => {
    const text = 'query,item,relevance,score,lang,shelf\nq,a,1,.9,en,x\nq,b,0,.5,,y\nr,a,1,.2,de,x\nr,c,0,.1,de,x\n';
    const request = { task: 'ranking', discoverSlices: true, needs: new Set(['label', 'score'] as const) } as const;
    expect(found(build({ 'x.csv': text }, request))).toEqual({ lang: ['en', 'de'] });
  });
});
