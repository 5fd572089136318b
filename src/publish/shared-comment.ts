import { GitHubError } from '../errors.ts';
import type { Comments, IssueComment } from '../model/ports.ts';
import { isShared, joinSections, parseSections, roomFor, type Sections, says, tidySection } from './sections.ts';
import { isSameBody, mayBeDone } from './stored.ts';

interface OwnSection {
  /** Number of the issue or pull request. */
  readonly issue: number;
  readonly slug: string;
  /** The text of the section within a number of bytes of UTF-8. */
  readonly render: (maxBytes: number) => string;
  /** False: only a section that is already there is brought up to date. */
  readonly mayCreate: boolean;
  /** Of the whole comment, in bytes of UTF-8. */
  readonly maxBytes: number;
}

export interface Pace {
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 (included) to 1. */
  readonly jitter: () => number;
}

/** What was written, and whether other gates may be writing there too. */
interface Written {
  readonly comment: IssueComment;
  readonly text: string;
  readonly isAlone: boolean;
}

/** How often a section is written that other gates overwrote. */
const MAX_WRITES = 6;

/**
 * How long to wait before looking whether a section is still there, in milliseconds. It is longer than the usual time between another
 * gate's reading of the comment and its writing: a gate that had read the comment without this section has overwritten it by then.
 */
const SETTLE_MS = 1000;

/**
 * Keeps the section of one gate in the comment that all gates of a pull request share. Returns the comment, or null when there is no
 * section and none may be created.
 *
 * Only a bot's comment counts as ours, since anybody can paste the marker. Comments cannot be compared and swapped, so gates that write
 * at the same moment settle it afterwards. Of comments that were created together the one with the lowest id stays: the gate with a higher
 * one finds that out by listing once more, moves its section there and deletes its own. A gate that wrote beside the sections of others
 * reads the comment again a little later, and writes its section once more when another gate overwrote it. A gate alone in its comment
 * asks nothing more: list, create and list; or list and edit.
 *
 * Errors: GitHubError of the port; Error when there is no room, or other gates go on overwriting the section.
 */
export async function keepSection(comments: Comments, own: OwnSection, pace: Pace): Promise<IssueComment | null> {
  const ours = await listOurs(comments, own);
  const isThere = sectionsOf(ours).has(own.slug);
  if (!isThere && !own.mayCreate) return null;
  const written = (await update(comments, ours, own)) ?? (own.mayCreate ? await create(comments, own) : null);
  return written === null ? null : settle(comments, written, own, pace);
}

/** Looks again until the section stays where it was written. */
async function settle(comments: Comments, first: Written, own: OwnSection, pace: Pace): Promise<IssueComment> {
  let written = first;
  for (let writes = 1; writes <= MAX_WRITES; writes += 1) {
    if (written.isAlone) return written.comment;
    await pace.sleep(SETTLE_MS * writes * (1 + pace.jitter()));
    const ours = await listOurs(comments, own);
    if (says(sectionsOf(ours.slice(0, 1)).get(own.slug), written.text)) return ours[0]!;
    written = (await update(comments, ours, own)) ?? (await create(comments, own));
  }
  throw new Error('Other gates went on overwriting the section of this one. Its report is in the summary of the job.');
}

async function create(comments: Comments, own: OwnSection): Promise<Written> {
  const created = await createOnce(comments, own);
  const ours = await listOurs(comments, own);
  const [survivor] = ours;
  if (survivor === undefined || survivor.id >= created.comment.id) return created;
  const moved = await update(comments, ours, own);
  if (moved === null) return created;
  await comments.deleteComment(created.comment.id);
  return { ...moved, isAlone: false };
}

/** Oldest first. */
async function listOurs(comments: Comments, { issue }: OwnSection): Promise<readonly IssueComment[]> {
  const ours = (await comments.listComments(issue)).filter(({ body, author }) => author.isBot && isShared(body));
  return ours.toSorted((a, b) => a.id - b.id);
}

/** Of all comments that are ours: until they are one again, a section may be in any of them. */
function sectionsOf(ours: readonly IssueComment[]): Sections {
  return new Map(ours.toReversed().flatMap(({ body }) => [...parseSections(body)]));
}

/** Writes the section into the oldest comment. null: there is none, or it was deleted in the meantime. */
async function update(comments: Comments, ours: readonly IssueComment[], own: OwnSection): Promise<Written | null> {
  const [oldest] = ours;
  if (oldest === undefined) return null;
  const { body, text, isAlone } = compose(sectionsOf(ours), own);
  if (isSameBody(oldest.body, body)) return { comment: oldest, text, isAlone: true };
  try {
    return { comment: await comments.updateComment(oldest.id, body), text, isAlone };
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return null;
    throw error;
  }
}

/** After a server error or a dropped answer the comment may be there all the same: look before trying once more. */
async function createOnce(comments: Comments, own: OwnSection): Promise<Written> {
  const { body, text, isAlone } = compose(new Map(), own);
  const attempt = async () => ({ comment: await comments.createComment(own.issue, body), text, isAlone });
  try {
    return await attempt();
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    return (await update(comments, await listOurs(comments, own), own)) ?? (await attempt());
  }
}

function compose(found: Sections, { slug, render, maxBytes }: OwnSection) {
  const others = new Map([...found].filter(([other]) => other !== slug));
  const text = tidySection(render(roomFor(slug, others, maxBytes)));
  const body = joinSections(new Map([...others, [slug, text]]), slug, maxBytes);
  if (body === null) throw new Error('Too many gates share the comment for its 60,000 bytes. Use fewer names.');
  return { body, text, isAlone: others.size === 0 };
}
