import { createHash } from 'node:crypto';
import { writeZip } from '../evidence/zip-writer.ts';
import { findMergeBase } from './ancestry.ts';
import { FILE_MODE, type File, type GitObjects, openObjects } from './git-objects.ts';

export interface Account {
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

/** Whom GitHub names as the author of what a job's own token writes. */
export const ACTIONS_BOT: Account = { login: 'github-actions[bot]', type: 'Bot' };

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: Account | null;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly user: Account | null;
  readonly labels: readonly string[];
  readonly isPull: boolean;
  readonly createdAt: string;
  body: string;
  state: 'open' | 'closed';
  stateReason: string | null;
  closedAt: string | null;
  updatedAt: string;
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly digest: string | null;
  readonly createdAt: string;
  expired: boolean;
}

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly author: Account;
  /** `fork`: full name of the repository that holds the head, when it is not this one. */
  readonly head: { readonly ref: string; readonly sha: string; readonly fork: string | null };
  readonly base: { readonly ref: string; readonly sha: string };
  /** The merge of the head into the base, which the job of a `pull_request` event checks out. */
  readonly mergeSha: string;
  readonly createdAt: string;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly createdAt: string;
}

/** Content by path; null deletes. */
type Changes = Readonly<Record<string, string | Uint8Array | null>>;

export interface Identity {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
}

/** One repository as GitHub knows it, with the ways to set it up. Ids and dates count up, so that a run repeats itself. */
export interface Repository extends Identity {
  readonly git: GitObjects;
  /** Commits by full name of the ref: `refs/heads/main`. */
  readonly refs: Map<string, string>;
  readonly artifacts: Artifact[];
  readonly comments: Comment[];
  readonly pulls: Map<number, Pull>;
  readonly statuses: Status[];
  /** `admin`, `maintain`, `write`, `triage` or `read` by login; others are unknown. */
  readonly roles: Map<string, string>;
  readonly issues: Issue[];
  readonly labels: Set<string>;
  readonly settings: { hasIssues: boolean };
  /** Full names of refs that a ruleset keeps from being written. */
  readonly protectedRefs: Set<string>;
  /** To begin another repository with, and not changed by what happens here later. */
  readonly state: () => RepositoryState;
  /** The next moment: one second after the last one. */
  readonly tick: () => string;
  readonly nextId: () => number;

  /** Commits changes on top of a branch (null: on no branch), or of other parents; returns the commit. */
  readonly commitFiles: (
    branch: string | null,
    changes: Changes,
    options?: { readonly parents?: readonly string[]; readonly message?: string; readonly date?: string },
  ) => string;
  /** `branch` without `refs/heads/`; null deletes it. */
  readonly setRef: (branch: string, sha: string | null) => void;
  /** The bytes of a file on a branch; null when it is not there. */
  readonly readFile: (branch: string, path: string) => Buffer | null;
  /** Files are zipped, bytes are stored as they are. `digest` defaults to the true one. */
  readonly addArtifact: (
    runId: number,
    name: string,
    content: Uint8Array | Readonly<Record<string, string | Uint8Array>>,
    options?: { readonly digest?: string | null; readonly expired?: boolean },
  ) => Artifact;
  /** Somebody's comment on an issue or pull request. */
  readonly comment: (issue: number, body: string, user?: Account | null) => Comment;
  /** Somebody's issue; numbers are shared with pull requests. */
  readonly issue: (facts: Partial<Issue> & Pick<Issue, 'title' | 'body'>) => Issue;
  /** Opens a pull request of a branch (or of a commit of a fork) and merges it under `refs/pull/N/merge`. */
  readonly pullRequest: (options: {
    readonly head: string;
    readonly headRef?: string;
    readonly baseRef?: string;
    readonly fork?: string | null;
    readonly author?: Account;
    readonly title?: string;
  }) => Pull;
}

export interface RepositoryOptions extends Partial<Identity> {
  /** The moment of the first thing that happens; ISO 8601, UTC. */
  readonly startAt?: string;
  /** What another repository had come to; artifacts, comments, issues and pull requests are not among it. */
  readonly from?: RepositoryState;
}

/** Git's objects and branches, and the clock. */
export interface RepositoryState {
  readonly git: Pick<GitObjects, 'blobs' | 'trees' | 'commits'>;
  readonly refs: ReadonlyMap<string, string>;
  readonly seconds: number;
  readonly lastId: number;
}

const OCTOCAT = { name: 'octocat', email: 'octocat@example.com' };

