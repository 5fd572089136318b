import { describe, expect, it } from 'vitest';
import { byteLength, fitSections, type Section } from '../../src/report/budget.ts';

const section = (priority: number, head: string, rows: readonly string[] = [], tail = ''): Section => ({
  priority,
  head,
  rows,
  tail,
  more: (left) => `(${left} more)`,
});
const closing = ({ rows, sections }: { rows: number; sections: number }) => `[${rows}/${sections}]`;

describe('fitSections', () => {
  const document = [section(2, 'aa', ['1111', '2222', '3333'], 'A'), section(1, 'bbbb')];

  it.each([
    [19, 'aa111122223333Abbbb'],
    [18, 'bbbb[3/1]'],
  ])('within %i bytes', (maxBytes, expected) => {
    expect(fitSections(document, maxBytes, closing)).toBe(expected);
  });

  it('keeps whole rows and says how many are left out', () => {
    const rows = Array.from({ length: 9 }, (_, i) => `row${i}.`);
    const text = fitSections([section(1, 'H:', rows, ':T')], 40, closing);
    expect(text).toBe('H:row0.row1.row2.row3.(5 more):T[5/0]');
    expect(byteLength(text)).toBeLessThanOrEqual(40);
  });

  it('counts bytes, not characters', () => {
    expect(byteLength('é東🏙')).toBe(9);
    expect(fitSections([section(1, '東東'), section(2, '東東')], 11, closing)).toBe('東東[0/1]');
  });

  it('gives nothing rather than too much', () => {
    expect(fitSections([section(1, 'abcdef')], 5, closing)).toBe('[0/1]');
    expect(fitSections([section(1, 'abcdef')], 4, closing)).toBe('');
    expect(fitSections([section(1, 'abcdef')], Number.POSITIVE_INFINITY, closing)).toBe('abcdef');
  });
});
