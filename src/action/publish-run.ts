import { UsageError } from '../errors.ts';
import { openPayload, payloadSource } from '../evidence/sources/payload.ts';
import type { GateResult } from '../gate.ts';
import type { GitHub, Log, PullRequest } from '../model/ports.ts';
import { publishStatus } from '../publish/status.ts';
import { summaryCounts } from '../report/outputs.ts';
import type { Context, EndedRun } from '../runner/context.ts';
import type { Inputs } from '../runner/inputs.ts';
import type { UploadPlace } from './artifact-place.ts';
import { placePublished } from './baseline-place.ts';
import { findPulls } from './find-pulls.ts';
import { judge } from './judge.ts';
import { findLedger } from './ledger.ts';
import { findPolicy } from './policy-source.ts';

interface Publishing {
  readonly env: NodeJS.ProcessEnv;
  readonly inputs: Inputs;
  readonly context: Context;
  readonly endedRun: EndedRun;
  readonly github: GitHub;
  readonly log: Log;
  readonly now: Date;
  readonly upload: UploadPlace;
  readonly sleep: (ms: number) => Promise<void>;
  readonly isRed: (verdict: GateResult['report']['verdict']) => boolean;
  /** `pull`: the number of the pull request to comment on; null: none. */
  readonly report: (result: GateResult, policyFile: string | null, pull: number | null) => Promise<void>;
}

interface Judged {
  readonly pull: PullRequest;
  readonly result: GateResult;
  readonly policyFile: string | null;
}

const RANK = { pass: 0, warn: 1, fail: 2 };

/**
 * Judges what a run of a pull request evaluated, with rights that the run did not have: comments, and sets a status on its head. Everything
 * that the run left is data. The worst verdict over all bases of that head; null: no open pull request has the head any more. Nothing is
 * recorded. Throws when a verdict cannot be reached, once a status says so.
 */
export async function publishRun(run: Publishing): Promise<GateResult['report']['verdict'] | null> {
  const { inputs, context, endedRun, github, log, isRed, report } = run;
  const target = {
    sha: endedRun.headSha,
    context: inputs.name === 'default' ? 'model-gate' : `model-gate/${inputs.name}`,
    targetUrl: `${context.serverUrl}/${context.owner}/${context.repo}/actions/runs/${context.runId}`,
  };
  refuseInputs(inputs, endedRun);
  try {
    const pulls = await findPulls(endedRun, github);
    if (pulls.length === 0) {
      log.notice(`No open pull request has the head ${endedRun.headSha} any more: nothing is published.`);
      return null;
    }
    const judged = await judgeEach(pulls, run);
    for (const { pull, result, policyFile } of judged) {
      const isCurrent = inputs.comment !== 'never' && (await hasHead(pull, github, log));
      await report(result, policyFile, isCurrent ? pull.number : null);
    }
    const worst = judged.at(-1)!.result.report;
    const { failed, warned } = summaryCounts(worst);
    const description = `The model gate says ${worst.verdict}: ${failed} failed, ${warned} warned.`;
    await publishStatus(github, log, {
      ...target,
      description,
      state: isRed(worst.verdict) ? 'failure' : 'success',
    });
    return worst.verdict;
  } catch (error) {
    const description = 'No verdict could be reached: see the log of the run.';
    await publishStatus(github, log, { ...target, description, state: 'error' });
    throw error;
  }
}

/** For each base, and the worst last, so that its outputs and report files stay. */
async function judgeEach(pulls: readonly PullRequest[], run: Publishing): Promise<readonly Judged[]> {
  const { env, inputs, context, endedRun, github, log, now, upload, sleep } = run;
  const { headSha } = endedRun;
  const payload = openPayload(github, endedRun.id);
  const judged: Judged[] = [];
  for (const pull of pulls) {
    const base = (await github.branchTip(pull.baseRef)) ?? pull.baseSha;
    const { policy, note, file } = await findPolicy(inputs, context, github, base, { baseOnly: true });
    const place = await placePublished(policy.baseline, context, github, sleep, { base, head: headSha, upload });
    const acknowledged = await findLedger(file, context, github, base, log);
    const { result } = await judge({
      ...{ policy, place, env, github, log, now },
      policyNote: note,
      commit: headSha,
      from: 'commit' in place.wanted ? place.wanted.commit : base,
      files: (patterns, where) => payloadSource(payload, patterns, where),
      runId: endedRun.id,
      ...(acknowledged === undefined ? {} : { acknowledged }),
    });
    log.info(`#${pull.number} is judged by the policy of ${base}.`);
    for (const { baseline } of result.report.suites) if (baseline) log.info(baseline.explanation);
    judged.push({ pull, result, policyFile: file });
  }
  return judged.sort((a, b) => RANK[a.result.report.verdict] - RANK[b.result.report.verdict]);
}

function refuseInputs({ policyFrom, runId }: Inputs, { id }: EndedRun): void {
  if (policyFrom === 'head') {
    const message = 'Here the base judges in every case: what comes from the head is not trusted. Leave it out.';
    throw new UsageError([{ where: 'input policy-from: head', message }]);
  }
  if (runId !== null && runId !== id) {
    const message = `Evidence is read from the run that has ended (${id}). Leave the input out.`;
    throw new UsageError([{ where: `input run-id: ${runId}`, message }]);
  }
}

/** Asked once more before the comment: a push in the meantime makes the verdict one about a commit that nobody is about to merge. */
async function hasHead({ number, headSha }: PullRequest, github: Pick<GitHub, 'readPull'>, log: Log): Promise<boolean> {
  try {
    const now = await github.readPull(number);
    const isCurrent = now.isOpen && now.headSha === headSha;
    if (!isCurrent) log.notice(`The head of #${number} has moved, or it was closed: there is no comment.`);
    return isCurrent;
  } catch (error) {
    log.warning(`There is no comment on #${number}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
