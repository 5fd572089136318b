import * as z from 'zod';
import { expected } from './words.ts';

/** The values that keys of the policy hold. `what` completes the sentence "expected …, found …". */

export const is =
  (what: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    expected(what, input);

export const text = (what: string) => z.string({ error: is(what) }).min(1, { error: is(what) });

export const textLike = (what: string, pattern: RegExp) =>
  z.string({ error: is(what) }).regex(pattern, { error: is(what) });

export const wholeFrom = (least: 0 | 1, what: string) => z.int({ error: is(what) }).min(least, { error: is(what) });

export const columnName = text('the name of a column');

const COMBINATION = 'a list of different columns';
export const combination = z
  .array(columnName, { error: is(COMBINATION) })
  .min(1, { error: is(COMBINATION) })
  .refine((columns) => new Set(columns).size === columns.length, { error: 'a column stands twice in this list' })
  .meta({ uniqueItems: true });

/** A map with at least one key; JSON Schema learns of it by the name it has there. */
export const nonEmpty = <Shape extends z.ZodRecord>(map: Shape, what: string) =>
  map.refine((value) => Object.keys(value).length > 0, { error: is(what) }).meta({ minProperties: 1 });

const SCALAR = 'text, a number (in quotes when it has more than 15 digits), true or false';
/** An integer beyond the exact range of doubles has lost digits before we see it. */
const exact = z
  .number({ error: is(SCALAR) })
  .refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), { error: is(SCALAR) });

/** YAML reads an unquoted 1 or true as a number or truth value; as the name of a class or group it is text. */
export const scalar = z.union([text(SCALAR), exact, z.boolean()], { error: is(SCALAR) });
