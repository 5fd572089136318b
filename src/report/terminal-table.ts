import { GAP, LEAST_NAME, SYMBOL } from './columns.ts';
import { cleanLine } from './escape.ts';
import { formatCount, NOTHING } from './format.ts';
import type { Line } from './line.ts';
import type { Style } from './terminal-style.ts';
import { displayWidth, padToWidth, truncateToWidth } from './width.ts';

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (line: Line) => string;
}

const MAX_NAME = 200;

const NAME: Column = { title: 'metric', align: 'left', cell: nameOf };
const RULE: Column = { title: 'rule', align: 'left', cell: ({ rule }) => rule };
const INTERVAL: Column = { title: '95% interval', align: 'right', cell: ({ interval }) => interval };
const N: Column = { title: 'n', align: 'right', cell: ({ n }) => (n === null ? '' : formatCount(n)) };
/** In the order of the table. */
const COLUMNS: readonly Column[] = [
  NAME,
  N,
  { title: 'baseline', align: 'right', cell: ({ baseline }) => baseline },
  { title: 'now', align: 'right', cell: ({ value }) => value },
  { title: 'change', align: 'right', cell: ({ change }) => change },
  INTERVAL,
  RULE,
];
/** What a narrow terminal does without, first to last. */
const DISPENSABLE: readonly Column[] = [N, INTERVAL];

/** A table of one line each, in at most `width` columns wherever the numbers leave room for it. */
export function renderTable(lines: readonly Line[], width: number, style: Style): readonly string[] {
  const used = COLUMNS.filter((column) => lines.some((line) => ![NOTHING, ''].includes(column.cell(line))));
  const columns = chooseColumns(used, lines, width);
  const widths = widthsOf(columns, lines, width);
  const header = `   ${columns.map(({ title, align }, i) => padToWidth(title, widths[i]!, align)).join(GAP)}`;
  const rows = lines.map((line) => {
    const cells = columns.map(({ cell, align }, i) =>
      padToWidth(truncateToWidth(cell(line), widths[i]!), widths[i]!, align),
    );
    return ` ${style[line.state](SYMBOL[line.state])} ${cells.join(GAP)}`.trimEnd();
  });
  return [style.faint(header.trimEnd()), ...rows];
}

function nameOf({ names }: Line): string {
  return names.map((name) => cleanLine(name, MAX_NAME, 'middle')).join(' · ');
}

function chooseColumns(used: readonly Column[], lines: readonly Line[], width: number): readonly Column[] {
  let columns = used;
  for (const column of DISPENSABLE) {
    if (fixedWidth(columns, lines) + Math.min(naturalWidth(NAME, lines), LEAST_NAME + 8) <= width) break;
    columns = columns.filter((other) => other !== column);
  }
  return columns;
}

function widthsOf(columns: readonly Column[], lines: readonly Line[], width: number): readonly number[] {
  const room = Math.max(LEAST_NAME, width - fixedWidth(columns, lines));
  return columns.map((column) =>
    Math.min(naturalWidth(column, lines), column === NAME ? room : Number.POSITIVE_INFINITY),
  );
}

/** Everything but the name: the sign before it, the other columns and the gaps. */
function fixedWidth(columns: readonly Column[], lines: readonly Line[]): number {
  const others = columns.filter((column) => column !== NAME);
  return 3 + others.reduce((sum, column) => sum + GAP.length + naturalWidth(column, lines), 0);
}

function naturalWidth({ title, cell }: Column, lines: readonly Line[]): number {
  return lines.reduce((most, line) => Math.max(most, displayWidth(cell(line))), title.length);
}
