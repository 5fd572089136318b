/** Adds what is wrong with a value of a JSON document to the problems; `path` leads to the value. */
export type Check = (value: unknown, path: string, problems: string[]) => void;

/** `what` completes the sentence "expected …". */
export function is(what: string, holds: (value: unknown) => boolean): Check {
  return (value, path, problems) => {
    if (!holds(value)) problems.push(`\`${path}\`: expected ${what}`);
  };
}

export function orNull(check: Check): Check {
  return (value, path, problems) => {
    if (value !== null) check(value, path, problems);
  };
}

/** A key that need not be there. */
export function orAbsent(check: Check): Check {
  return (value, path, problems) => {
    if (value !== undefined) check(value, path, problems);
  };
}

export function listOf(check: Check): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value)) problems.push(`\`${path}\`: expected a list`);
    else for (let i = 0; i < value.length; i++) check(value[i], `${path}[${i}]`, problems);
  };
}

/** An object with exactly these keys. */
export function objectOf<T>(fields: { readonly [Key in keyof T & string]-?: Check }): Check {
  const checks = Object.entries<Check>(fields);
  return (value, path, problems) => {
    if (!isObject(value)) {
      problems.push(path === '' ? 'expected an object' : `\`${path}\`: expected an object`);
      return;
    }
    const prefix = path === '' ? '' : `${path}.`;
    for (const [key, check] of checks) check(value[key], prefix + key, problems);
    for (const key in value) if (!Object.hasOwn(fields, key)) problems.push(`\`${prefix}${key}\`: unknown key`);
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
