import { type Handler, pageOfList, Refusal } from './call.ts';
import { ACTIONS_BOT, type Account, type Issue, type Repository } from './repository.ts';
import { apiOf, idOf, nodeId, type Place, pageOf, userShape } from './shapes.ts';

/** GitHub's own words: "body is too long (maximum is 65536 characters)". */
const MAX_BODY_CHARACTERS = 65_536;

/** Issues and their labels. Pull requests are listed among the issues, as GitHub does. */
export const ISSUE_ROUTES = {
  'GET /issues': (call) => {
    const { place, query } = call;
    checkEnabled(place.repository);
    const [state, label] = [query.get('state') ?? 'open', query.get('labels')];
    const found = place.repository.issues
      .filter((issue) => state === 'all' || issue.state === state)
      .filter(({ labels }) => label === null || labels.includes(label))
      .toReversed();
    const { items, headers } = pageOfList(found, call);
    return { status: 200, body: items.map((issue) => issueShape(place, issue)), headers };
  },

  'POST /issues': ({ place, body }) => {
    const { repository } = place;
    checkEnabled(repository);
    const { title, body: text = '', labels = [], assignees = [] } = body as NewIssue;
    checkBody(text);
    if (assignees.some((login) => login !== repository.owner))
      throw new Refusal(422, 'Validation Failed: assignees is invalid');
    const issue = repository.issue({ title, body: text, labels, user: ACTIONS_BOT });
    return {
      status: 201,
      body: issueShape(place, issue),
      headers: { location: `${apiOf(place)}/issues/${issue.number}` },
    };
  },

  'PATCH /issues/{issue_number}': ({ place, values, body }) => {
    const { repository } = place;
    checkEnabled(repository);
    const issue = repository.issues.find(({ number }) => number === Number(values['issue_number']));
    if (issue === undefined) throw new Refusal(404, 'Not Found');
    const {
      body: text,
      state,
      state_reason,
    } = body as Partial<NewIssue> & { state?: Issue['state']; state_reason?: string };
    if (text !== undefined) checkBody(text);
    issue.body = text ?? issue.body;
    issue.updatedAt = repository.tick();
    if (state !== undefined && state !== issue.state) {
      issue.state = state;
      issue.stateReason = state_reason ?? null;
      issue.closedAt = state === 'closed' ? new Date().toISOString() : null;
    }
    return { status: 200, body: issueShape(place, issue) };
  },

  'POST /labels': ({ place, body }) => {
    const { labels } = place.repository;
    const { name } = body as { name: string };
    if (labels.has(name)) throw new Refusal(422, 'Validation Failed: already_exists');
    labels.add(name);
    const shape = labelShape(place, name);
    return { status: 201, body: shape, headers: { location: shape.url } };
  },
} as const satisfies Record<string, Handler>;

interface NewIssue {
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

function checkEnabled({ settings }: Repository): void {
  if (!settings.hasIssues) throw new Refusal(410, 'Issues has been disabled in this repository.');
}

function checkBody(text: string): void {
  if (text.length > MAX_BODY_CHARACTERS) throw new Refusal(422, 'Validation Failed: body is too long');
}

function labelShape(place: Place, name: string) {
  return {
    id: idOf(name),
    node_id: nodeId('Label', name),
    url: `${apiOf(place)}/labels/${encodeURIComponent(name)}`,
    name,
    color: 'b60205',
    default: false,
    description: null,
  };
}

function issueShape(place: Place, issue: Issue) {
  const url = `${apiOf(place)}/issues/${issue.number}`;
  const page = `${pageOf(place)}/${issue.isPull ? 'pull' : 'issues'}/${issue.number}`;
  const account = (user: Account) => userShape(user, place.addresses);
  return {
    id: idOf(page),
    node_id: nodeId('Issue', issue.number),
    url,
    repository_url: apiOf(place),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: issue.user === null ? null : account(issue.user),
    labels: issue.labels.map((name) => labelShape(place, name)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: place.repository.comments.filter((comment) => comment.issue === issue.number).length,
    closed_at: issue.closedAt,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    author_association: issue.user?.type === 'Bot' ? 'NONE' : 'MEMBER',
    performed_via_github_app: null,
    ...(issue.isPull
      ? { pull_request: { url, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` } }
      : {}),
  };
}
