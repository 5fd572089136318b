import { type FoundBaseline, findAnchor, findBaseline } from '../baseline/find.ts';
import { BaselineError } from '../errors.ts';
import { planGates } from '../gate/plan.ts';
import type { Plan } from '../model/plan.ts';
import { idSecret, type Laptop, loadPolicy, localAnchor, localSources, openStore, SEED } from './check.ts';
import { headCommit } from './head-commit.ts';

/**
 * `plan`: what the files of this folder can do for each gate. `baseline` is a record file or a folder of them. A store of the policy that
 * cannot be read, such as a branch that was not fetched, is as none: a policy is planned before there is a baseline.
 */
export async function plan(
  laptop: Laptop,
  { policy: policyFile, baseline }: { readonly policy: string; readonly baseline: string | null },
): Promise<Plan> {
  const policy = loadPolicy(policyFile);
  const head = headCommit(laptop.folder);
  const anchor = localAnchor(policy, laptop);
  const open = () => openStore(laptop, policy, baseline, head);
  const orNone = (error: unknown): FoundBaseline => {
    if (baseline !== null || !(error instanceof BaselineError)) throw error;
    return { kind: 'unusable', problem: error.message };
  };
  return planGates({
    policy,
    seed: SEED,
    sources: localSources(laptop),
    findBaseline: (suite) =>
      open()
        .then((place) => findBaseline(suite, { ...place, head, limits: policy.baseline, now: laptop.now }))
        .catch(orNone),
    findAnchor: (suite) =>
      open()
        .then((place) => findAnchor(suite, { ...place, anchor, head, now: laptop.now }))
        .catch(orNone),
    idSecret: idSecret(policy, laptop.env),
  });
}
