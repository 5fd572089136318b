/**
 * Parses the body of an answer and reads the result. `refuse` makes the error of an answer that is not JSON, or in
 * which the reader did not find what it wanted.
 */
export function readJson<T>(bytes: Uint8Array, reader: (json: unknown) => T, refuse: (detail: string) => Error): T {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refuse('the answer is not JSON; a proxy may have sent it in place of GitHub.');
  }
  try {
    return reader(json);
  } catch (error) {
    throw refuse(`the answer is not what GitHub documents: ${(error as Error).message}.`);
  }
}

// The readers below throw a TypeError that says what was expected; they never return something else.

/** The value under `path`; undefined when a step of it is absent. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[key];
  }
  return inner;
}

export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new TypeError(`${path.join('.')} is not a text`);
  return found;
}

export function integerAt(value: unknown, ...path: readonly string[]): number {
  const found = at(value, ...path);
  if (!Number.isSafeInteger(found)) throw new TypeError(`${path.join('.')} is not an integer`);
  return found as number;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  if (!Array.isArray(found)) throw new TypeError(`${path.join('.') || 'it'} is not a list`);
  return found;
}
