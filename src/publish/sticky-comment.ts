import { GitHubError } from '../errors.ts';
import type { Comments, IssueComment } from '../model/ports.ts';

interface StickyComment {
  /** Number of the issue or pull request. */
  readonly issue: number;
  /** The first line of the body, and nobody else's. */
  readonly marker: string;
  readonly body: string;
  /** False: only a comment that is already there is brought up to date. */
  readonly mayCreate: boolean;
}

/**
 * Keeps one comment with this marker on an issue: edits it when it is there and says something else, else creates it.
 * Returns the comment, or null when there is none and none may be created.
 *
 * Only a bot's comment counts as ours, since anybody can paste the marker. When two runs create theirs at the same
 * moment, the comment with the lower id stays: the run with the higher one finds that out by listing once more, moves
 * its text there and deletes its own.
 *
 * Errors: GitHubError of the port.
 */
export async function keepComment(comments: Comments, wanted: StickyComment): Promise<IssueComment | null> {
  const own = await oldestOwn(comments, wanted);
  if (own !== null) {
    const updated = await update(comments, own, wanted.body);
    if (updated !== null) return updated;
  }
  if (!wanted.mayCreate) return null;

  const created = await createOnce(comments, wanted);
  const first = await oldestOwn(comments, wanted);
  if (first === null || first.id >= created.id) return created;
  const survivor = await update(comments, first, wanted.body);
  if (survivor === null) return created;
  await comments.deleteComment(created.id);
  return survivor;
}

async function oldestOwn(comments: Comments, { issue, marker }: StickyComment): Promise<IssueComment | null> {
  const own = (await comments.listComments(issue)).filter(
    ({ body, author }) => author.isBot && linesOf(body)[0] === marker,
  );
  return own.reduce<IssueComment | null>((oldest, one) => (oldest !== null && oldest.id < one.id ? oldest : one), null);
}

/** null: the comment was deleted in the meantime. */
async function update(comments: Comments, own: IssueComment, body: string): Promise<IssueComment | null> {
  if (linesOf(own.body).join('\n') === linesOf(body).join('\n')) return own;
  try {
    return await comments.updateComment(own.id, body);
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return null;
    throw error;
  }
}

/** After a server error or a dropped answer the comment may be there all the same: look before trying once more. */
async function createOnce(comments: Comments, wanted: StickyComment): Promise<IssueComment> {
  try {
    return await comments.createComment(wanted.issue, wanted.body);
  } catch (error) {
    const lost = error instanceof GitHubError && (error.status === null || error.status >= 500);
    if (!lost) throw error;
    const own = await oldestOwn(comments, wanted);
    const updated = own === null ? null : await update(comments, own, wanted.body);
    return updated ?? (await comments.createComment(wanted.issue, wanted.body));
  }
}

/** GitHub may store other line ends and no trailing white space. */
const linesOf = (body: string): readonly string[] => body.trimEnd().split(/\r\n|\r|\n/);
