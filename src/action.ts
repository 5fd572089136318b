import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { raiseAlerts } from './action/alerting.ts';
import { uploadPlace } from './action/artifact-place.ts';
import { findBase } from './action/base-commit.ts';
import { placeBaseline } from './action/baseline-place.ts';
import { judge } from './action/judge.ts';
import { acknowledgedBy } from './action/label.ts';
import { findLedger } from './action/ledger.ts';
import { payloadFolder, removePayload, writePayload } from './action/payload.ts';
import { findPolicyChanges, noteOfChanges } from './action/policy-changes.ts';
import { findPolicy } from './action/policy-source.ts';
import { publishRun } from './action/publish-run.ts';
import { recordSuites } from './action/recording.ts';
import { planRun, type RunPlan } from './action/run-plan.ts';
import { suiteSlug } from './baseline/slug.ts';
import { requireIdSecret } from './commands/check.ts';
import { headCommit } from './commands/head-commit.ts';
import { type ReportFiles, removeReport, writeReport } from './commands/write-report.ts';
import { isKnownError } from './errors.ts';
import { workspaceSource } from './evidence/sources/workspace.ts';
import type { GateResult } from './gate.ts';
import { githubClient } from './github/client.ts';
import type { Policy } from './model/policy.ts';
import type { BaselineStore, EvidenceSource, GitHub, Log, Publisher } from './model/ports.ts';
import { publishAll } from './publish/all.ts';
import { commentPublisher } from './publish/comment.ts';
import { summaryPublisher } from './publish/summary.ts';
import { annotations } from './report/annotations.ts';
import { isAcknowledged, metricsOutput, summaryCounts } from './report/outputs.ts';
import { maskSecret, setFailed, setOutputs } from './runner/commands.ts';
import { type Context, readContext } from './runner/context.ts';
import { type Inputs, readInputs } from './runner/inputs.ts';
import { runnerLog } from './runner/log.ts';
import { MAX_SUMMARY_BYTES, writeSummary } from './runner/summary.ts';

