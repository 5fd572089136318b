import { expect, onTestFinished, test } from 'vitest';
import { ask } from './ask.ts';
import { OPERATIONS } from './description.ts';
import { toJsonSchema } from './json-schema.ts';
import { ROUTES } from './routes.ts';
import { startGitHub } from './server.ts';
import { responseProblems } from './validate.ts';

async function startWithCommit() {
  const server = await startGitHub();
  onTestFinished(server.close);
  const sha = server.commitFiles('main', { 'a.txt': 'a' });
  return { server, sha };
}

test('every operation of the description is answered, and no other', () => {
  expect(OPERATIONS.map(({ route }) => route).sort()).toEqual(Object.keys(ROUTES).sort());
});

test.each<[string, string, Parameters<typeof ask>[2], string]>([
  ['an unknown path', 'GET /git/commits', {}, 'no such operation'],
  ['an unknown method', 'PUT /git/refs/heads/main', { body: {} }, 'no such operation'],
  ['no version', 'GET /commits', { headers: { 'x-github-api-version': undefined } }, 'x-github-api-version is absent'],
  [
    'a version of another server',
    'GET /commits',
    { headers: { 'x-github-api-version': '2026-03-10' } },
    'is 2026-03-10',
  ],
  ['another media type', 'GET /commits', { headers: { accept: 'text/html' } }, 'accept is text/html'],
  [
    'a media type of files for a list',
    'GET /commits',
    { headers: { accept: 'application/vnd.github.raw+json' } },
    'accept is',
  ],
  [
    'a path parameter of another type',
    'GET /actions/runs/latest/artifacts',
    {},
    'path parameter run_id: must be integer',
  ],
  ['a query parameter of another type', 'GET /commits?page=two', {}, 'query parameter page: must be integer'],
  [
    'a value that is not listed',
    'GET /actions/runs/1/artifacts?direction=up',
    {},
    'direction: must be equal to one of',
  ],
  ['an unknown query parameter', 'GET /commits?perpage=100', {}, 'query parameter perpage is unknown'],
  ['a query parameter twice', 'GET /commits?page=1&page=2', {}, 'page is given 2 times'],
  ['too large a page', 'GET /commits?per_page=1000', {}, 'per_page: the most is 100'],
  ['no body', 'POST /git/refs', { headers: { 'content-type': 'application/json' } }, 'body is not JSON'],
  ['a body that is not JSON', 'POST /git/refs', { body: '{' }, 'body is not JSON'],
  [
    'a body of another type',
    'POST /git/refs',
    { body: {}, headers: { 'content-type': 'text/plain' } },
    'content-type is text/plain',
  ],
  ['a missing field', 'POST /git/refs', { body: { ref: 'refs/heads/x' } }, "must have required property 'sha'"],
  [
    'a field of another type',
    'PATCH /git/refs/heads/main',
    { body: { sha: 'x', force: 'no' } },
    '/force must be boolean',
  ],
  [
    'an unknown field',
    'POST /git/blobs',
    { body: { content: '', encodng: 'base64' } },
    'must NOT have additional properties',
  ],
  [
    'an unknown field within',
    'POST /git/trees',
    { body: { tree: [{ file: 'a' }] } },
    '/tree/0 must NOT have additional',
  ],
  ['a body where there is none', 'DELETE /issues/comments/1', { body: {} }, 'there may be none'],
])('a request with %s is a violation', async (_, request, asked, problem) => {
  const { server } = await startWithCommit();
  const { status, json } = await ask(server, request, asked);
  expect(status).toBe(400);
  expect(json.message).toContain(problem);
  expect(server.violations).toHaveLength(1);
  expect(server.violations[0]).toContain(problem);
});

test('an answer that GitHub does not document is a violation', () => {
  const operation = OPERATIONS.find(({ route }) => route === 'GET /git/ref/{ref}')!;
  const problems = (status: number, body: unknown, type = 'application/json') =>
    responseProblems(operation, { status, headers: { 'content-type': type }, body: Buffer.from(JSON.stringify(body)) });
  const good = {
    ref: 'refs/heads/main',
    node_id: 'x',
    url: 'http://localhost/ref',
    object: { type: 'commit', sha: '0'.repeat(40), url: 'http://localhost/commit' },
  };
  expect(problems(200, good)).toEqual([]);
  expect(problems(403, { message: 'no' })).toEqual([]);
  expect(problems(202, good)).toEqual(['status 202 is not documented']);
  expect(problems(200, good, 'text/html')).toEqual(['content-type text/html is not documented']);
  expect(problems(200, { ...good, url: 'nowhere' })[0]).toContain('/url must match format "uri"');
  expect(problems(200, { ...good, extra: 1 })[0]).toContain('additional');
  const { object, ...without } = good;
  expect(problems(200, without)[0]).toContain("'object'");
  expect(problems(200, { ...good, object: { ...object, sha: '0' } })[0]).toContain('/object/sha');
});

test('a redirect without its address is a violation', () => {
  const operation = OPERATIONS.find(({ route }) => route.startsWith('GET /actions/artifacts/'))!;
  const answer = { status: 302, headers: {}, body: Buffer.alloc(0) };
  expect(responseProblems(operation, answer)).toEqual(['header Location is absent']);
});

test('schemas are converted to JSON Schema', () => {
  expect(
    toJsonSchema(
      {
        type: 'object',
        properties: {
          nullable: { type: 'string', enum: ['a'], nullable: true },
          other: { nullable: true, oneOf: [{ $ref: '#/components/schemas/x' }] },
          open: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
      'id',
    ),
  ).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: {
      nullable: { type: ['string', 'null'], enum: ['a', null] },
      other: { anyOf: [{ oneOf: [{ $ref: 'id#/components/schemas/x' }] }, { type: 'null' }] },
      open: { type: 'object', additionalProperties: { type: 'string' } },
    },
  });
});
