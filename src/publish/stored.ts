import { GitHubError } from '../errors.ts';

/** The lines of what GitHub stored: it may keep other line ends and no white space at the end. */
export function linesOf(body: string): readonly string[] {
  return body.trimEnd().split(/\r\n|\r|\n/);
}

/** Whether two bodies say the same, whatever line ends GitHub stored. */
export function isSameBody(a: string, b: string): boolean {
  return linesOf(a).join('\n') === linesOf(b).join('\n');
}

/** Whether what was asked for may be done all the same: after a server error, or when the answer was lost. */
export function mayBeDone(error: unknown): boolean {
  return error instanceof GitHubError && (error.status === null || error.status >= 500);
}
