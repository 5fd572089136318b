import type { State } from './line.ts';

/** Colours of a terminal, or none. What they say stands in signs and words as well. */
export type Style = Readonly<Record<State | 'strong' | 'faint', (text: string) => string>>;

const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const same = (text: string) => text;

const COLORED: Style = {
  fail: sgr(31),
  warn: sgr(33),
  acknowledged: sgr(33),
  pass: sgr(32),
  info: sgr(36),
  waiting: sgr(2),
  ungated: same,
  strong: sgr(1),
  faint: sgr(2),
};

const PLAIN: Style = {
  fail: same,
  warn: same,
  acknowledged: same,
  pass: same,
  info: same,
  waiting: same,
  ungated: same,
  strong: same,
  faint: same,
};

export function styleOf(color: boolean): Style {
  return color ? COLORED : PLAIN;
}
