import { NOTHING } from './format.ts';
import type { State } from './line.ts';
import type { Style } from './terminal-style.ts';
import { displayWidth, padToWidth, truncateToWidth } from './width.ts';

/** A row of a table in a terminal: its sign, and its cells as they are shown, without controls. The first is a name, and is cut first. */
export interface Row {
  readonly state: State;
  readonly cells: readonly string[];
}

/** What tables in a terminal have in common: the sign of a row, the gap between columns, and what a name keeps at least. */
export const SYMBOL: Readonly<Record<State, string>> = {
  fail: '✗',
  warn: '!',
  acknowledged: '~',
  pass: '✓',
  info: 'i',
  waiting: '·',
  ungated: ' ',
};
export const GAP = '  ';
export const LEAST_NAME = 16;

/** A table of a name and numbers, in at most `width` columns wherever the numbers leave room for it. Columns without a cell are left out. */
export function renderColumns(
  titles: readonly string[],
  rows: readonly Row[],
  width: number,
  style: Style,
): readonly string[] {
  const used = [...titles.keys()].filter(
    (i) => i === 0 || rows.some(({ cells }) => !['', NOTHING].includes(cells[i]!)),
  );
  const natural = used.map((i) => Math.max(...[titles[i]!, ...rows.map(({ cells }) => cells[i]!)].map(displayWidth)));
  const others = natural.slice(1).reduce((sum, each) => sum + GAP.length + each, 3);
  const widths = natural.map((each, i) => (i === 0 ? Math.min(each, Math.max(LEAST_NAME, width - others)) : each));
  const line = (cells: readonly string[]) =>
    used
      .map((at, i) => padToWidth(truncateToWidth(cells[at]!, widths[i]!), widths[i]!, i === 0 ? 'left' : 'right'))
      .join(GAP)
      .trimEnd();
  return [
    style.faint(`   ${line(titles)}`),
    ...rows.map(({ state, cells }) => ` ${style[state](SYMBOL[state])} ${line(cells)}`),
  ];
}
