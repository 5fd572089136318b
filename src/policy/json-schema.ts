import * as z from 'zod/mini';
import { policySchema } from './schema.ts';

/** The JSON Schema (2020-12) of the policy file, for editors: the shapes that `readPolicy` checks, with their descriptions. */
export function policyJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:model-regression-gate:policy:1',
    title: 'Policy of Model Regression Gate',
    description: 'What a model must keep before a change is merged.',
    ...schema,
  };
}
