import type { Policy } from '../model/policy.ts';
import { keyPath, type Path, type Place } from './place.ts';
import { type RankedProblem, resolvePolicy } from './resolve.ts';
import { parseYaml, type YamlSource } from './yaml-source.ts';

/** Inputs of the action as they came; an empty one is absent. */
interface InlineInputs {
  readonly name: string;
  readonly files: string;
  readonly artifact: string;
  readonly task: string;
  readonly columns: string;
  readonly gates: string;
  /** The baseline section, or the store alone. */
  readonly baseline: string;
}

type InputName = keyof InlineInputs;

const ORDER: readonly InputName[] = ['name', 'files', 'artifact', 'task', 'columns', 'gates', 'baseline'];

/**
 * Reads a small policy without a file: one suite whose keys are inputs of the action. `columns`, `gates` and `baseline`
 * hold the YAML of the policy file; `files` is a YAML list, or globs between commas or on lines of their own.
 * Throws PolicyError with every problem of every input; the place is `input gates:2`.
 */
export function readInline(inputs: InlineInputs): Policy {
  const sources = new Map<InputName, YamlSource>();
  const suite: Partial<Record<InputName, unknown>> = { name: 'default' };
  for (const name of ORDER) {
    const text = inputs[name].trim();
    if (text === '') continue;
    if (isYaml(name, text)) {
      // Untrimmed: lines count as they were written.
      const source = parseYaml(inputs[name]);
      sources.set(name, source);
      suite[name] = source.value;
    } else suite[name] = name === 'files' ? splitGlobs(text) : text;
  }
  const { baseline, ...rest } = suite;
  const store = typeof baseline === 'string' ? { store: baseline } : baseline;
  const value = { version: 1, suites: [rest], ...('baseline' in suite && { baseline: store }) };

  const problems: RankedProblem[] = [...sources].flatMap(([name, source]) =>
    source.problems.map(({ line, offset, message }) => ({
      where: `input ${name}:${line}`,
      message,
      rank: rankOf(name, offset),
    })),
  );
  return resolvePolicy(value, problems, (path) => placeInput(path, sources));
}

function isYaml(name: InputName, text: string): boolean {
  if (name === 'files') return /^-\s/.test(text) || (text.startsWith('[') && text.endsWith(']'));
  return name === 'columns' || name === 'gates' || name === 'baseline';
}

/** Globs between commas or line breaks; a comma in braces belongs to its glob. */
function splitGlobs(text: string): readonly string[] {
  return text
    .split(/\n|,(?![^{}]*\})/)
    .map((glob) => glob.trim())
    .filter((glob) => glob !== '');
}

/** The input that a path of the policy leads into; `inputs` for what no input holds. */
function placeInput(path: Path, sources: ReadonlyMap<InputName, YamlSource>): Place {
  const inner = path[0] === 'suites' ? path.slice(2) : path;
  const name = ORDER.find((input) => input === inner[0]);
  if (name === undefined) return { key: keyPath(inner), where: 'inputs', line: 'inputs', rank: -1 };
  const position = sources.get(name)?.locate(inner.slice(1));
  const where = position === undefined ? `input ${name}` : `input ${name}:${position.line}`;
  return { key: keyPath(inner), where, line: where, rank: rankOf(name, position?.offset ?? 0) };
}

/** Inputs in their order, and places within an input in theirs. */
function rankOf(name: InputName, offset: number): number {
  return ORDER.indexOf(name) * 2 ** 32 + offset;
}
