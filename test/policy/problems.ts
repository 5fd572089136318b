import { PolicyError } from '../../src/errors.ts';

/** The problems that reading a policy ends with, as `where: message`; empty when it is valid. Other errors pass through. */
export function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.problems.map(({ where, message }) => `${where}: ${message}`);
    throw error;
  }
}
