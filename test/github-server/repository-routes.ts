import { findMergeBase, listAncestors } from './ancestry.ts';
import { type Handler, pageOfList, Refusal } from './call.ts';
import { comparedFiles } from './compare-files.ts';
import { findCommit, findItem } from './git-routes.ts';
import { commitShape, contentShape } from './git-shapes.ts';
import { pullShape, statusShape } from './job-shapes.ts';
import type { Repository, Status } from './repository.ts';
import { pageOf, repositoryShape } from './shapes.ts';

/** GitHub: the JSON of a file holds its content up to 1 MB. */
const MAX_INLINE_BYTES = 1024 * 1024;

/** GitHub: the description of a status has at most 140 characters. */
const MAX_STATUS_DESCRIPTION = 140;

/** The repository itself, its history, files, pull requests and commit statuses. */
export const REPOSITORY_ROUTES = {
  'GET /': ({ place }) => {
    const { forks, watchers } = repositoryShape(place);
    return { status: 200, body: { ...repositoryShape(place), network_count: forks, subscribers_count: watchers } };
  },

  /** Newest first, all parents: as `git log` lists them. */
  'GET /commits': (call) => {
    const { repository } = call.place;
    if (repository.refs.size === 0) throw new Refusal(409, 'Git Repository is empty.');
    const unknown = [...call.query.keys()].filter((name) => !['sha', 'per_page', 'page'].includes(name));
    if (unknown.length > 0) throw new Refusal(501, `The stand-in does not filter by ${unknown.join(', ')}.`);
    const commit = findCommit(repository, call.query.get('sha') ?? repository.defaultBranch);
    if (commit === null) throw new Refusal(404, 'Not Found');
    const { items, headers } = pageOfList(listAncestors(repository.git.commits, [commit]), call);
    return { status: 200, body: items.map((sha) => commitShape(call.place, sha)), headers };
  },

  'GET /compare/{basehead}': (call) => {
    const { place, values } = call;
    const { commits } = place.repository.git;
    const [base, head] = values['basehead']!.split('...').map((name) => findNamed(place.repository, name));
    if (!base || !head) throw new Refusal(404, 'Not Found');
    const mergeBase = findMergeBase(commits, base, head);
    if (mergeBase === null) throw new Refusal(404, `No common ancestor between ${base} and ${head}.`);
    const missingFrom = (from: string, tip: string) => {
      const known = new Set(listAncestors(commits, [from]));
      return listAncestors(commits, [tip]).filter((sha) => !known.has(sha));
    };
    const [ahead, behind] = [missingFrom(base, head), missingFrom(head, base)];
    const { items, headers } = pageOfList(ahead.reverse(), call);
    const page = `${pageOf(place)}/compare/${values['basehead']}`;
    const body = {
      url: call.url.href,
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitShape(place, base),
      merge_base_commit: commitShape(place, mergeBase),
      status: compareStatus(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: items.map((sha) => commitShape(place, sha)),
      files: Number(call.query.get('page') ?? 1) === 1 ? comparedFiles(place, mergeBase, head) : [],
    };
    return { status: 200, body, headers };
  },

  'GET /contents/{path}': ({ place, values, query, wantsRaw }) => {
    const { repository } = place;
    const ref = query.get('ref') ?? repository.defaultBranch;
    const commit = findCommit(repository, ref);
    if (commit === null) throw new Refusal(404, `No commit found for the ref ${ref}`);
    const item = findItem(repository, commit, values['path']!);
    if (item === null) throw new Refusal(404, 'Not Found');
    if (item.type === 'tree') {
      const inside = repository.git.trees.get(item.sha)!;
      const body = inside.map((inner) => contentShape(place, ref, { ...inner, path: `${item.path}/${inner.path}` }));
      return { status: 200, body };
    }
    const bytes = repository.git.blobs.get(item.sha)!;
    if (wantsRaw) return { status: 200, body: bytes };
    const shape = contentShape(place, ref, item, bytes);
    return { status: 200, body: bytes.length > MAX_INLINE_BYTES ? { ...shape, content: '', encoding: 'none' } : shape };
  },

  'GET /pulls/{pull_number}': ({ place, values }) => {
    const pull = place.repository.pulls.get(Number(values['pull_number']));
    if (pull === undefined) throw new Refusal(404, 'Not Found');
    return { status: 200, body: pullShape(place, pull) };
  },

  'POST /statuses/{sha}': ({ place, values, body }) => {
    const { git, statuses, nextId, tick } = place.repository;
    const sha = values['sha']!;
    const { state, context = 'default', description = null, target_url = null } = body as NewStatus;
    if (!git.commits.has(sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
    if ((description?.length ?? 0) > MAX_STATUS_DESCRIPTION) {
      throw new Refusal(
        422,
        `Validation Failed: description is too long (maximum is ${MAX_STATUS_DESCRIPTION} characters)`,
      );
    }
    const status: Status = { id: nextId(), sha, state, context, description, targetUrl: target_url, createdAt: tick() };
    statuses.push(status);
    const shape = statusShape(place, status);
    return { status: 201, body: shape, headers: { location: shape.url } };
  },
} as const satisfies Record<string, Handler>;

interface NewStatus {
  readonly state: string;
  readonly context?: string;
  readonly description?: string | null;
  readonly target_url?: string | null;
}

/** A side of a comparison may be `owner:branch`. */
const findNamed = (repository: Repository, name: string): string | null =>
  findCommit(repository, name.startsWith(`${repository.owner}:`) ? name.slice(repository.owner.length + 1) : name);

function compareStatus(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind';
  return behind === 0 ? 'ahead' : 'diverged';
}
