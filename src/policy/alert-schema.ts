import * as z from 'zod/mini';
import type { AlertPolicy } from '../model/policy.ts';
import { envName, is, optional, textLike } from './leaf-schema.ts';

const ISSUE = 'true, or a map of labels and assignees, each of them a list (to tell nobody leave `issue` out)';
const LABEL = 'the name of a label: 1 to 50 printable characters without a comma';
const LOGIN = 'the login of an account: letters, digits and "-"';
const HOURS = 'a number of hours above 0';

const list = (what: string, pattern: RegExp) =>
  z.array(textLike(what, pattern), { error: is(`a list; each entry is ${what}`) });

const issue = z.union(
  [
    z.literal(true, { error: is(ISSUE) }),
    z.strictObject({
      labels: optional(
        list(LABEL, /^(?! )(?!.*,)[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,50}(?<! )$/u),
        'Labels of the issue, beside `model-gate-alert`, by which it is found again.',
      ),
      assignees: optional(
        list(LOGIN, /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?$/),
        'Logins of those whom the issue is assigned to.',
      ),
    }),
  ],
  { error: is(ISSUE) },
);

const webhook = z.strictObject({
  'url-env': z
    .string(envName.error)
    .check(
      z.regex(envName.pattern, envName.error),
      z.describe(
        'Environment variable with the address that is called. It is a secret: give it by `env:` of the step.',
      ),
    ),
  'secret-env': optional(
    z.string(envName.error).check(z.regex(envName.pattern, envName.error)),
    'Environment variable with the secret that the body is signed with.',
  ),
  'repeat-after-hours': optional(
    z.number({ error: is(HOURS) }).check(z.positive({ error: is(HOURS) })),
    'Hours after which a suite that still fails is told of again; 24 by default.',
  ),
});

const NO_MEMORY = 'webhook needs issue: the issue remembers what was told. Add `issue: true`';

/** Whom to tell when a suite fails on the default branch. */
export const alertSchema = z
  .strictObject({
    issue: optional(issue, 'One issue for each suite that fails: `true`, or a map of labels and assignees.'),
    webhook: optional(webhook, 'An address that is called as well; it needs `issue`, which remembers what was told.'),
  })
  .check(
    z.refine(({ issue, webhook }) => webhook === undefined || issue !== undefined, { error: NO_MEMORY }),
    z.meta({ dependentRequired: { webhook: ['issue'] } }),
  );

/** The policy of alerts with its defaults; null: nobody is told. */
export function buildAlerts(input: z.input<typeof alertSchema> | undefined): AlertPolicy | null {
  if (input?.issue === undefined) return null;
  const { issue, webhook } = input;
  const { labels = [], assignees = [] } = issue === true ? {} : issue;
  return {
    issue: { labels, assignees },
    webhook:
      webhook === undefined
        ? null
        : {
            urlEnv: webhook['url-env'],
            secretEnv: webhook['secret-env'] ?? null,
            repeatAfterHours: webhook['repeat-after-hours'] ?? 24,
          },
  };
}
