import { policyJsonSchema } from '../policy/json-schema.ts';

/** The `schema` command: prints the JSON Schema of the policy file. */
export function runSchema(write: (text: string) => void): void {
  write(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
}
