import * as z from 'zod/mini';
import { metricNames } from '../metrics/catalogue.ts';
import { TASKS } from '../model/metric.ts';
import { NAMES_A_METRIC } from './gate-schema.ts';
import { TAKES_A_METHOD } from './history.ts';
import { historyJsonSchema } from './history-json-schema.ts';
import { policySchema } from './schema.ts';

/** The JSON Schema (2020-12) of the policy file, for editors: the shapes that `readPolicy` checks, with their descriptions. */
export function policyJsonSchema(): object {
  const examples = [...new Set(TASKS.flatMap((task) => metricNames(task)))];
  const { $schema, ...schema } = z.toJSONSchema(policySchema, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      if (TAKES_A_METHOD in jsonSchema) {
        delete jsonSchema[TAKES_A_METHOD];
        Object.assign(jsonSchema, historyJsonSchema());
      }
      if (!(NAMES_A_METRIC in jsonSchema)) return;
      delete jsonSchema[NAMES_A_METRIC];
      jsonSchema.examples = examples;
    },
  });
  return {
    $schema,
    $id: 'urn:model-regression-gate:policy:1',
    title: 'Policy of Model Regression Gate',
    description: 'What a model must keep before a change is merged.',
    ...schema,
  };
}
