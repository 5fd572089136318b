/**
 * The closed set of errors that a user can cause. Each one carries every problem that was found, not the first alone.
 * Anything else that is thrown is a bug of this program and shows its stack.
 */

/** One thing that is wrong: where, what, and what to do about it, in one plain-text sentence or two. */
export interface Problem {
  /** `path/to/file.yml:12:5`, a key path such as `suites[0].gates[1].metric`, or both; empty when there is no place. */
  readonly where: string;
  readonly message: string;
}

abstract class UserError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => (where ? `${where}: ${message}` : message)).join('\n'));
    this.problems = problems;
  }
}

/** The policy or an input of the action is wrong. */
export class PolicyError extends UserError {
  override readonly name = 'PolicyError';
}

/** The command line is wrong. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/** Evidence is absent, unreadable, or lacks a column that the policy or a metric needs. */
export class EvidenceError extends UserError {
  override readonly name = 'EvidenceError';
}

/** A baseline record or its store is unreadable, or could not be written. */
export class BaselineError extends UserError {
  override readonly name = 'BaselineError';
}

/** GitHub refused or failed an operation. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly operation: string;
  /** What GitHub said. */
  readonly detail: string;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  /** The line to add under `permissions:`, such as `contents: write`, when that is the likely remedy. */
  readonly permission: string | null;

  constructor(operation: string, status: number | null, detail: string, permission: string | null = null) {
    super(
      `GitHub: ${operation} failed (${status === null ? 'no answer' : `status ${status}`}): ${detail}` +
        (permission === null ? '' : ` Add \`${permission}\` to the permissions of the job.`),
    );
    this.operation = operation;
    this.detail = detail;
    this.status = status;
    this.permission = permission;
  }
}

type KnownError = PolicyError | UsageError | EvidenceError | BaselineError | GitHubError;

export function isKnownError(error: unknown): error is KnownError {
  return error instanceof UserError || error instanceof GitHubError;
}
