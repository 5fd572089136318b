import { expect, it } from 'vitest';
import { parseSections } from '../../src/publish/sections.ts';
import { openProject, propose, push, recorded, review, SAME, WORSE } from './project.ts';

const routes = (result: { requests: readonly { route: string | null }[] }) =>
  result.requests.flatMap(({ route }) => (route?.includes('comments') ? [route] : []));

it('two gates that run at once share one comment, the failed one first', async () => {
  const server = await recorded();
  const pull = propose(server);
  const both = await Promise.all([
    review(server, pull, { results: SAME, inputs: { name: 'calm' } }),
    review(server, pull, { results: WORSE, inputs: { name: 'shaken' } }),
  ]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
  expect(server.comments).toHaveLength(1);
  const { id, body } = server.comments[0]!;
  expect([...parseSections(body).keys()]).toEqual(['calm', 'shaken']);
  expect(body.split('\n').slice(0, 5)).toEqual([
    '<!-- model-gate:v1 -->',
    '### 2 model gates: 1 failed',
    '',
    '- ❌ **shaken**: Model gate failed.',
    '- ✅ **calm**: Model gate passed.',
  ]);
  for (const { outputs } of both) expect(outputs['comment-url']).toContain(String(id));
});

it('a gate that is alone asks no more than before', async () => {
  const server = await openProject();
  await push(server);
  const pull = propose(server);
  const list = 'GET /issues/{issue_number}/comments';
  expect(routes(await review(server, pull))).toEqual([list, 'POST /issues/{issue_number}/comments', list]);
  expect(routes(await review(server, pull, { results: WORSE }))).toEqual([list, 'PATCH /issues/comments/{comment_id}']);
});
