import type { Route } from './routes.ts';

type Scope = 'actions' | 'contents' | 'issues' | 'pull-requests' | 'statuses';
type Access = 'read' | 'write';

/** What a job's token may do, as under `permissions:` of a workflow. What is not named is denied. */
export type Permissions = { readonly [scope in Scope]?: Access };

export const WRITE_ALL: Permissions = {
  actions: 'write',
  contents: 'write',
  issues: 'write',
  'pull-requests': 'write',
  statuses: 'write',
};
export const READ_ALL: Permissions = {
  actions: 'read',
  contents: 'read',
  issues: 'read',
  'pull-requests': 'read',
  statuses: 'read',
};

type Need = `${Scope}: ${Access}`;

/**
 * Any one of these suffices; every token may read the metadata of its repository.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const NEEDS: Readonly<Record<Route, readonly Need[]>> = {
  'GET /': [],
  'GET /actions/artifacts': ['actions: read'],
  'GET /actions/runs/{run_id}': ['actions: read'],
  'GET /actions/artifacts/{artifact_id}/{archive_format}': ['actions: read'],
  'GET /actions/runs/{run_id}/artifacts': ['actions: read'],
  'GET /collaborators/{username}/permission': [],
  'GET /commits': ['contents: read'],
  'GET /compare/{basehead}': ['contents: read'],
  'GET /contents/{path}': ['contents: read'],
  'GET /git/blobs/{file_sha}': ['contents: read'],
  'POST /git/blobs': ['contents: write'],
  'GET /git/commits/{commit_sha}': ['contents: read'],
  'POST /git/commits': ['contents: write'],
  'GET /git/ref/{ref}': ['contents: read'],
  'POST /git/refs': ['contents: write'],
  'PATCH /git/refs/{ref}': ['contents: write'],
  'GET /git/trees/{tree_sha}': ['contents: read'],
  'POST /git/trees': ['contents: write'],
  'GET /issues': ['issues: read'],
  'POST /issues': ['issues: write'],
  'PATCH /issues/{issue_number}': ['issues: write'],
  'POST /labels': ['issues: write'],
  'GET /issues/{issue_number}/comments': ['issues: read', 'pull-requests: read'],
  'POST /issues/{issue_number}/comments': ['issues: write', 'pull-requests: write'],
  'PATCH /issues/comments/{comment_id}': ['issues: write', 'pull-requests: write'],
  'DELETE /issues/comments/{comment_id}': ['issues: write', 'pull-requests: write'],
  'GET /commits/{commit_sha}/pulls': ['pull-requests: read'],
  'GET /pulls': ['pull-requests: read'],
  'GET /pulls/{pull_number}': ['pull-requests: read'],
  'POST /statuses/{sha}': ['statuses: write'],
};

export function isPermitted(route: Route, permissions: Permissions): boolean {
  const needs = NEEDS[route];
  return needs.length === 0 || needs.some((need) => grants(permissions, need));
}

function grants(permissions: Permissions, need: Need): boolean {
  const [scope = '', access = ''] = need.split(': ');
  const granted = permissions[scope as Scope];
  return granted === 'write' || granted === access;
}
