import * as z from 'zod';
import { verdictKeys } from './gate-schema.ts';
import { is, text, textLike, wholeFrom } from './leaf-schema.ts';
import { suiteSchema } from './suite-schema.ts';

/**
 * The shape of the policy file as users write it: kebab-case keys, nothing filled in. Descriptions are what an editor
 * shows. What depends on more than one key is in the checks beside this file.
 */

const DAYS = 'a number of days above 0';
const COMMITS = 'a whole number of commits above 0';

/** The names that Git, every shell and every URL take as they are. */
const BRANCH = /^(?!refs\/|HEAD$)(?!.*(\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/;
const BRANCH_NAME = 'the name of a branch (letters, digits, ".", "_", "-" and "/", as Git allows them)';

const baseline = z.strictObject({
  store: z
    .enum(['branch', 'file', 'none', 'artifact'])
    .describe(
      'Where baselines are kept: a `branch` of the repository (default inside Actions), a `file` (default on the command line), or `none`. `artifact` is not supported yet.',
    )
    .optional(),
  branch: textLike(BRANCH_NAME, BRANCH).describe('Branch of `store: branch`; `model-gate` by default.').optional(),
  path: text('the path of a record file or folder')
    .describe('Record file of `store: file`, or a folder of them; `.model-gate` by default.')
    .optional(),
  'compare-with': z
    .enum(['auto', 'merge-base', 'latest'])
    .describe(
      'Which commit to compare with. `auto` (the default): the one that the tested change is built on, or its nearest recorded ancestor.',
    )
    .optional(),
  anchor: text('a tag or commit').describe('Not supported yet: the release of a second, fixed baseline.').optional(),
  'max-age-days': z
    .number({ error: is(DAYS) })
    .positive({ error: is(DAYS) })
    .describe('Warn about a baseline that is older. No limit by default.')
    .optional(),
  'max-commits': wholeFrom(1, COMMITS)
    .describe('Warn about a baseline that is more commits behind. No limit by default.')
    .optional(),
});

/** The message never repeats the value: someone may have written the secret where its name belongs. */
const SECRET_NAME = { error: 'expected the name of an environment variable: letters, digits and "_"' };

export const policySchema = z.strictObject({
  version: z
    .literal(1, { error: is('1, the only version of the policy so far') })
    .describe('Version of the policy format: 1.'),
  baseline: baseline.describe('What the model is compared with, and where that is kept.').optional(),
  defaults: z.strictObject(verdictKeys).describe('Holds for every gate that does not say otherwise.').optional(),
  suites: z
    .array(suiteSchema)
    .min(1, { error: is('a list of at least one suite') })
    .describe('Each suite is one test set, with its evidence and its gates.'),
  alerts: z.record(z.string(), z.unknown()).describe('Not supported yet: leave it out or empty.').optional(),
  exports: z.array(z.unknown()).describe('Not supported yet: leave it out or empty.').optional(),
  privacy: z
    .strictObject({
      'id-key-env': z
        .string(SECRET_NAME)
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, SECRET_NAME)
        .describe('Environment variable with the secret key under which ids are hashed, instead of a random salt.')
        .optional(),
    })
    .describe('How ids are protected.')
    .optional(),
});

export type PolicyInput = z.input<typeof policySchema>;
export type SuiteInput = PolicyInput['suites'][number];
export type GateInput = NonNullable<SuiteInput['gates']>[number];
