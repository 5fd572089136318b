import { type Handler, pageOfList, Refusal } from './call.ts';
import { artifactShape, commentShape } from './job-shapes.ts';
import { ACTIONS_BOT, type Comment, type Repository } from './repository.ts';

/** GitHub's own words: "Body is too long (maximum is 65536 characters)". */
const MAX_BODY_CHARACTERS = 65_536;

/** Artifacts of workflow runs, and comments. */
export const JOB_ROUTES = {
  'GET /actions/runs/{run_id}/artifacts': (call) => {
    const { place, values, query } = call;
    const name = query.get('name');
    const found = place.repository.artifacts
      .filter(({ runId }) => runId === Number(values['run_id']))
      .filter((artifact) => name === null || artifact.name === name)
      .sort((a, b) => (query.get('direction') === 'asc' ? a.id - b.id : b.id - a.id));
    const { items, headers } = pageOfList(found, call);
    const artifacts = items.map((artifact) => artifactShape(place, artifact));
    return { status: 200, body: { total_count: found.length, artifacts }, headers };
  },

  'GET /actions/artifacts/{artifact_id}/{archive_format}': ({ place, values, signDownload }) => {
    const artifact = place.repository.artifacts.find(({ id }) => id === Number(values['artifact_id']));
    if (artifact === undefined || values['archive_format'] !== 'zip') throw new Refusal(404, 'Not Found');
    if (artifact.expired) throw new Refusal(410, 'Artifact has expired');
    return { status: 302, headers: { location: signDownload(artifact.bytes) } };
  },

  'GET /issues/{issue_number}/comments': (call) => {
    const { place, values, query } = call;
    const issue = findIssue(place.repository, values);
    const since = query.get('since') ?? '';
    const found = place.repository.comments.filter((comment) => comment.issue === issue && comment.updatedAt >= since);
    const { items, headers } = pageOfList(found, call);
    return { status: 200, body: items.map((comment) => commentShape(place, comment)), headers };
  },

  'POST /issues/{issue_number}/comments': ({ place, values, body }) => {
    const issue = findIssue(place.repository, values);
    const shape = commentShape(place, place.repository.comment(issue, readBody(body), ACTIONS_BOT));
    return { status: 201, body: shape, headers: { location: shape.url } };
  },

  'PATCH /issues/comments/{comment_id}': ({ place, values, body }) => {
    const comment = findComment(place.repository, values);
    comment.body = readBody(body);
    comment.updatedAt = place.repository.tick();
    return { status: 200, body: commentShape(place, comment) };
  },

  'DELETE /issues/comments/{comment_id}': ({ place, values }) => {
    const { comments } = place.repository;
    comments.splice(comments.indexOf(findComment(place.repository, values)), 1);
    return { status: 204 };
  },
} as const satisfies Record<string, Handler>;

function findIssue({ pulls, issues }: Repository, values: Readonly<Record<string, string>>): number {
  const number = Number(values['issue_number']);
  if (!pulls.has(number) && !issues.some((issue) => issue.number === number)) throw new Refusal(404, 'Not Found');
  return number;
}

function findComment({ comments }: Repository, values: Readonly<Record<string, string>>): Comment {
  const comment = comments.find(({ id }) => id === Number(values['comment_id']));
  if (comment === undefined) throw new Refusal(404, 'Not Found');
  return comment;
}

function readBody(given: unknown): string {
  const { body } = given as { body: string };
  if (body.trim() === '') throw new Refusal(422, "Validation Failed: body can't be blank");
  if (body.length > MAX_BODY_CHARACTERS) {
    throw new Refusal(422, `Validation Failed: Body is too long (maximum is ${MAX_BODY_CHARACTERS} characters)`);
  }
  return body;
}
