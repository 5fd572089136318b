import type { CommitStatus, Log, Statuses } from '../model/ports.ts';

/** GitHub's own limits, in characters. */
const [MAX_CONTEXT, MAX_DESCRIPTION] = [255, 140];

/** Sets a status on a commit. What GitHub refuses is a warning: the verdict stands without it. */
export async function publishStatus(
  statuses: Statuses,
  log: Pick<Log, 'warning'>,
  { sha, context, description, ...status }: CommitStatus & { readonly sha: string },
): Promise<void> {
  try {
    await statuses.createStatus(sha, {
      ...status,
      context: context.slice(0, MAX_CONTEXT),
      description: description.slice(0, MAX_DESCRIPTION),
    });
  } catch (error) {
    log.warning(`The commit status was not set: ${error instanceof Error ? error.message : String(error)}`);
  }
}
