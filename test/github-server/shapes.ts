import { createHash } from 'node:crypto';
import type { Account, Repository } from './repository.ts';

/** Where the server is reached: the base of its REST interface, and that of the pages for people. */
export interface Addresses {
  readonly api: string;
  readonly web: string;
}

/** A repository with its addresses: everything that the JSON of GitHub's answers is made of. */
export interface Place {
  readonly repository: Repository;
  readonly addresses: Addresses;
}

export const apiOf = ({ repository, addresses }: Place): string =>
  `${addresses.api}/repos/${repository.owner}/${repository.name}`;

export const pageOf = ({ repository, addresses }: Place): string =>
  `${addresses.web}/${repository.owner}/${repository.name}`;

/** An integer that is always the same for the same text. */
export const idOf = (text: string): number => createHash('sha1').update(text).digest().readUInt32BE() >>> 4;

export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64');

export function userShape({ login, type }: Account, { api, web }: Addresses) {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: idOf(login),
    node_id: nodeId(type, login),
    avatar_url: `${web}/avatars/${idOf(login)}`,
    gravatar_id: '',
    url,
    html_url: `${web}/${type === 'Bot' ? `apps/${login.replace('[bot]', '')}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The last part of each `…_url` of a repository. */
const REPOSITORY_URLS = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};

/** The repository, or a fork of it when another full name is given. */
export function repositoryShape({ repository, addresses }: Place, fullName = `${repository.owner}/${repository.name}`) {
  const [owner = '', name = ''] = fullName.split('/');
  const url = `${addresses.api}/repos/${fullName}`;
  const page = `${addresses.web}/${fullName}`;
  return {
    id: idOf(fullName),
    node_id: nodeId('Repository', fullName),
    name,
    full_name: fullName,
    private: false,
    owner: userShape({ login: owner, type: 'User' }, addresses),
    html_url: page,
    description: 'Models and their evaluation',
    fork: owner !== repository.owner,
    url,
    ...Object.fromEntries(Object.entries(REPOSITORY_URLS).map(([key, path]) => [`${key}_url`, url + path])),
    git_url: `git://${page.replace(/^https?:\/\//, '')}.git`,
    ssh_url: `git@localhost:${fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    size: 108,
    language: 'Python',
    created_at: '2025-01-01T00:00:00Z',
    updated_at: '2025-12-01T00:00:00Z',
    pushed_at: '2026-01-05T08:00:00Z',
    stargazers_count: 3,
    watchers_count: 3,
    forks_count: 1,
    open_issues_count: repository.pulls.size,
    watchers: 3,
    forks: 1,
    open_issues: repository.pulls.size,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: 'public',
    default_branch: repository.defaultBranch,
  };
}
