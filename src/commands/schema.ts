import { policyJsonSchema } from '../policy/json-schema.ts';

/** What the `schema` command prints: the JSON Schema of the policy file. */
export function policySchemaText(): string {
  return `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
}
