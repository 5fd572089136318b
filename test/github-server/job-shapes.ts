import { ACTIONS_BOT, type Account, type Artifact, type Comment, type Pull, type Status } from './repository.ts';
import { apiOf, idOf, nodeId, type Place, pageOf, repositoryShape, userShape } from './shapes.ts';

export function pullShape(place: Place, pull: Pull) {
  const { repository, addresses } = place;
  const url = `${apiOf(place)}/pulls/${pull.number}`;
  const issueUrl = `${apiOf(place)}/issues/${pull.number}`;
  const page = `${pageOf(place)}/pull/${pull.number}`;
  const commitsUrl = `${url}/commits`;
  const reviewCommentsUrl = `${url}/comments`;
  const reviewCommentUrl = `${apiOf(place)}/pulls/comments{/number}`;
  const commentsUrl = `${issueUrl}/comments`;
  const statusesUrl = `${apiOf(place)}/statuses/${pull.head.sha}`;
  const full = `${repository.owner}/${repository.name}`;
  const side = (ref: string, sha: string, fullName: string) => {
    const owner: Account = { login: fullName.split('/')[0]!, type: 'User' };
    return {
      ...{ label: `${owner.login}:${ref}`, ref, sha },
      user: userShape(owner, addresses),
      repo: repositoryShape(place, fullName),
    };
  };
  return {
    url,
    id: idOf(page),
    node_id: nodeId('PullRequest', pull.number),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    number: pull.number,
    state: 'open',
    locked: false,
    title: pull.title,
    user: userShape(pull.author, addresses),
    body: null,
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    closed_at: null,
    merged_at: null,
    merge_commit_sha: pull.mergeSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    commits_url: commitsUrl,
    review_comments_url: reviewCommentsUrl,
    review_comment_url: reviewCommentUrl,
    comments_url: commentsUrl,
    statuses_url: statusesUrl,
    head: side(pull.head.ref, pull.head.sha, pull.head.fork ?? full),
    base: side(pull.base.ref, pull.base.sha, full),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issueUrl },
      comments: { href: commentsUrl },
      review_comments: { href: reviewCommentsUrl },
      review_comment: { href: reviewCommentUrl },
      commits: { href: commitsUrl },
      statuses: { href: statusesUrl },
    },
    author_association: pull.head.fork === null ? 'MEMBER' : 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null,
    merged: false,
    mergeable: true,
    rebaseable: true,
    mergeable_state: 'clean',
    merged_by: null,
    comments: repository.comments.filter(({ issue }) => issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 1,
    changed_files: 1,
  };
}

export function commentShape(place: Place, { id, issue, body, user, createdAt, updatedAt }: Comment) {
  return {
    url: `${apiOf(place)}/issues/comments/${id}`,
    html_url: `${pageOf(place)}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${apiOf(place)}/issues/${issue}`,
    id,
    node_id: nodeId('IssueComment', id),
    user: user === null ? null : userShape(user, place.addresses),
    created_at: createdAt,
    updated_at: updatedAt,
    body,
    author_association: user?.type === 'Bot' ? 'NONE' : 'MEMBER',
    performed_via_github_app: null,
  };
}

export function artifactShape(place: Place, { id, runId, name, bytes, digest, expired, createdAt }: Artifact) {
  const url = `${apiOf(place)}/actions/artifacts/${id}`;
  const repositoryId = idOf(`${place.repository.owner}/${place.repository.name}`);
  return {
    ...{ id, name, expired, digest, url },
    node_id: nodeId('Artifact', id),
    size_in_bytes: bytes.length,
    archive_download_url: `${url}/zip`,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: new Date(Date.parse(createdAt) + 90 * 86_400_000).toISOString(),
    workflow_run: {
      id: runId,
      repository_id: repositoryId,
      head_repository_id: repositoryId,
      head_branch: place.repository.defaultBranch,
      head_sha: place.repository.refs.get(`refs/heads/${place.repository.defaultBranch}`) ?? '0'.repeat(40),
    },
  };
}

export function statusShape(place: Place, status: Status) {
  return {
    url: `${apiOf(place)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: userShape(ACTIONS_BOT, place.addresses),
  };
}
