import { chapters } from '../src/metrics/catalogue.ts';
import type { Example, Metric } from '../src/model/metric.ts';

const DIRECTIONS = { higher: 'higher is better', lower: 'lower is better' } as const;

/** The rows of `docs/metrics.md`: for each family its examples, and each metric with all that the table says of it. */
export function metricSections(): string {
  return chapters()
    .map(({ title, entries }) => {
      const metrics = entries.flatMap((entry) => ('members' in entry ? entry.members : [entry]));
      const usages = entries.flatMap((entry) => ('members' in entry ? [entry.usage] : []));
      const examples = distinctExamples(metrics);
      const parts = [
        `## ${title}\n`,
        `${metrics.map(({ name }) => `[${code(name)}](#${anchor(name)})`).join(' · ')}\n`,
        ...(usages.length > 0 ? [`With a parameter: ${usages.map(code).join('; ')}.\n`] : []),
        ...examples.map((example, i) => `Example ${i + 1}:\n\n${exampleTable(example)}`),
        ...metrics.map((metric) => metricSection(metric, examples)),
      ];
      return parts.join('\n');
    })
    .join('\n');
}

/** The place of a heading on GitHub. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\w-]/g, '');
}

function metricSection(metric: Metric, examples: readonly Example[]): string {
  const { name, title, tasks, kind, direction, range, needs, label, across, compares, definition, source, signature } =
    metric;
  const facts = [
    kind,
    direction === null ? 'the rule says which way is better' : DIRECTIONS[direction],
    rangeText(range),
    `tasks ${tasks.join(', ')}`,
    needs.length === 0 ? 'no columns' : `columns ${needs.join(', ')}`,
    ...(label === 'requires' ? ['of one class'] : []),
    ...(across ? ['compares the groups of the column named `across`'] : []),
    ...(compares === undefined ? [] : ['compares with the baseline itself: only `min` and `max` gate it']),
  ];
  return [
    `### ${code(name)}\n`,
    `${title}: ${facts.join('; ')}.\n`,
    `${plainText(definition)}\n`,
    `Source: ${plainText(source)}. Signature ${code(signature)}.${exampleText(metric, examples)}\n`,
  ].join('\n');
}

function exampleText({ example }: Metric, examples: readonly Example[]): string {
  if (example === null) return '';
  const { positive, across, costs, value } = example;
  const number = examples.findIndex((other) => sameRows(other, example)) + 1;
  const terms = [
    ...(positive === undefined ? [] : [`the class ${code(positive)}`]),
    ...(across === undefined ? [] : [`across ${code(across)}`]),
    ...(costs?.kind === 'binary' ? [`costs of ${costs.falseNegative} and ${costs.falsePositive}`] : []),
  ];
  return ` Example ${number}${terms.length > 0 ? ` with ${terms.join(' and ')}` : ''} gives ${Number(value.toPrecision(10))}.`;
}

function distinctExamples(metrics: readonly Metric[]): readonly Example[] {
  const found: Example[] = [];
  for (const { example } of metrics) {
    if (example !== null && !found.some((other) => sameRows(other, example))) found.push(example);
  }
  return found;
}

function sameRows(a: Example, b: Example): boolean {
  return JSON.stringify([a.rows, a.baseline]) === JSON.stringify([b.rows, b.baseline]);
}

function exampleTable({ rows, baseline }: Example): string {
  if (baseline === undefined) return tableOf(rows);
  return `${tableOf(rows)}\nagainst the baseline\n\n${tableOf(baseline)}`;
}

function tableOf(rows: Example['rows']): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const cell = (value: unknown) =>
    value === undefined ? '' : plainText(typeof value === 'string' ? value : JSON.stringify(value));
  return (
    line(names) + line(names.map(() => '---')) + rows.map((row) => line(names.map((name) => cell(row[name])))).join('')
  );
}

function rangeText([low, high]: Metric['range']): string {
  if (low === null && high === null) return 'any number';
  if (high === null) return `${low} or more`;
  return low === null ? `${high} or less` : `${low} to ${high}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Text as Markdown shows it letter by letter. */
function plainText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replaceAll('\n', '↵');
}
