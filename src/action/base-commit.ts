import { UsageError } from '../errors.ts';
import type { History } from '../model/ports.ts';
import type { Context } from '../runner/context.ts';

/** It runs with the rights of the default branch on what a stranger may have written. */
const UNSUPPORTED = 'pull_request_target';

/**
 * The commit that a proposed change is judged against, and whose policy judges: the first parent of the merge that is tested, or the base of
 * a merge group. The payload of a pull request may name an older base than the one that was merged. null: nothing is proposed, the run is
 * about a branch as it is. Throws UsageError for events whose workspace must not be trusted.
 */
export async function findBase(
  { eventName, pull, sha, groupBase }: Context,
  github: Pick<History, 'parents'>,
): Promise<string | null> {
  if (eventName === UNSUPPORTED) {
    const message = `This event is not supported: it has rights that a change must not reach. Use pull_request, and for what needs a token that may write a second workflow with \`mode: publish\`.`;
    throw new UsageError([{ where: `on: ${eventName}`, message }]);
  }
  if (groupBase !== null) return groupBase;
  if (pull === null) return null;
  const [firstParent] = await github.parents(sha);
  return firstParent ?? pull.baseSha;
}
