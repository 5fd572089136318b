import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FakeGitHub, SeenRequest } from '../../github-server/server.ts';
import type { RunEvent } from './events.ts';
import { type Ended, type Files, makeFolder, runNode, writeFiles } from './process.ts';
import { type Command, readCommands, readVariables } from './runner-files.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface ActionRun {
  readonly server: FakeGitHub;
  readonly event: RunEvent;
  /** `with:` of the step. What is absent has its default of action.yml. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly workspaceFiles?: Files;
  /** The commit that is checked out; the event's own when absent, null for a workspace without git. */
  readonly checkout?: string | null;
  /** `github.token`; the server's when absent. */
  readonly token?: string;
  readonly runId?: number;
  readonly runAttempt?: number;
  /** `env:` of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of action.yml; this repository when absent. */
  readonly action?: string;
  readonly timeoutMs?: number;
  /** Runs something else than the bundle, with the same environment. */
  readonly start?: (env: Readonly<Record<string, string>>) => Promise<Ended>;
}

export interface ActionResult extends Ended {
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown of the job summary. */
  readonly summary: string;
  /** The file that the output `report-json` names; null without one. */
  // biome-ignore lint/suspicious/noExplicitAny: scenarios look into whatever the report holds
  readonly report: any;
  /** What the runner would obey, in both streams. */
  readonly commands: readonly Command[];
  /** What this run asked of the server. */
  readonly requests: readonly SeenRequest[];
  readonly violations: readonly string[];
  readonly workspace: string;
}

/** Runs the action's own bundle as the runner does: same variables, same files, no arguments, nothing else of this machine. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const { server, event, checkout = event.sha, action = ROOT, timeoutMs = 60_000 } = run;
  const { inputs, main } = await readManifest(action);
  const folder = await makeFolder();
  const workspace = join(folder, 'work/repository');
  const commandFiles = join(folder, 'temp/_runner_file_commands');
  const paths = Object.fromEntries(
    ['OUTPUT', 'STEP_SUMMARY', 'STATE', 'ENV', 'PATH'].map((name) => [`GITHUB_${name}`, join(commandFiles, name)]),
  );
  await writeFiles(folder, {
    'temp/_github_workflow/event.json': JSON.stringify(event.payload),
    ...Object.fromEntries(Object.keys(paths).map((name) => [`temp/_runner_file_commands/${name.slice(7)}`, ''])),
  });
  await writeFiles(workspace, {
    ...(checkout === null ? {} : { '.git/HEAD': `${checkout}\n` }),
    ...run.workspaceFiles,
  });

  await mkdir(workspace, { recursive: true });
  await mkdir(join(folder, 'home'));

  const seen = server.requests.length;
  const violated = server.violations.length;
  const env = {
    ...runnerVariables(run, folder, workspace),
    ...paths,
    ...inputVariables(inputs, run.inputs ?? {}, run.token ?? server.token),
    ...run.env,
  };
  const startBundle = () => runNode({ args: [join(action, main)], cwd: workspace, env, timeoutMs });
  const ended = await (run.start ?? startBundle)(env);

  const outputs = readVariables(await readFile(paths['GITHUB_OUTPUT']!, 'utf8'));
  const reportPath = outputs['report-json'];
  return {
    ...ended,
    ...{ outputs, workspace },
    summary: await readFile(paths['GITHUB_STEP_SUMMARY']!, 'utf8'),
    report: reportPath ? JSON.parse(await readFile(reportPath, 'utf8')) : null,
    commands: [...readCommands(ended.stdout), ...readCommands(ended.stderr)],
    requests: server.requests.slice(seen),
    violations: server.violations.slice(violated),
  };
}

type Inputs = Readonly<Record<string, { readonly default?: unknown } | null>>;

async function readManifest(folder: string): Promise<{ inputs: Inputs; main: string }> {
  const { inputs = {}, runs } = parse(await readFile(join(folder, 'action.yml'), 'utf8'));
  return { inputs, main: runs.main };
}

/** Every input of the manifest becomes a variable: upper-case, blanks to underscores, hyphens kept. */
function inputVariables(
  inputs: Inputs,
  given: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}.`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const value = given[name] ?? evaluate(String(input?.default ?? ''), token);
      return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value];
    }),
  );
}

function evaluate(text: string, token: string): string {
  const value = text.replace(/\$\{\{\s*github\.token\s*\}\}/, token);
  if (value.includes('${{')) throw new Error(`This harness cannot evaluate ${text}.`);
  return value;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function runnerVariables(
  { server, event, runId = 1, runAttempt = 1 }: ActionRun,
  folder: string,
  workspace: string,
): Record<string, string> {
  const repository = `${server.owner}/${server.name}`;
  const workflow = `${repository}/.github/workflows/model.yml@${event.ref}`;
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(folder, 'home'),
    CI: 'true',
    ACTIONS_RUNTIME_URL: `${server.webUrl}/runtime/`,
    ACTIONS_RUNTIME_TOKEN: 'token-of-the-runtime',
    ACTIONS_RESULTS_URL: `${server.webUrl}/results/`,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'gate',
    GITHUB_ACTION_REF: 'v1',
    GITHUB_ACTION_REPOSITORY: 'model-regression-gate/model-regression-gate',
    GITHUB_ACTOR: event.actor,
    GITHUB_ACTOR_ID: '1',
    GITHUB_API_URL: server.apiUrl,
    GITHUB_BASE_REF: event.baseRef ?? '',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: join(folder, 'temp/_github_workflow/event.json'),
    GITHUB_GRAPHQL_URL: server.graphqlUrl,
    GITHUB_HEAD_REF: event.headRef ?? '',
    GITHUB_JOB: 'gate',
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: '1',
    GITHUB_REPOSITORY_OWNER: server.owner,
    GITHUB_REPOSITORY_OWNER_ID: '1',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(runAttempt),
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: String(runId),
    GITHUB_SERVER_URL: server.webUrl,
    GITHUB_SHA: event.sha,
    GITHUB_TRIGGERING_ACTOR: event.actor,
    GITHUB_WORKFLOW: 'model',
    GITHUB_WORKFLOW_REF: workflow,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'runner 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: join(folder, 'temp'),
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
  };
}
