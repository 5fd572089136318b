export type Schema = { readonly [key: string]: unknown };

/** The keys under these are names of things, not keywords. */
const NAMED = new Set(['properties', 'patternProperties', 'schemas']);

/** Keywords of OpenAPI 3.0 that JSON Schema does not have, or that validate nothing. */
const DROPPED = new Set(['nullable', 'discriminator', 'xml', 'deprecated', 'default']);

/**
 * Turns schemas of OpenAPI 3.0 into JSON Schema: `nullable` becomes a type, and a property that is not described is an
 * error, so that neither side relies on something that GitHub does not promise. References become `id#/…`.
 */
export function toJsonSchema(schema: unknown, id: string, keysAreNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => toJsonSchema(item, id));
  if (typeof schema !== 'object' || schema === null) return schema;
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (keysAreNames) converted[key] = toJsonSchema(value, id);
    else if (key === '$ref') converted[key] = String(value).replace(/^#/, `${id}#`);
    else if (key === 'enum') converted[key] = value;
    else if (key === 'allOf') converted[key] = toJsonSchema(decisive(value), id);
    else if (!DROPPED.has(key)) converted[key] = toJsonSchema(value, id, NAMED.has(key));
  }
  if (keysAreNames) return converted;
  if ('properties' in schema && !('additionalProperties' in schema)) converted['additionalProperties'] = false;
  if (!('nullable' in schema) || schema.nullable !== true) return converted;
  // Where a type stands alone, null joins it; beside `oneOf` and the like there may be no type to join.
  if (typeof converted['type'] !== 'string') return { anyOf: [converted, { type: 'null' }] };
  const values = converted['enum'];
  return {
    ...converted,
    type: [converted['type'], 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

/** Closed to what is not described, the parts of a whole would refuse each other's properties: those that demand nothing are left out. */
const decisive = (parts: readonly object[]): readonly object[] =>
  parts.filter((part, index) => index === 0 || !('properties' in part) || 'required' in part);
