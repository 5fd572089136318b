import { ledgerPath, parseLedger, readLedger } from '../commands/ledger.ts';
import { isKnownError } from '../errors.ts';
import type { Acknowledged } from '../model/acknowledgement.ts';
import type { GitData, Log } from '../model/ports.ts';
import type { Context } from '../runner/context.ts';

/**
 * The ledger that belongs to a policy file: that of the base where a change is proposed, so that no change accepts its own regressions,
 * and else that of the workspace. A ledger of the base that has a mistake, or cannot be read, is a warning and accepts nothing: else the
 * change that mends it would be blocked.
 */
export async function findLedger(
  policyFile: string | null,
  { workspace }: Pick<Context, 'workspace'>,
  github: Pick<GitData, 'file'>,
  base: string | null,
  log: Log,
): Promise<Acknowledged | undefined> {
  if (policyFile === null) return undefined;
  if (base === null) return readLedger(workspace, policyFile);
  const file = ledgerPath(policyFile);
  try {
    // Without a second look: an absent ledger makes no verdict milder.
    const bytes = await github.file(file, base, false);
    return bytes === null ? undefined : { entries: await parseLedger(bytes, file), by: null };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    log.warning(`Nothing is acknowledged, because the ledger of the base cannot be used.\n${error.message}`);
    return undefined;
  }
}
