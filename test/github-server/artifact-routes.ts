import { type Handler, pageOfList, Refusal } from './call.ts';
import { artifactShape } from './job-shapes.ts';
import type { Repository } from './repository.ts';
import { apiOf, idOf, nodeId, type Place, pageOf, repositoryShape } from './shapes.ts';

/** A workflow run, as far as it matters to whoever reads its artifacts. */
export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  /** null: it has not ended. */
  readonly conclusion: string | null;
  readonly branch: string;
  readonly sha: string;
  /** Full name of the repository that holds the head, when it is not this one. */
  readonly fork: string | null;
}

const runs = new WeakMap<Repository['artifacts'], Map<number, WorkflowRun>>();

/** A run of the repository; without more, a push to the default branch that succeeded. Its artifacts are added by its id. */
export function addRun(repository: Repository, id: number, facts: Partial<Omit<WorkflowRun, 'id'>> = {}): WorkflowRun {
  const branch = facts.branch ?? repository.defaultBranch;
  const sha = facts.sha ?? repository.refs.get(`refs/heads/${branch}`)!;
  const run: WorkflowRun = { event: 'push', conclusion: 'success', fork: null, ...facts, id, branch, sha };
  runs.set(repository.artifacts, (runs.get(repository.artifacts) ?? new Map()).set(id, run));
  return run;
}

/** Artifacts across runs, and the runs themselves. */
export const ARTIFACT_ROUTES = {
  'GET /actions/artifacts': (call) => {
    const { place, query } = call;
    const name = query.get('name');
    const found = place.repository.artifacts
      .filter((artifact) => name === null || artifact.name === name)
      .sort((a, b) => b.id - a.id);
    const { items, headers } = pageOfList(found, call);
    const artifacts = items.map((artifact) => {
      const run = runOf(place, artifact.runId);
      const shape = artifactShape(place, artifact);
      if (run === undefined) return shape;
      const head = { head_repository_id: idOf(run.fork ?? ownName(place)), head_branch: run.branch, head_sha: run.sha };
      return { ...shape, workflow_run: { ...shape.workflow_run, ...head } };
    });
    return { status: 200, body: { total_count: found.length, artifacts }, headers };
  },

  'GET /actions/runs/{run_id}': ({ place, values }) => {
    const run = runOf(place, Number(values['run_id']));
    if (run === undefined) throw new Refusal(404, 'Not Found');
    return { status: 200, body: runShape(place, run) };
  },
} as const satisfies Record<string, Handler>;

const runOf = ({ repository }: Place, id: number) => runs.get(repository.artifacts)?.get(id);

const ownName = ({ repository: { owner, name } }: Place): string => `${owner}/${name}`;

function runShape(place: Place, { id, event, conclusion, branch, sha, fork }: WorkflowRun) {
  const url = `${apiOf(place)}/actions/runs/${id}`;
  const { date } = place.repository.git.commits.get(sha)?.committer ?? { date: '2026-01-05T09:00:00Z' };
  return {
    ...{ id, url, event, conclusion },
    node_id: nodeId('WorkflowRun', id),
    name: 'model',
    display_title: 'Train longer',
    head_branch: branch,
    head_sha: sha,
    path: '.github/workflows/model.yml',
    run_number: id,
    run_attempt: 1,
    status: conclusion === null ? 'in_progress' : 'completed',
    workflow_id: 1,
    check_suite_id: id,
    check_suite_node_id: nodeId('CheckSuite', id),
    html_url: `${pageOf(place)}/actions/runs/${id}`,
    pull_requests: [],
    created_at: date,
    updated_at: date,
    run_started_at: date,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiOf(place)}/check-suites/${id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${apiOf(place)}/actions/workflows/1`,
    head_commit: null,
    repository: repositoryShape(place),
    head_repository: repositoryShape(place, fork ?? ownName(place)),
  };
}
