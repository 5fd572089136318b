import { isKnownError } from '../errors.ts';
import type { Collaborators, Log } from '../model/ports.ts';
import { quote } from '../model/quote.ts';
import type { Context } from '../runner/context.ts';

/** The label that accepts the regressions of the run that it starts. */
const LABEL = 'model-gate-acknowledged';
const MAY_WRITE = ['admin', 'write'];

/**
 * Login of who accepted all regressions of this run by putting the label on its pull request; null: nobody did. The label counts in the
 * one run that GitHub started because of it: that a pull request bears it says nothing of who put it there, or for which commit. Costs one
 * request, in that run alone. A refused request, or an account that may not write, accepts nothing and is a warning.
 */
export async function acknowledgedBy(
  { eventName, pull, label }: Pick<Context, 'eventName' | 'pull' | 'label'>,
  github: Collaborators,
  log: Log,
): Promise<string | null> {
  if (eventName !== 'pull_request' || pull === null || label?.name !== LABEL) return null;
  const { sender } = label;
  try {
    if (MAY_WRITE.includes(await github.permissionOf(sender))) return sender;
    log.warning(
      `The label ${LABEL} accepts nothing: ${quote(sender)} may not write to this repository. Ask somebody who may to remove it and put it there again.`,
    );
  } catch (error) {
    if (!isKnownError(error)) throw error;
    log.warning(`The label ${LABEL} accepts nothing, because who put it there could not be checked.\n${error.message}`);
  }
  return null;
}
