import { GitHubError } from '../errors.ts';
import type { Answer } from './connection.ts';

/** The answer; null where GitHub says with one of the statuses that there is nothing. */
export async function unlessAbsent(answer: Promise<Answer>, statuses: readonly number[]): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && error.status !== null && statuses.includes(error.status)) return null;
    throw error;
  }
}
