import * as z from 'zod/mini';
import { alertSchema } from './alert-schema.ts';
import { verdictKeys } from './gate-schema.ts';
import { envName, is, optional, text, textLike, wholeFrom } from './leaf-schema.ts';
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

/** A name that `git rev-parse` takes for nothing else. */
const REF = /^(?!.*(\.\.|\/\/|@\{))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/;
const REF_NAME = 'a tag, a branch or a commit';

const baseline = z.strictObject({
  store: optional(
    z.enum(['branch', 'file', 'none', 'artifact']),
    'Where baselines are kept: a `branch` of the repository (default inside Actions), `artifact`s of runs of the default branch, which expire, a `file` (default on the command line), or `none`.',
  ),
  branch: optional(textLike(BRANCH_NAME, BRANCH), 'Branch of `store: branch`; `model-gate` by default.'),
  path: optional(
    text('the path of a record file or folder'),
    'Record file of `store: file`, or a folder of them; `.model-gate` by default.',
  ),
  'compare-with': optional(
    z.enum(['auto', 'merge-base', 'latest']),
    'Which commit to compare with. `auto` (the default): the one that the tested change is built on, or its nearest recorded ancestor.',
  ),
  anchor: optional(
    textLike(REF_NAME, REF),
    'A tag, branch or commit: its record is a second baseline for gates with `baseline: anchor`, and moves only when this line is changed.',
  ),
  'max-age-days': optional(
    z.number({ error: is(DAYS) }).check(z.positive({ error: is(DAYS) })),
    'Warn about a baseline that is older. No limit by default.',
  ),
  'max-commits': optional(
    wholeFrom(1, COMMITS),
    'Warn about a baseline that is more commits behind. No limit by default.',
  ),
});

export const policySchema = z.strictObject({
  version: z
    .literal(1, { error: is('1, the only version of the policy so far') })
    .check(z.describe('Version of the policy format: 1.')),
  baseline: optional(baseline, 'What the model is compared with, and where that is kept.'),
  defaults: optional(z.strictObject(verdictKeys), 'Holds for every gate that does not say otherwise.'),
  suites: z
    .array(suiteSchema)
    .check(
      z.minLength(1, { error: is('a list of at least one suite') }),
      z.describe('Each suite is one test set, with its evidence and its gates.'),
    ),
  alerts: optional(alertSchema, 'Whom to tell when a suite fails on the default branch. See docs/alerts.md.'),
  exports: optional(z.array(z.unknown()), 'Not supported yet: leave it out or empty.'),
  privacy: optional(
    z.strictObject({
      'id-key-env': optional(
        z.string(envName.error).check(z.regex(envName.pattern, envName.error)),
        'Environment variable with the secret key under which ids are hashed, instead of a random salt.',
      ),
    }),
    'How ids are protected.',
  ),
});

export type PolicyInput = z.input<typeof policySchema>;
export type SuiteInput = PolicyInput['suites'][number];
export type GateInput = NonNullable<SuiteInput['gates']>[number];
