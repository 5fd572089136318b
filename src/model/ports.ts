/** What the rooms ask of the world. Every port is a role with one or two methods. */

export interface Log {
  readonly info: (message: string) => void;
  readonly notice: (message: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
}

/** A file of evidence, not yet read. */
export interface EvidenceBlob {
  /** For people and for `format` detection: relative to the workspace, or `artifact/entry`. */
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
  /** What a reader should know about where the file came from, as plain sentences. */
  readonly notes?: readonly string[];
}

export interface EvidenceSource {
  /** In a stable order. Throws EvidenceError when a pattern that must match does not. */
  readonly list: () => Promise<readonly EvidenceBlob[]>;
}

/** A recorded run that a store holds. */
export interface RecordedRun {
  /** null for a record without a commit (made on a laptop). */
  readonly commit: string | null;
  /** ISO 8601, UTC; null when the store cannot tell without reading the record. */
  readonly createdAt: string | null;
  /** The file, or `branch:path`, for messages. */
  readonly where: string;
  readonly read: () => Promise<Uint8Array>;
  /** Why it must not be compared with after all, as a plain clause; null: it may. Absent where there is nothing to ask. */
  readonly refusal?: () => Promise<string | null>;
}

export interface BaselineStore {
  /** The file or folder that the policy names, for messages; absent where records do not lie in files. */
  readonly path?: string;
  /** Every record of the suite. Throws BaselineError when the store is there but cannot be read; empty when it is not there. */
  readonly list: (suite: string) => Promise<readonly RecordedRun[]>;
  /** False only when the store has never held a record of any suite. */
  readonly everUsed: () => Promise<boolean>;
  /** Why a store in use holds no record, as a plain clause; absent where nothing more is known. */
  readonly explainEmpty?: () => Promise<string>;
  /** Stores one record. `encode` may be called again with another salt when another writer was first. */
  readonly write: (suite: string, commit: string | null, encode: (salt: Uint8Array) => Uint8Array) => Promise<void>;
}

/** First-parent history, wherever it comes from. */
export interface History {
  /** Parents of a commit, first parent first. */
  readonly parents: (commit: string) => Promise<readonly string[]>;
  readonly mergeBase: (base: string, head: string) => Promise<string>;
  /** The commit that a tag, branch or hash names; null when there is none. */
  readonly resolve: (ref: string) => Promise<string | null>;
  /** The first-parent line from `commit` (included) backwards, at most `limit` commits. */
  readonly firstParents: (commit: string, limit: number) => Promise<readonly string[]>;
}

export interface ArtifactInfo {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly expired: boolean;
  /** `sha256:…`, or null for artifacts of old uploads. */
  readonly digest: string | null;
}

export interface Artifacts {
  /** All artifacts of a run, all pages; of several with one name the newest. */
  readonly listArtifacts: (runId: number) => Promise<readonly ArtifactInfo[]>;
  /** The bytes as stored: a zip, or the single file of an unzipped artifact. The token never reaches the redirect. */
  readonly downloadArtifact: (artifact: ArtifactInfo, maxBytes: number) => Promise<Uint8Array>;
}

/** An artifact of the repository, with the run that uploaded it. */
export interface RunArtifact extends ArtifactInfo {
  readonly runId: number;
  /** null: GitHub does not say. */
  readonly headBranch: string | null;
  readonly headSha: string;
  /** False for runs of a fork, or of one that was deleted. */
  readonly isOwn: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export interface RunFacts {
  readonly event: string;
  /** null: it has not ended. */
  readonly conclusion: string | null;
  readonly headBranch: string | null;
  readonly headSha: string;
  /** False for runs of a fork, or of one that was deleted. */
  readonly isOwn: boolean;
}

export interface RunArtifacts {
  /** Artifacts of that name in the whole repository, newest first, at most `pages` pages of 100. Those without a run are left out. */
  readonly findArtifacts: (name: string, pages: number) => Promise<readonly RunArtifact[]>;
  readonly readRun: (runId: number) => Promise<RunFacts>;
}

export interface TreeEntry {
  readonly path: string;
  readonly sha: string;
  readonly size: number;
}

/** The Git data API, as far as a branch store needs it. */
export interface GitData {
  /** Tip commit of a branch; null when the branch does not exist. */
  readonly branchTip: (branch: string) => Promise<string | null>;
  /** All files of a commit (or branch), recursively; null when it does not exist. `truncated`: the answer left some out. */
  readonly tree: (
    commitOrBranch: string,
  ) => Promise<{ readonly sha: string; readonly files: readonly TreeEntry[]; readonly truncated: boolean } | null>;
  readonly blob: (sha: string) => Promise<Uint8Array>;
  /** null: there is none. `doubt` (the default): GitHub has to say so twice, for a file whose absence makes a verdict milder. */
  readonly file: (path: string, ref: string, doubt?: boolean) => Promise<Uint8Array | null>;
  readonly createBlob: (bytes: Uint8Array) => Promise<string>;
  /** null in place of the hash of a file takes it out of the base. */
  readonly createTree: (
    baseTree: string | null,
    files: readonly { readonly path: string; readonly sha: string | null }[],
  ) => Promise<string>;
  /** Without parents: a root commit. */
  readonly createCommit: (message: string, tree: string, parents: readonly string[]) => Promise<string>;
  /** `moved`: somebody else was first, read again. Throws GitHubError when GitHub refuses for another reason. */
  readonly moveBranch: (branch: string, from: string | null, to: string) => Promise<'done' | 'moved'>;
}

/** What shortens the history of a branch that a program writes. */
export interface BranchHistory {
  /** The tip of a branch with its tree and the number of its commits; null when the branch does not exist. */
  readonly branchLength: (
    branch: string,
  ) => Promise<{ readonly tip: string; readonly tree: string; readonly commits: number } | null>;
  /** Sets a branch to a commit that need not descend from its tip, if its tip is `from`. Throws GitHubError when it is not, or GitHub refuses. */
  readonly replaceBranch: (branch: string, from: string, to: string) => Promise<void>;
}

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
  readonly author: { readonly login: string; readonly isBot: boolean };
}

export interface Comments {
  readonly listComments: (issue: number) => Promise<readonly IssueComment[]>;
  readonly createComment: (issue: number, body: string) => Promise<IssueComment>;
  readonly updateComment: (id: number, body: string) => Promise<IssueComment>;
  readonly deleteComment: (id: number) => Promise<void>;
}

export interface PullRequest {
  readonly number: number;
  readonly isOpen: boolean;
  readonly headSha: string;
  /** null: the fork was deleted. */
  readonly headRepositoryId: number | null;
  /** The tip of the base branch when the pull request last changed. */
  readonly baseSha: string;
  readonly baseRef: string;
  readonly baseRepositoryId: number | null;
}

export interface Pulls {
  /** Open pull requests whose head is this branch of this owner. */
  readonly openPullsOfBranch: (owner: string, branch: string) => Promise<readonly PullRequest[]>;
  /** Pull requests, open or not, that GitHub knows for a commit. */
  readonly pullsOfCommit: (sha: string) => Promise<readonly PullRequest[]>;
  readonly readPull: (number: number) => Promise<PullRequest>;
}

export interface CommitStatus {
  /** `error`: no verdict could be reached. */
  readonly state: 'success' | 'failure' | 'error';
  /** The name by which a ruleset requires it. */
  readonly context: string;
  /** At most 140 characters. */
  readonly description: string;
  readonly targetUrl: string;
}

export interface Statuses {
  /** Of several statuses with one context the newest counts. */
  readonly createStatus: (sha: string, status: CommitStatus) => Promise<void>;
}

export interface Collaborators {
  /** What an account may do in the repository: `admin`, `write`, `read` or `none`; who maintains counts as `write`, who triages as `read`. */
  readonly permissionOf: (login: string) => Promise<string>;
}

export interface Changes {
  /**
   * The files that differ between a commit and a descendant of it, by path; of a renamed one both names. null: the list may lack some, or
   * the second commit does not descend from the first.
   */
  readonly changedFiles: (base: string, head: string) => Promise<readonly string[] | null>;
}

export interface Issue {
  readonly number: number;
  readonly body: string;
  readonly url: string;
  readonly isOpen: boolean;
  /** ISO 8601; null while it is open. */
  readonly closedAt: string | null;
  readonly labels: readonly string[];
  readonly author: { readonly login: string; readonly isBot: boolean };
}

export interface Issues {
  /** Issues with a label, open and closed, all pages, without pull requests. */
  readonly listIssues: (label: string) => Promise<readonly Issue[]>;
  readonly createIssue: (issue: {
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
    readonly assignees: readonly string[];
  }) => Promise<Issue>;
  readonly updateIssue: (
    number: number,
    changes: {
      readonly body?: string;
      readonly state?: 'open' | 'closed';
      readonly stateReason?: 'completed' | 'duplicate' | 'reopened';
    },
  ) => Promise<Issue>;
  /** `color` as six hexadecimal digits. */
  readonly createLabel: (name: string, color: string, description: string) => Promise<void>;
  readonly commentOnIssue: (number: number, body: string) => Promise<void>;
}

/** Everything that is asked of GitHub; each user names the part it needs. */
export interface GitHub
  extends History,
    Artifacts,
    RunArtifacts,
    GitData,
    BranchHistory,
    Comments,
    Pulls,
    Statuses,
    Collaborators,
    Changes,
    Issues {}

/** Where a report goes. A publisher that fails is a warning; it never changes the verdict. */
export interface Publisher {
  readonly name: string;
  readonly publish: (report: import('./report.ts').Report) => Promise<void>;
}