export function createRepository(options: RepositoryOptions = {}): Repository {
  const { owner = 'octo', name = 'models', defaultBranch = 'main', startAt = '2026-01-05T09:00:00Z', from } = options;
  const git = openObjects(from?.git);
  const refs = new Map(from?.refs);
  const artifacts: Artifact[] = [];
  const comments: Comment[] = [];
  const pulls = new Map<number, Pull>();
  const issues: Issue[] = [];
  let seconds = from?.seconds ?? 0;
  let lastId = from?.lastId ?? 1000;

  const tick = () => new Date(Date.parse(startAt) + 1000 * seconds++).toISOString().replace('.000Z', 'Z');
  const nextId = () => ++lastId;
  const filesOf = (commit: string | undefined) =>
    commit === undefined ? new Map<string, File>() : git.files(git.commits.get(commit)!.tree);

  const commitFiles: Repository['commitFiles'] = (branch, changes, given = {}) => {
    const tip = branch === null ? undefined : refs.get(`refs/heads/${branch}`);
    const parents = given.parents ?? (tip === undefined ? [] : [tip]);
    const files = filesOf(parents[0]);
    for (const [path, content] of Object.entries(changes)) {
      if (content === null) files.delete(path);
      else files.set(path, { mode: FILE_MODE, sha: git.addBlob(content) });
    }
    const person = { ...OCTOCAT, date: given.date ?? tick() };
    const message = given.message ?? 'Change files';
    const sha = git.addCommit({ tree: git.addTree(files), parents, author: person, committer: person, message });
    if (branch !== null) refs.set(`refs/heads/${branch}`, sha);
    return sha;
  };

  /** Takes the head's side of every file that it changed since the merge base, and the base's side of the others. */
  const merge = (base: string, head: string): string => {
    const common = filesOf(findMergeBase(git.commits, base, head) ?? undefined);
    const [ours, theirs] = [filesOf(base), filesOf(head)];
    for (const path of new Set([...common.keys(), ...theirs.keys()])) {
      const changed = theirs.get(path);
      if (changed?.sha === common.get(path)?.sha) continue;
      if (changed === undefined) ours.delete(path);
      else ours.set(path, changed);
    }
    const person = { ...OCTOCAT, date: tick() };
    const message = `Merge ${head} into ${base}`;
    const tree = git.addTree(ours);
    return git.addCommit({ tree, parents: [base, head], author: person, committer: person, message });
  };

  return {
    ...{ owner, name, defaultBranch, git, refs, artifacts, comments, pulls, tick, nextId, commitFiles },
    statuses: [],
    roles: new Map(),
    issues,
    labels: new Set(),
    settings: { hasIssues: true },
    protectedRefs: new Set(),

    state: () => ({ git: openObjects(git), refs: new Map(refs), seconds, lastId }),

    setRef: (branch, sha) => {
      if (sha === null) refs.delete(`refs/heads/${branch}`);
      else refs.set(`refs/heads/${branch}`, sha);
    },

    readFile: (branch, path) => {
      const file = filesOf(refs.get(`refs/heads/${branch}`)).get(path);
      return file === undefined ? null : git.blobs.get(file.sha)!;
    },

    addArtifact: (runId, artifactName, content, { digest, expired = false } = {}) => {
      const bytes = content instanceof Uint8Array ? Buffer.from(content) : zipFiles(content);
      const trueDigest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      const artifact: Artifact = {
        ...{ id: nextId(), runId, name: artifactName, bytes, expired, createdAt: tick() },
        digest: digest === undefined ? trueDigest : digest,
      };
      artifacts.push(artifact);
      return artifact;
    },

    comment: (issue, body, user = { login: 'octocat', type: 'User' }) => {
      const createdAt = tick();
      const comment: Comment = { id: nextId(), issue, body, user, createdAt, updatedAt: createdAt };
      comments.push(comment);
      return comment;
    },

    issue: (facts) => {
      const createdAt = tick();
      const issue: Issue = {
        ...{
          number: pulls.size + issues.length + 1,
          user: { login: 'octocat', type: 'User' },
          labels: [],
          isPull: false,
        },
        ...{ createdAt, updatedAt: createdAt, state: 'open', stateReason: null, closedAt: null },
        ...facts,
      };
      issues.push(issue);
      return issue;
    },

    pullRequest: ({ head, headRef = head, baseRef = defaultBranch, fork = null, author, title = 'Train longer' }) => {
      const headSha = refs.get(`refs/heads/${head}`) ?? head;
      const baseSha = refs.get(`refs/heads/${baseRef}`)!;
      const number = pulls.size + issues.length + 1;
      const mergeSha = merge(baseSha, headSha);
      refs.set(`refs/pull/${number}/head`, headSha);
      refs.set(`refs/pull/${number}/merge`, mergeSha);
      const pull: Pull = {
        ...{ number, title, mergeSha, createdAt: tick() },
        author: author ?? { login: fork?.split('/')[0] ?? 'octocat', type: 'User' },
        head: { ref: headRef, sha: headSha, fork },
        base: { ref: baseRef, sha: baseSha },
      };
      pulls.set(number, pull);
      return pull;
    },
  };
}

function zipFiles(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return writeZip(Object.entries(files).map(([name, content]) => ({ name, content, method: 8 })));
}
