/** One request of GitHub's REST interface, as this program uses it. */
interface Operation {
  readonly route: string;
  /** For people; `{name}` stands for a parameter of the request. */
  readonly title: string;
  /** What the job's token needs, as a line under `permissions:`. */
  readonly permission: string;
  /** Sending it twice does no more than sending it once (an object that is content-addressed counts as such). */
  readonly repeatable: boolean;
}

/** Every token of a job has it. */
const METADATA_READ = 'metadata: read';
const CONTENTS_READ = 'contents: read';
const CONTENTS_WRITE = 'contents: write';
const ACTIONS_READ = 'actions: read';
const PULLS_READ = 'pull-requests: read';
const COMMENTS_WRITE = 'pull-requests: write';

const ISSUES_WRITE = 'issues: write';

const REPO = '/repos/{owner}/{repo}';

const read = (path: string, title: string, permission: string): Operation => ({
  route: `GET ${REPO}${path}`,
  title,
  permission,
  repeatable: true,
});

const write = (method: string, path: string, title: string, permission: string, repeatable: boolean): Operation => ({
  route: `${method} ${REPO}${path}`,
  title,
  permission,
  repeatable,
});

/** The one address of the GraphQL interface; it takes no parameters but a document and its variables. */
const GRAPH = { route: 'POST /graphql' } as const;

/** Every request that this program can send. */
export const OPERATIONS = {
  readCommit: read('/git/commits/{commit_sha}', 'read commit {commit_sha}', CONTENTS_READ),
  compare: read('/compare/{basehead}', 'find the merge base of {basehead}', CONTENTS_READ),
  compareFiles: read('/compare/{basehead}', 'list the files that {basehead} changes', CONTENTS_READ),
  listCommits: read('/commits', 'list the history of {sha}', CONTENTS_READ),

  listArtifacts: read('/actions/runs/{run_id}/artifacts', 'list the artifacts of run {run_id}', ACTIONS_READ),
  findArtifacts: read('/actions/artifacts', 'find the artifacts named {name}', ACTIONS_READ),
  readRun: read('/actions/runs/{run_id}', 'read run {run_id}', ACTIONS_READ),
  locateArtifact: read('/actions/artifacts/{artifact_id}/zip', 'download artifact {artifact_id}', ACTIONS_READ),

  readPermission: read('/collaborators/{username}/permission', 'read the permission of {username}', METADATA_READ),

  readBranch: read('/git/ref/{ref}', 'read the branch {ref}', CONTENTS_READ),
  readTree: read('/git/trees/{tree_sha}', 'list the files of {tree_sha}', CONTENTS_READ),
  readBlob: read('/git/blobs/{file_sha}', 'read blob {file_sha}', CONTENTS_READ),
  readFile: read('/contents/{path}', 'read the file {path} at {ref}', CONTENTS_READ),
  createBlob: write('POST', '/git/blobs', 'store a file', CONTENTS_WRITE, true),
  createTree: write('POST', '/git/trees', 'store a tree', CONTENTS_WRITE, true),
  createCommit: write('POST', '/git/commits', 'store a commit', CONTENTS_WRITE, true),
  createBranch: write('POST', '/git/refs', 'create the branch {ref}', CONTENTS_WRITE, false),
  moveBranch: write('PATCH', '/git/refs/{ref}', 'move the branch {ref}', CONTENTS_WRITE, false),

  listPulls: read('/pulls', 'list the pull requests of {head}', PULLS_READ),
  listCommitPulls: read('/commits/{commit_sha}/pulls', 'list the pull requests of commit {commit_sha}', PULLS_READ),
  readPull: read('/pulls/{pull_number}', 'read pull request #{pull_number}', PULLS_READ),
  createStatus: write('POST', '/statuses/{sha}', 'set the status {context} of {sha}', 'statuses: write', true),
  countCommits: { ...GRAPH, title: 'count the commits of the branch', permission: CONTENTS_READ, repeatable: true },
  replaceBranch: { ...GRAPH, title: 'replace the branch', permission: CONTENTS_WRITE, repeatable: false },

  listComments: read('/issues/{issue_number}/comments', 'list the comments of #{issue_number}', 'pull-requests: read'),
  createComment: write('POST', '/issues/{issue_number}/comments', 'comment on #{issue_number}', COMMENTS_WRITE, false),
  updateComment: write('PATCH', '/issues/comments/{comment_id}', 'edit comment {comment_id}', COMMENTS_WRITE, true),
  deleteComment: write('DELETE', '/issues/comments/{comment_id}', 'delete comment {comment_id}', COMMENTS_WRITE, true),

  listIssues: read('/issues', 'list the issues labelled {labels}', ISSUES_WRITE),
  createIssue: write('POST', '/issues', 'open an issue', ISSUES_WRITE, false),
  updateIssue: write('PATCH', '/issues/{issue_number}', 'edit the issue #{issue_number}', ISSUES_WRITE, true),
  commentOnIssue: write('POST', '/issues/{issue_number}/comments', 'comment on #{issue_number}', ISSUES_WRITE, false),
  createLabel: write('POST', '/labels', 'create the label {name}', ISSUES_WRITE, true),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

/** The title with its parameters filled in: `list the artifacts of run 12`. */
export function titleOf(operation: Operation, parameters: Readonly<Record<string, unknown>>): string {
  return operation.title.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]));
}
