import { type Problem, UsageError } from '../errors.ts';

/** The pull request that the run belongs to. */
interface PullContext {
  readonly number: number;
  readonly headSha: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** The head lies in another repository (or in one that was deleted), so the token may only read. */
  readonly fork: boolean;
}

/** The workflow run that has ended and that this one is about. What it says of its head was chosen by whoever made the head. */
export interface EndedRun {
  readonly id: number;
  /** The event that it ran for. */
  readonly event: string;
  /** `success`, `failure`, `cancelled`, …; null: GitHub does not say. */
  readonly conclusion: string | null;
  readonly headSha: string;
  /** null: the head has no branch. */
  readonly headBranch: string | null;
  /** null: the repository of the head was deleted. */
  readonly headRepository: { readonly id: number; readonly owner: string } | null;
  readonly repositoryId: number;
}

/** Where and why the job runs. */
export interface Context {
  readonly eventName: string;
  /** The commit that the run was started for; on `pull_request` the merge of the head into its base. */
  readonly sha: string;
  readonly ref: string;
  /** null: the payload does not say, as that of a schedule, which runs on the default branch alone. */
  readonly defaultBranch: string | null;
  readonly owner: string;
  readonly repo: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly actor: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly workspace: string;
  readonly pull: PullContext | null;
  /** What a merge group is merged into; null for other events. */
  readonly groupBase: string | null;
  /** null: the payload does not say. */
  readonly repositoryId: number | null;
  /** Of `workflow_run` alone. */
  readonly endedRun: EndedRun | null;
  /** The label that was just put on the pull request, and who did; null: nothing else started this run. */
  readonly label: { readonly name: string; readonly sender: string } | null;
  /** What the branch was at before a push; null for other events, and for a new branch. */
  readonly pushedOnto: string | null;
}

/**
 * Reads the variables that the runner sets and the payload of the event.
 *
 * Errors: UsageError with every variable that is absent or wrong, or with what is wrong with the payload.
 */
export async function readContext(
  env: NodeJS.ProcessEnv,
  readFile: (path: string) => Promise<string>,
): Promise<Context> {
  const problems: Problem[] = [];
  const variable = (name: string, pattern = /./): string => {
    const value = env[name] ?? '';
    if (value === '') problems.push({ where: name, message: 'the runner sets this variable, but it is absent.' });
    else if (!pattern.test(value)) problems.push({ where: name, message: `"${value}" does not look like its value.` });
    return value;
  };

  const [owner = '', repo = ''] = variable('GITHUB_REPOSITORY', /^[^/]+\/[^/]+$/).split('/');
  const place = {
    eventName: variable('GITHUB_EVENT_NAME'),
    sha: variable('GITHUB_SHA'),
    ref: variable('GITHUB_REF'),
    owner,
    repo,
    runId: Number(variable('GITHUB_RUN_ID', /^\d+$/)),
    runAttempt: Number(variable('GITHUB_RUN_ATTEMPT', /^\d+$/)),
    actor: variable('GITHUB_ACTOR'),
    apiUrl: variable('GITHUB_API_URL', /^https?:\/\//),
    serverUrl: variable('GITHUB_SERVER_URL', /^https?:\/\//),
    workspace: variable('GITHUB_WORKSPACE'),
  };
  const payloadPath = variable('GITHUB_EVENT_PATH');
  if (problems.length > 0) throw new UsageError(problems);

  const payload = await readPayload(payloadPath, readFile);
  const defaultBranch = payload.repository?.default_branch || null;
  if (defaultBranch === null && place.eventName !== 'schedule') {
    throw payloadError(payloadPath, 'it does not name the default branch of the repository');
  }
  const groupBase = payload.merge_group?.base_sha ?? null;
  const pull = readPull(payload.pull_request, payloadPath);
  const repositoryId = payload.repository?.id ?? null;
  const endedRun = readEndedRun(payload.workflow_run, payloadPath);
  const pushedOnto =
    place.eventName === 'push' && payload.before && !/^0+$/.test(payload.before) ? payload.before : null;
  const label = readLabel(payload);
  return { ...place, defaultBranch, pull, groupBase, pushedOnto, repositoryId, endedRun, label };
}

/** What is read of a payload, as far as GitHub documents it. Any part may be absent. */
interface Payload {
  readonly repository?: { readonly id?: number; readonly default_branch?: string };
  readonly pull_request?: PullPayload;
  readonly before?: string;
  readonly merge_group?: { readonly base_sha?: string };
  readonly workflow_run?: RunPayload;
  readonly action?: string;
  readonly label?: { readonly name?: string };
  readonly sender?: { readonly login?: string };
}

interface RunPayload {
  readonly id?: number;
  readonly event?: string;
  readonly conclusion?: string | null;
  readonly head_sha?: string;
  readonly head_branch?: string | null;
  readonly head_repository?: { readonly id?: number; readonly owner?: { readonly login?: string } | null } | null;
  readonly repository?: { readonly id?: number };
}

interface PullPayload {
  readonly number?: number;
  readonly head?: { readonly sha?: string; readonly repo?: { readonly id?: number } | null };
  readonly base?: { readonly sha?: string; readonly ref?: string; readonly repo?: { readonly id?: number } | null };
}

async function readPayload(path: string, readFile: (path: string) => Promise<string>): Promise<Payload> {
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw payloadError(path, `it cannot be read (${error.code ?? error.message})`);
  });
  try {
    return Object(JSON.parse(text)) as Payload;
  } catch {
    throw payloadError(path, 'it is not JSON');
  }
}

function readLabel({ action, pull_request: pull, label, sender }: Payload): Context['label'] {
  if (action !== 'labeled' || !pull || !label?.name || !sender?.login) return null;
  return { name: label.name, sender: sender.login };
}

function readPull(pull: PullPayload | undefined, path: string): PullContext | null {
  if (!pull) return null;
  const { number, head, base } = pull;
  if (!number || !head?.sha || !base?.sha || !base.ref) {
    throw payloadError(path, 'its pull request lacks the number, the head or the base');
  }
  const fork = head.repo?.id === undefined || head.repo.id !== base.repo?.id;
  return { number, headSha: head.sha, baseSha: base.sha, baseRef: base.ref, fork };
}

function readEndedRun(run: RunPayload | undefined, path: string): EndedRun | null {
  if (!run) return null;
  const { id, event, head_sha: headSha, head_repository: head, repository } = run;
  if (!id || !event || !headSha || !repository?.id) {
    throw payloadError(path, 'its workflow run lacks the id, the event, the head or the repository');
  }
  const headRepository = head?.id && head.owner?.login ? { id: head.id, owner: head.owner.login } : null;
  const { conclusion = null, head_branch: headBranch = null } = run;
  return { id, event, conclusion, headSha, headBranch, headRepository, repositoryId: repository.id };
}

const payloadError = (path: string, problem: string): UsageError =>
  new UsageError([{ where: path, message: `this is the payload of the event (GITHUB_EVENT_PATH), but ${problem}.` }]);
