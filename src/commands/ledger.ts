import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyError } from '../errors.ts';
import type { Acknowledged } from '../model/acknowledgement.ts';

/** The name of the ledger beside a policy file: `model-gate-acknowledged.yml` beside `model-gate.yml`. */
export function ledgerPath(policyFile: string): string {
  return `${policyFile.replace(/\.[^./\\]*$/, '')}-acknowledged.yml`;
}

/** The bytes of a file of a folder; null when it is not there. Throws PolicyError when it cannot be read. */
export function readIfThere(folder: string, file: string): Uint8Array | null {
  try {
    return readFileSync(join(folder, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new PolicyError([{ where: file, message: `It cannot be read (${code}).` }]);
  }
}

/** The ledger of a policy file of a folder. undefined: there is none, and nothing is loaded to read it. */
export async function readLedger(folder: string, policyFile: string): Promise<Acknowledged | undefined> {
  const file = ledgerPath(policyFile);
  const bytes = readIfThere(folder, file);
  return bytes === null ? undefined : { entries: await parseLedger(bytes, file), by: null };
}

/** Throws PolicyError with every problem of the ledger. */
export async function parseLedger(bytes: Uint8Array, file: string): Promise<Acknowledged['entries']> {
  const { readAcknowledgements } = await import('../policy/acknowledgements.ts');
  return readAcknowledgements(Buffer.from(bytes).toString('utf8'), file);
}
