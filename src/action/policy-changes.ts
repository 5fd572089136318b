import { headCommit } from '../commands/head-commit.ts';
import { ledgerPath, parseLedger, readIfThere } from '../commands/ledger.ts';
import { isKnownError, PolicyError } from '../errors.ts';
import type { Acknowledged } from '../model/acknowledgement.ts';
import type { Policy } from '../model/policy.ts';
import type { GitData, Log } from '../model/ports.ts';
import type { PolicyChange } from '../model/report.ts';
import { diffPolicies } from '../policy/diff.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { describeNewEntry } from '../report/acknowledgement.ts';
import type { Context } from '../runner/context.ts';

/** The policy that judges. */
export interface Judging {
  readonly policy: Policy;
  /** null when it stands in the workflow. */
  readonly file: string | null;
  /** Whose it is, and its bytes; null when it stands in the workflow. */
  readonly origin: { readonly from: 'base' | 'head'; readonly bytes: Uint8Array } | null;
}

/**
 * What a proposed change does to the policy and to the ledger beside it. Nothing here is an error of this run: what cannot be read is a
 * sentence. Costs a request only where the change's own policy judges, for that of the base.
 */
export async function findPolicyChanges(
  judging: Judging,
  ledger: Acknowledged | undefined,
  { workspace }: Pick<Context, 'workspace'>,
  github: Pick<GitData, 'file'>,
  base: string | null,
  log: Log,
): Promise<readonly PolicyChange[]> {
  const { file, origin } = judging;
  if (base === null || file === null || origin === null) return [];
  const ofPolicy = await orSentence(file, () =>
    origin.from === 'base' ? againstHead(judging, file, workspace, log) : againstBase(judging, file, github, base),
  );
  const ofLedger = await orSentence(ledgerPath(file), () => ledgerChanges(ledger, file, workspace));
  const isRelaxation = ({ kind }: PolicyChange) => kind === 'relaxes';
  const all = [...ofPolicy, ...ofLedger];
  return [...all.filter(isRelaxation), ...all.filter((change) => !isRelaxation(change))];
}

/** Whose policy judges a change that alters it. */
export function noteOfChanges({ origin }: Judging, changes: readonly PolicyChange[]): string | null {
  if (changes.length === 0) return null;
  return origin?.from === 'head'
    ? 'The policy is this change’s own, as `policy-from: head` asks, and differs from its base’s; the ledger is the base’s.'
    : 'The base’s policy and ledger judge: what this change does to them takes effect after merging.';
}

async function againstHead({ policy, origin }: Judging, file: string, workspace: string, log: Log) {
  const head = readIfThere(workspace, file);
  if (head !== null) return isSame(head, origin!.bytes) ? [] : diffPolicies(policy, parse(head, file));
  if (headCommit(workspace) === null) {
    log.info(`Whether this change alters ${file} is not known: nothing is checked out here.`);
    return [];
  }
  const text = `The workspace has no ${file}: this change removes it, or the checkout left it out.`;
  return [{ kind: 'changes', text } as const];
}

async function againstBase(
  { policy, origin }: Judging,
  file: string,
  github: Pick<GitData, 'file'>,
  commit: string,
): Promise<readonly PolicyChange[]> {
  const base = await github.file(file, commit);
  return base === null || isSame(base, origin!.bytes) ? [] : diffPolicies(parse(base, file), policy);
}

/** Entries that the change adds, or alters: they accept what would block others. */
async function ledgerChanges(
  ledger: Acknowledged | undefined,
  policyFile: string,
  workspace: string,
): Promise<readonly PolicyChange[]> {
  const file = ledgerPath(policyFile);
  const head = readIfThere(workspace, file);
  if (head === null) return [];
  const textOf = ({ where: _, ...entry }: Acknowledged['entries'][number]) => JSON.stringify(entry);
  const known = new Set(ledger?.entries.map(textOf));
  const added = (await parseLedger(head, file)).filter((entry) => !known.has(textOf(entry)));
  return added.map((entry) => ({ kind: 'relaxes', text: describeNewEntry(entry) }));
}

function parse(bytes: Uint8Array, file: string): Policy {
  return readPolicy(Buffer.from(bytes).toString('utf8'), file);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

async function orSentence(
  file: string,
  find: () => Promise<readonly PolicyChange[]>,
): Promise<readonly PolicyChange[]> {
  try {
    return await find();
  } catch (error) {
    if (!isKnownError(error)) throw error;
    const told = error instanceof PolicyError ? summary(error) : error.message;
    return [{ kind: 'changes', text: `How this change alters ${file} is not known: ${told}` }];
  }
}

function summary({ problems }: PolicyError): string {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `the file has a problem at ${first!.where}: ${first!.message}${more}.`;
}
