import { PolicyError, type Problem } from '../errors.ts';

const POLICY_FROM = ['base', 'head'] as const;
const MODES = ['auto', 'gate', 'record', 'publish'] as const;
const COMMENT_WHEN = ['always', 'on-change', 'on-regression', 'never'] as const;
const FAIL_ON = ['fail', 'warn', 'never'] as const;

/** The inputs of the action. null: not given. */
export interface Inputs {
  readonly policy: string | null;
  readonly policyFrom: (typeof POLICY_FROM)[number];
  readonly name: string;
  /** These carry YAML of the policy; the policy room reads them. */
  readonly files: string | null;
  readonly artifact: string | null;
  readonly task: string | null;
  readonly columns: string | null;
  readonly gates: string | null;
  readonly baseline: string | null;
  readonly runId: number | null;
  readonly mode: (typeof MODES)[number];
  readonly comment: (typeof COMMENT_WHEN)[number];
  readonly failOn: (typeof FAIL_ON)[number];
  readonly reportDir: string | null;
  readonly githubToken: string;
}

/**
 * Reads the inputs from `INPUT_*`: the runner upper-cases their names and keeps the hyphens. A blank input counts as
 * not given.
 *
 * Errors: PolicyError with every input that is wrong.
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const problems: Problem[] = [];

  const text = (name: string): string | null => env[`INPUT_${name.toUpperCase()}`]?.trim() || null;

  const oneOf = <T extends string>(name: string, values: readonly [T, ...T[]]): T => {
    const given = text(name) ?? values[0];
    const found = values.find((value) => value === given);
    if (found === undefined) problems.push(problem(name, `"${given}" is not one of ${values.join(', ')}.`));
    return found ?? values[0];
  };

  const runNumber = (name: string): number | null => {
    const given = text(name);
    if (given === null) return null;
    const value = /^[1-9]\d*$/.test(given) ? Number(given) : Number.NaN;
    if (!Number.isSafeInteger(value)) problems.push(problem(name, `"${given}" is not the id of a workflow run.`));
    return value;
  };

  const token = text('github-token');
  if (token === null) {
    problems.push(problem('github-token', `it is empty. Leave it out, or write \${{ secrets.NAME || github.token }}.`));
  }

  const inputs: Inputs = {
    policy: text('policy'),
    policyFrom: oneOf('policy-from', POLICY_FROM),
    name: text('name') ?? 'default',
    files: text('files'),
    artifact: text('artifact'),
    task: text('task'),
    columns: text('columns'),
    gates: text('gates'),
    baseline: text('baseline'),
    runId: runNumber('run-id'),
    mode: oneOf('mode', MODES),
    comment: oneOf('comment', COMMENT_WHEN),
    failOn: oneOf('fail-on', FAIL_ON),
    reportDir: text('report-dir'),
    githubToken: token ?? '',
  };
  if (problems.length > 0) throw new PolicyError(problems);
  return inputs;
}

const problem = (name: string, message: string): Problem => ({ where: `input ${name}`, message });
