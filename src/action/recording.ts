import { encodeRecord } from '../baseline/encode-record.ts';
import { makeRecord } from '../baseline/make-record.ts';
import type { MeasuredSuite } from '../gate/request.ts';
import type { BaselineStore } from '../model/ports.ts';

/** Stores the record of every suite. Throws BaselineError or GitHubError when one cannot be stored. */
export async function recordSuites(
  suites: readonly MeasuredSuite[],
  store: BaselineStore,
  making: { readonly commit: string; readonly now: Date; readonly secret: Uint8Array | null },
): Promise<void> {
  for (const suite of suites) {
    await store.write(suite.suite.name, making.commit, (salt) => encodeRecord(makeRecord(suite, { ...making, salt })));
  }
}
