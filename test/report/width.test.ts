import { expect, it } from 'vitest';
import { displayWidth, padToWidth, truncateToWidth, wrapToWidth } from '../../src/report/width.ts';

it.each([
  ['recall', 6],
  ['東京', 4],
  ['한국', 4],
  ['e\u0301', 1],
  ['🏙', 1],
  ['🚀', 2],
  ['▼ −7.1 pp', 9],
  ['1\u202f412', 5],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

it('cuts, pads and wraps by columns', () => {
  expect(truncateToWidth('東京都', 5)).toBe('東…都');
  expect(truncateToWidth('東京都', 4)).toBe('東…');
  expect(truncateToWidth('recall · region=north', 12)).toBe('recall…north');
  expect(truncateToWidth('abcde\u0301', 4)).toBe('ab…e\u0301');
  expect(truncateToWidth('abcdefe\u0301', 1)).toBe('…');
  expect(padToWidth('東', 4, 'right')).toBe('  東');
  expect(wrapToWidth('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapToWidth('incomprehensible', 7)).toEqual(['incomprehensible']);
});
