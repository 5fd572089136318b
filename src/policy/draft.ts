import * as z from 'zod/mini';
import type { Report } from './place.ts';
import { either, expected, suggest } from './words.ts';

/** A policy is read once a run: compiling code to read it faster the next time takes longer than reading it. */
z.config({ jitless: true });

/**
 * A value of which only the valid parts are left: anything may be absent. A key whose value was refused is still
 * there and holds undefined, so that `'min' in gate` says whether it was written.
 */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

/** Reports whatever does not have the shape, and cuts wrong values out so that the checks of what is left still run. */
export function checkShape<Shape extends z.ZodMiniType>(
  shape: Shape,
  value: unknown,
  report: Report,
): Draft<z.input<Shape>> | undefined {
  const result = shape.safeParse(value, { error: explain });
  const root = { value };
  for (const issue of result.error?.issues ?? []) {
    const steps = ['value', ...issue.path];
    if (issue.code !== 'unrecognized_keys') {
      report(issue.path, issue.message);
      const holder = follow(root, steps.slice(0, -1));
      if (holder) holder[steps.at(-1)!] = undefined;
      continue;
    }
    const known = keysAt(shape, issue.path);
    for (const key of issue.keys) report([...issue.path, key], `unknown key.${suggest(key, known)}`);
  }
  return root.value as Draft<z.input<Shape>> | undefined;
}

/** The sentence for issues that have none of their own in the schema. */
const explain: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') return expected(TYPE_NAMES[issue.expected] ?? issue.expected, issue.input);
  if (issue.code !== 'invalid_value') return undefined;
  const names = issue.values.map(String);
  const sentence = expected(either(names), issue.input);
  const hint = typeof issue.input === 'string' ? suggest(issue.input, names) : '';
  return hint.startsWith(' Did') ? `${sentence}.${hint}` : sentence;
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a finite number',
  object: 'a map',
  record: 'a map',
  string: 'text',
};

function follow(value: unknown, steps: readonly PropertyKey[]): Record<PropertyKey, unknown> | undefined {
  let node = value;
  for (const step of steps) node = (node as Record<PropertyKey, unknown> | undefined)?.[step];
  return node as Record<PropertyKey, unknown> | undefined;
}

/** The keys that the schema knows where a path leads. */
function keysAt(shape: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let node = shape;
  for (const step of [...path, null]) {
    while (node instanceof z.ZodMiniOptional) node = node.def.innerType;
    if (node instanceof z.ZodMiniObject) {
      if (step === null) return Object.keys(node.shape);
      node = node.shape[String(step)]!;
    } else if (node instanceof z.ZodMiniArray) node = node.def.element;
  }
  return [];
}
