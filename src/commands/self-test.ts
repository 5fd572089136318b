import type { SuiteSelfTest } from '../model/self-test.ts';
import { selfTest } from '../self-test/self-test.ts';
import { type Laptop, loadPolicy, localSources, SEED } from './check.ts';

/** `self-test`: injects regressions into copies of the evidence of this folder, and tells what the gates make of them. Needs no baseline. */
export async function trySelf(laptop: Laptop, policyFile: string): Promise<readonly SuiteSelfTest[]> {
  const policy = loadPolicy(policyFile);
  return selfTest({ policy, sources: localSources(laptop), seed: SEED, now: laptop.now });
}
