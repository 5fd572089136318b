import type { RunArtifact, RunArtifacts } from '../model/ports.ts';
import { readArtifact } from './artifacts.ts';
import type { Send } from './connection.ts';
import { at, integerAt, listAt, textAt } from './json.ts';
import { readPages } from './pages.ts';

/** Artifacts across the runs of the repository, and what is known of a run. */
export function githubRunArtifacts(send: Send): RunArtifacts {
  return {
    findArtifacts: async (name, pages) => {
      const found = await readPages(
        send,
        'findArtifacts',
        { name },
        (json) => listAt(json, 'artifacts').flatMap(readRunArtifact),
        pages,
      );
      return found.toSorted((a, b) => b.id - a.id);
    },

    readRun: async (runId) =>
      (await send('readRun', { run_id: runId, exclude_pull_requests: true })).read((json) => ({
        event: textAt(json, 'event'),
        conclusion: textOrNull(json, 'conclusion'),
        headBranch: textOrNull(json, 'head_branch'),
        headSha: textAt(json, 'head_sha'),
        isOwn: at(json, 'head_repository', 'id') === integerAt(json, 'repository', 'id'),
      })),
  };
}

function readRunArtifact(json: unknown): readonly RunArtifact[] {
  if (!at(json, 'workflow_run')) return [];
  const repository = integerAt(json, 'workflow_run', 'repository_id');
  return [
    {
      ...readArtifact(json),
      runId: integerAt(json, 'workflow_run', 'id'),
      headBranch: textOrNull(json, 'workflow_run', 'head_branch'),
      headSha: textAt(json, 'workflow_run', 'head_sha'),
      isOwn: at(json, 'workflow_run', 'head_repository_id') === repository,
      createdAt: textAt(json, 'created_at'),
    },
  ];
}

function textOrNull(json: unknown, ...path: readonly string[]): string | null {
  return at(json, ...path) == null ? null : textAt(json, ...path);
}
