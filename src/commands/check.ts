import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Anchor, findAnchor, findBaseline, openAnchor, type Search } from '../baseline/find.ts';
import { fileStore } from '../baseline/stores/file.ts';
import { BaselineError, PolicyError, UsageError } from '../errors.ts';
import { workspaceSource } from '../evidence/sources/workspace.ts';
import { type GateResult, runGate } from '../gate.ts';
import { type Policy, type Suite, whereIn } from '../model/policy.ts';
import type { EvidenceSource } from '../model/ports.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { headCommit } from './head-commit.ts';
import { readLedger } from './ledger.ts';

export const DEFAULT_POLICY = '.github/model-gate.yml';

/** The resampling seed of every run: a constant, so that a rerun cannot be rolled again until it is green. */
export const SEED = 1;

/** What the laptop gives a command. */
export interface Laptop {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
}

/** `check`: runs the gate on the files of this folder. `baseline` is a record file or a folder of them, instead of the policy's store. */
export async function check(
  laptop: Laptop,
  { policy: policyFile, baseline }: { readonly policy: string; readonly baseline: string | null },
): Promise<GateResult> {
  const policy = loadPolicy(policyFile);
  const commit = headCommit(laptop.folder);
  const place = await openStore(laptop, policy, baseline, commit);
  const anchor = localAnchor(policy, laptop);
  const acknowledged = await readLedger('', policyFile);
  return runGate({
    policy,
    policyNote: null,
    ...(acknowledged === undefined ? {} : { acknowledged }),
    commit,
    now: laptop.now,
    seed: SEED,
    sources: localSources(laptop),
    findBaseline: (suite) => findBaseline(suite, { ...place, head: commit, limits: policy.baseline, now: laptop.now }),
    findAnchor: (suite) => findAnchor(suite, { ...place, anchor, head: commit, now: laptop.now }),
    idSecret: idSecret(policy, laptop.env),
  });
}

export function localAnchor({ baseline }: Policy, { folder }: Laptop): Anchor | null {
  const resolve = async (name: string) => (await import('./local-git.ts')).localGit(folder).resolve(name);
  return openAnchor(baseline.anchor, { resolve });
}

export function loadPolicy(file: string): Policy {
  return readPolicy(readText(file), file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${code})`;
    throw new PolicyError([{ where: file, message: `${why}. Name the policy with --policy FILE.` }]);
  }
}

/** On a laptop evidence comes from files alone. */
export function localSources({ folder }: Laptop): (suite: Suite) => readonly EvidenceSource[] {
  return (suite) => {
    if (suite.files.length > 0) return [workspaceSource(folder, suite.files, whereIn(suite, 'files'))];
    throw new PolicyError([
      {
        where: whereIn(suite, 'artifact'),
        message:
          'The suite reads an artifact, which only a workflow run can. Download it and name its files under `files`.',
      },
    ]);
  };
}

export function idSecret({ idKeyEnv }: Policy, env: Laptop['env']): Uint8Array | null {
  const secret = idKeyEnv === null ? undefined : env[idKeyEnv];
  return secret === undefined || secret === '' ? null : Buffer.from(secret, 'utf8');
}

/** The key that a record's ids are hashed with; null when the policy asks for none. Recording without the key would lose the pairing. */
export function requireIdSecret(policy: Policy, env: Laptop['env']): Uint8Array | null {
  const secret = idSecret(policy, env);
  if (policy.idKeyEnv !== null && secret === null) {
    const message = `The environment variable ${policy.idKeyEnv} is empty, and the policy takes the key of the ids from it. Set it, or remove the key.`;
    throw new PolicyError([{ where: 'privacy.id-key-env', message }]);
  }
  return secret;
}

/** Where a laptop finds its baselines: the named file or folder, or else the policy's store. */
export async function openStore(
  { folder }: Laptop,
  { baseline }: Policy,
  named: string | null,
  commit: string | null,
): Promise<Pick<Search, 'store' | 'wanted' | 'history'>> {
  if (named === null && baseline.store === 'artifact') {
    const message =
      'The policy keeps baselines in artifacts of workflow runs, which only a run reads. Download one, and name its file or folder with --baseline.';
    throw new UsageError([{ where: 'baseline.store', message }]);
  }
  if (named === null && baseline.store === 'branch') {
    const [{ branchStore }, { localGit }] = await Promise.all([
      import('../baseline/stores/branch.ts'),
      import('./local-git.ts'),
    ]);
    const git = localGit(folder);
    const store = branchStore(git, {
      branch: baseline.branch,
      random: randomBytes,
      sleep: async () => {},
      jitter: () => 0,
    });
    // The nearest recorded ancestor of what is checked out is where it left the recorded branch.
    return { store, wanted: commit === null ? { kind: 'latest' } : { kind: 'merge-base', commit }, history: git };
  }
  const store =
    baseline.store === 'none' && named === null ? null : fileStore(named ?? baseline.path, { random: randomBytes });
  if (named !== null && !(await store?.everUsed())) {
    const message = 'There is no baseline record here. `record --out FILE` writes one.';
    throw new BaselineError([{ where: named, message }]);
  }
  const history = {
    firstParents: async (from: string, limit: number) =>
      (await import('./local-git.ts')).localGit(folder).firstParents(from, limit),
  };
  return { store, wanted: { kind: 'file' }, history };
}
