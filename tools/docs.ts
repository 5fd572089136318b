/**
 * Writes the tables of the documentation that follow from the sources: inputs and outputs from action.yml, the policy's keys from its JSON
 * Schema, the reasons of findings, the metrics and the common names of columns from their tables, and the report of the example as the gate
 * prints it. A test holds them fresh.
 *
 *   npm run docs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { check } from '../src/commands/check.ts';
import { COMMON_NAMES, NAMES_IN_TASK } from '../src/evidence/roles.ts';
import { REASONS } from '../src/model/verdict.ts';
import { HISTORY_METHODS } from '../src/policy/history-methods.ts';
import { policyJsonSchema } from '../src/policy/json-schema.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { UNDEFINED } from '../src/report/sentences.ts';
import { metricSections } from './metric-docs.ts';
import { draw, PICTURES } from './pictures.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = 'examples/disease-prediction/model-gate.yml';

/** The documents with generated parts, as they should be. */
export async function generateDocs(): Promise<ReadonlyMap<string, string>> {
  const docs = new Map<string, string>();
  const fill = (path: string, part: string, content: string) => {
    const text = docs.get(path) ?? readFileSync(join(ROOT, path), 'utf8');
    const block = new RegExp(`(<!-- generated: ${part}[^>]*-->\\n)[\\s\\S]*?(<!-- end generated -->)`);
    if (!block.test(text)) throw new Error(`${path} has no place for the generated part ${part}`);
    docs.set(
      path,
      text.replace(block, (_, start: string, end: string) => `${start}\n${content}\n${end}`),
    );
  };
  fill('README.md', 'report', await exampleReport());
  fill('README.md', 'inputs and outputs', actionTables());
  fill('docs/policy.md', 'keys', policyTable());
  fill('docs/policy.md', 'history', historyTable());
  fill('docs/metrics.md', 'metrics', metricSections());
  fill('docs/evidence.md', 'common names', commonNames());
  fill('docs/report.md', 'reasons', meanings(REASONS));
  fill('docs/report.md', 'undefined', meanings(UNDEFINED));
  for (const picture of PICTURES) docs.set(`docs/pictures/${picture.file}`, draw(picture));
  return docs;
}

/** What `check --format markdown` prints for the example, without what changes from run to run: the commit and the age of the baseline. */
async function exampleReport(): Promise<string> {
  const laptop = { folder: ROOT, env: {}, now: new Date(0) };
  const { report } = await check(laptop, { policy: EXAMPLE, baseline: null });
  return renderMarkdown({ ...report, commit: null }, { maxBytes: Number.POSITIVE_INFINITY });
}

/** What `from-history` may be, with what each method takes. */
function historyTable(): string {
  const rows = Object.entries(HISTORY_METHODS).map(([name, { minSize, parameters, limit }]) => {
    const takes = Object.entries(parameters).map(([key, { otherwise, meaning }]) => {
      return `${code(key)}${otherwise === null ? '' : ` (${otherwise})`}: ${meaning}`;
    });
    return [code(name), limit, takes.join(' '), String(minSize)];
  });
  return table(['method', 'limit, where higher is better', 'parameters', '`min-size`'], rows);
}

function meanings(names: Readonly<Record<string, string>>): string {
  return table(
    ['reason', 'meaning'],
    Object.entries(names).map(([name, text]) => [code(name), text]),
  );
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

function actionTables(): string {
  const { inputs, outputs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as ActionFile;
  const inputRows = Object.entries(inputs).map(([name, { description, default: value }]) => [
    code(name),
    description,
    value === undefined ? '' : code(value),
  ]);
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [code(name), description]);
  return `${table(['input', 'meaning', 'default'], inputRows)}\n${table(['output', 'meaning'], outputRows)}`;
}

function commonNames(): string {
  const rows = Object.entries(COMMON_NAMES).map(([role, names]) => {
    const inTasks = Object.entries(NAMES_IN_TASK).flatMap(([task, roles]) => {
      const own = (roles as Readonly<Record<string, readonly string[]>>)[role];
      return own === undefined ? [] : [`${task}: ${own.map(code).join(', ')}`];
    });
    return [code(role), names.map(code).join(', '), inTasks.join('; ')];
  });
  return table(['role', 'found as', 'and before that in a task'], rows);
}

interface Schema {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function policyTable(): string {
  const schema = policyJsonSchema() as Schema;
  const resolve = (part: Schema): Schema => {
    const name = part.$ref?.replace('#/$defs/', '');
    return name === undefined ? part : { ...schema.$defs?.[name], ...part };
  };
  /** Every key with a description, by its path. Lists are entered: `suites[].gates[].metric`. */
  const keysOf = (part: Schema, path: string): string[][] => {
    const { properties = {}, items } = resolve(part);
    const own = Object.entries(properties).flatMap(([key, value]) => {
      const here = path === '' ? key : `${path}.${key}`;
      const choice = value.enum ? ` One of ${value.enum.map((one) => code(String(one))).join(', ')}.` : '';
      return [[code(here), `${value.description ?? ''}${choice}`], ...keysOf(value, here)];
    });
    return items === undefined ? own : [...own, ...keysOf(items, `${path}[]`)];
  };
  return table(['key', 'meaning'], keysOf(schema, ''));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

function code(text: string): string {
  return `\`${text}\``;
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of await generateDocs()) writeFileSync(join(ROOT, path), text);
}
