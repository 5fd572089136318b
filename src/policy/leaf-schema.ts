import * as z from 'zod/mini';
import { expected } from './words.ts';

/** The values that keys of the policy hold. `what` completes the sentence "expected …, found …". */

export const is =
  (what: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    expected(what, input);

/** A key that may be absent; the description is what an editor shows. */
export const optional = <Shape extends z.ZodMiniType>(shape: Shape, description: string) => {
  const key = z.optional(shape);
  z.globalRegistry.add(key, { description });
  return key;
};

export const text = (what: string) => z.string({ error: is(what) }).check(z.minLength(1, { error: is(what) }));

export const textLike = (what: string, pattern: RegExp) =>
  z.string({ error: is(what) }).check(z.regex(pattern, { error: is(what) }));

export const wholeFrom = (least: 0 | 1, what: string) =>
  z.int({ error: is(what) }).check(z.minimum(least, { error: is(what) }));

/** Name of an environment variable. The message never repeats the value: someone may have written the secret where its name belongs. */
export const envName = {
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  error: { error: 'expected the name of an environment variable: letters, digits and "_"' },
};

export const columnName = text('the name of a column');

const COMBINATION = 'a list of different columns';
export const combination = z.array(columnName, { error: is(COMBINATION) }).check(
  z.minLength(1, { error: is(COMBINATION) }),
  z.refine((columns) => new Set(columns).size === columns.length, { error: 'a column stands twice in this list' }),
  z.meta({ uniqueItems: true }),
);

/** A map with at least one key; JSON Schema learns of it by the name it has there. */
export const nonEmpty = <Shape extends z.ZodMiniRecord>(map: Shape, what: string) =>
  map.check(
    z.refine((value) => Object.keys(value as object).length > 0, { error: is(what) }),
    z.meta({ minProperties: 1 }),
  );

const SCALAR = 'text, a number (in quotes when it has more than 15 digits), true or false';
/** An integer beyond the exact range of doubles has lost digits before we see it. */
const exact = z
  .number({ error: is(SCALAR) })
  .check(z.refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), { error: is(SCALAR) }));

/** YAML reads an unquoted 1 or true as a number or truth value; as the name of a class or group it is text. */
export const scalar = z.union([text(SCALAR), exact, z.boolean()], { error: is(SCALAR) });