/** Everything that one run has at hand. */
interface Run {
  readonly env: NodeJS.ProcessEnv;
  readonly inputs: Inputs;
  readonly context: Context;
  readonly github: GitHub;
  readonly log: Log;
  readonly plan: RunPlan;
  readonly now: Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** How a run waits; nothing that a workflow can set. */
interface Waiting {
  readonly sleep: (ms: number) => Promise<void>;
  /** For one request of GitHub; the client's own limit when absent. */
  readonly timeoutMs?: number;
}

type Verdict = GateResult['report']['verdict'];

/** Runs the gate inside GitHub Actions. The exit status: 0 the step is green, 1 it is red. */
export async function runAction(env: NodeJS.ProcessEnv, waiting: Waiting = { sleep }): Promise<number> {
  try {
    const inputs = readInputs(env);
    maskSecret(inputs.githubToken);
    const log = runnerLog();
    await removeReport(reportFolder(env, inputs)).catch((error: Error) =>
      log.warning(`The report of an earlier run could not be removed: ${error.message}`),
    );
    await removePayload(payloadFolder(reportFolder(env, inputs))).catch((error: Error) =>
      log.warning(`The payload of an earlier run could not be removed: ${error.message}`),
    );
    const context = await readContext(env, (path) => readFile(path, 'utf8'));
    const { apiUrl, owner, repo } = context;
    const github = githubClient({ token: inputs.githubToken, apiUrl, owner, repo, log, ...waiting });
    const plan = planRun(inputs.mode, context);
    log[plan.task === 'nothing' ? 'notice' : 'info'](plan.why);
    if (plan.task === 'nothing') return 0;
    const run = { env, inputs, context, github, log, plan, now: new Date(), sleep: waiting.sleep };
    return plan.task === 'publish' ? await publishChange(run) : await gateChange(run);
  } catch (error) {
    // A bug shows its stack, encoded into one line of the log like any other text.
    const text = isKnownError(error) ? error.message : ((error as Error).stack ?? String(error));
    setFailed(`No verdict could be reached.\n${text}`);
    return 1;
  }
}

async function gateChange(run: Run): Promise<number> {
  const { env, inputs, context, github, log, plan, now } = run;
  const base = await findBase(context, github);
  const judging = await findPolicy(inputs, context, github, base);
  const { policy, note, file } = judging;
  if (note !== null) log.notice(note);
  const [place, ledger, by] = await Promise.all([
    placeBaseline(policy.baseline, context, github, run.sleep, base, uploadOf(run), log),
    findLedger(file, context, github, base, log),
    acknowledgedBy(context, github, log),
  ]);
  const acknowledged = by === null ? ledger : { entries: ledger?.entries ?? [], by };
  const policyChanges = await findPolicyChanges(judging, ledger, context, github, base, log);
  const read = new Set<string>();
  const { result, evaluated } = await judge({
    ...{ policy, place, env, github, log, now },
    policyNote: note ?? noteOfChanges(judging, policyChanges),
    policyChanges,
    ...(acknowledged === undefined ? {} : { acknowledged }),
    commit: context.sha,
    from: base ?? context.pushedOnto,
    files: (patterns, where) => heard(workspaceSource(context.workspace, patterns, where), (path) => read.add(path)),
    runId: inputs.runId ?? context.runId,
  });
  const { verdict, suites } = result.report;
  for (const use of suites.flatMap(({ baseline, anchor }) => [baseline, anchor])) if (use) log.info(use.explanation);
  await report(run, result, file, plan.comment === 'writer' ? (context.pull?.number ?? null) : null);
  if (context.pull !== null) await passOn(run, [...read]);
  // A suite that was not evaluated tells nothing of a failure that is open.
  await raiseAlerts(run, policy, evaluated);
  const isStored = await record(run, policy, place.store, result);
  const isRed = tellVerdict(inputs, verdict);
  return isRed || !isStored ? 1 : 0;
}

/** Judges what another run evaluated for a pull request. */
async function publishChange(run: Run): Promise<number> {
  const verdict = await publishRun({
    ...run,
    endedRun: run.context.endedRun!,
    upload: uploadOf(run),
    isRed: (given) => isRedAt(run.inputs, given),
    report: (result, file, pull) => report(run, result, file, pull),
  });
  return verdict !== null && tellVerdict(run.inputs, verdict) ? 1 : 0;
}

/** Leaves the files that were judged for a workflow that may write. A pull request whose token may only read has no other way to a comment. */
async function passOn({ env, inputs, context, log, plan }: Run, paths: readonly string[]): Promise<void> {
  const folder = payloadFolder(reportFolder(env, inputs));
  try {
    await writePayload(folder, context.workspace, paths, log);
  } catch (error) {
    log.warning(`Nothing was left for a second workflow: ${(error as Error).message}`);
  }
  if (plan.comment !== 'reader') return;
  log.notice(
    'The token of this run may only read, as for every fork and for Dependabot, so there is no comment. A second workflow with ' +
      `\`mode: publish\` judges the same files again, comments and sets a commit status${paths.length === 0 ? '.' : `: upload ${folder} as the artifact model-gate-payload.`}`,
  );
}

function tellVerdict(inputs: Inputs, verdict: Verdict): boolean {
  const isRed = isRedAt(inputs, verdict);
  if (isRed) setFailed(`The model gate says ${verdict}: see the summary of this job.`);
  return isRed;
}

const isRedAt = ({ failOn }: Inputs, verdict: Verdict): boolean =>
  failOn !== 'never' && (verdict === 'fail' || (verdict === 'warn' && failOn === 'warn'));

function reportFolder(env: NodeJS.ProcessEnv, { reportDir, name }: Inputs): string {
  const place = env['RUNNER_TEMP'] ?? env['GITHUB_WORKSPACE'] ?? '';
  return reportDir ?? join(place, 'model-gate-report', suiteSlug(name));
}

const uploadOf = ({ env, inputs }: Run) => uploadPlace(reportFolder(env, inputs), inputs.name);

/** The same source; `onList` hears the path of every file that it lists. */
function heard(source: EvidenceSource, onList: (path: string) => void): EvidenceSource {
  return {
    list: async () => {
      const blobs = await source.list();
      for (const { path } of blobs) onList(path);
      return blobs;
    },
  };
}

/** Tells the verdict everywhere: what always works first, then what may be refused. Nothing here changes the verdict. */
async function report(run: Run, result: GateResult, policyFile: string | null, pull: number | null): Promise<void> {
  const { env, inputs, context, github, log } = run;
  const { owner, repo, runId, serverUrl } = context;
  let files: ReportFiles | null = null;
  const form = {
    reportUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`,
    reproduce: reproduceCommand(policyFile, result),
  };
  const publishers: Publisher[] = [
    {
      name: 'report files',
      publish: async () => {
        files = await writeReport(reportFolder(env, inputs), result);
      },
    },
    { name: 'outputs', publish: async () => setOutputs(outputsOf(result, files)) },
    summaryPublisher((markdown) => writeSummary(env, markdown), { ...form, maxBytes: MAX_SUMMARY_BYTES }),
  ];
  await publishAll(publishers, result.report, log);
  if (pull !== null) {
    const comment = commentPublisher(github, {
      ...form,
      issue: pull,
      name: inputs.name,
      when: inputs.comment,
      log,
      pace: { sleep: run.sleep, jitter: Math.random },
    });
    const address: Publisher = {
      name: 'output comment-url',
      publish: async () => setOutputs({ 'comment-url': comment.url() ?? '' }),
    };
    await publishAll([comment, address], result.report, log);
  }
  for (const { level, title, message } of annotations(result.report)) log[level](`${title}: ${message}`);
}

function outputsOf({ report }: GateResult, files: ReportFiles | null): Record<string, string> {
  const { failed, warned } = summaryCounts(report);
  return {
    verdict: report.verdict,
    'failed-count': String(failed),
    'warned-count': String(warned),
    metrics: metricsOutput(report),
    'report-json': files?.json ?? '',
    'report-markdown': files?.markdown ?? '',
    'report-html': files?.html ?? '',
    'baseline-sha': report.suites.find(({ baseline }) => baseline !== null)?.baseline?.commit ?? '',
    acknowledged: String(isAcknowledged(report)),
  };
}

function reproduceCommand(policyFile: string | null, { baselines }: GateResult): string | null {
  if (policyFile === null) return null;
  const baseline = baselines.length > 0 ? ' --baseline REPORT/baseline' : '';
  return `node dist/index.js check --policy ${policyFile}${baseline}`;
}

/** Stores the record of an accepted run of the default branch. False: it should have been stored and could not be. */
async function record(run: Run, policy: Policy, store: BaselineStore | null, result: GateResult) {
  const { env, plan, context, log, now } = run;
  const { verdict } = result.report;
  if (plan.records === 'never' || store === null) return true;
  if (plan.records === 'accepted' && policy.baseline.store === 'file') {
    log.info('Nothing is recorded: a file store is written by `mode: record` or by the command `record`.');
    return true;
  }
  if (plan.records === 'accepted' && verdict === 'fail') {
    log.notice('The verdict is fail, so this run does not become a baseline.');
    return true;
  }
  if (result.suites.length === 0) {
    log.info('Nothing is recorded: no suite is affected, and their baselines are carried forward.');
    return true;
  }
  const checkedOut = headCommit(context.workspace);
  if (checkedOut !== null && checkedOut !== context.sha) {
    log.warning(`Nothing is recorded: the workspace is at ${checkedOut}, and the run is about ${context.sha}.`);
    return true;
  }
  try {
    await recordSuites(result.suites, store, { commit: context.sha, now, secret: requireIdSecret(policy, env) });
    log.info(`Recorded ${context.sha} as a baseline.`);
    if (policy.baseline.store === 'artifact') {
      const { folder, name } = uploadOf(run);
      log.info(`It counts once actions/upload-artifact has uploaded the folder ${folder} under the name ${name}.`);
    }
    return true;
  } catch (error) {
    if (!isKnownError(error)) throw error;
    setFailed(
      `The baseline record could not be stored, so later changes have nothing to be compared with.\n${error.message}`,
    );
    return false;
  }
}
