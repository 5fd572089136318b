import { expect, test } from 'vitest';
import { ACTIONS_BOT } from '../github-server/repository.ts';
import { policy } from './laptop.ts';
import { openProject, propose, push, RULES, review, SAME, WORSE } from './project.ts';

const RUN = 4711;

test('one of more than 100 artifacts is found, and so is the own comment behind more than 100, one with a forged marker among them', async () => {
  const text = policy(RULES, { baseline: '{ store: branch }' }).replace('files: [results.csv]', 'artifact: eval');
  const server = await openProject({ policy: text });
  for (const [run, results] of [
    [RUN, SAME],
    [RUN + 1, WORSE],
  ] as const) {
    server.addArtifact(run, 'eval', { 'results.csv': results });
    for (let i = 0; i < 104; i++) server.addArtifact(run, `log-${i}`, { 'log.txt': 'words' });
  }
  expect((await push(server, { results: null, runId: RUN })).exitCode).toBe(0);

  const pull = propose(server);
  for (let i = 0; i < 104; i++) server.comment(pull.number, `Thought ${i}`);
  const first = await review(server, pull, { results: null, runId: RUN });
  expect(first).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  const own = server.comments.at(-1)!;
  expect(own.user).toEqual(ACTIONS_BOT);
  const forged = server.comment(pull.number, own.body);

  const second = await review(server, pull, { results: null, runId: RUN + 1 });
  expect(second).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(second.requests.filter(({ route }) => route === 'GET /issues/{issue_number}/comments')).toHaveLength(2);
  expect(server.comments).toHaveLength(106);
  expect(own.body).toContain('Model gate failed');
  expect(forged.body).toContain('Model gate passed');
});
