import { expect, test } from 'vitest';
import { policy } from './laptop.ts';
import { openProject, propose, push, RULES, review, SAME } from './project.ts';

const RUN = 4711;
/** For one suite and one artifact, the download of its file included. */
const BEFORE_VERDICT = 8;
const IN_ALL = 12;

/** What only tells the verdict. */
const TELLS = /comments|statuses/;

/** The requests of a pull request whose suite reads this many artifacts, as GitHub saw them. */
async function requestsOf(artifacts: number): Promise<readonly string[]> {
  const text = policy(RULES, { baseline: '{ store: branch }' }).replace('files: [results.csv]', 'artifact: "eval*"');
  const server = await openProject({ policy: text });
  const [head, ...rows] = SAME.trim().split('\n');
  const size = Math.ceil(rows.length / artifacts);
  for (let i = 0; i < artifacts; i++) {
    const part = [head, ...rows.slice(i * size, (i + 1) * size)].join('\n');
    server.addArtifact(RUN, `eval-${i}`, { [`part-${i}.csv`]: part });
  }
  const given = { results: null, runId: RUN };
  expect((await push(server, given)).exitCode).toBe(0);
  const before = server.requests.length;
  const result = await review(server, propose(server), given);
  expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  return server.requests
    .slice(before)
    .flatMap(({ route }) => (route!.includes('{archive_format}') ? [route!, 'GET download'] : [route!]));
}

test('a pull request needs at most 8 requests before the verdict and 12 in all, and one more with its download for each further artifact', async () => {
  const [one, three] = [await requestsOf(1), await requestsOf(3)];
  process.stdout.write(one.map((route, i) => `${i + 1}. ${route}\n`).join(''));
  expect(one.filter((route) => !TELLS.test(route)).length).toBeLessThanOrEqual(BEFORE_VERDICT);
  expect(one.length).toBeLessThanOrEqual(IN_ALL);
  const ofGitHub = (routes: readonly string[]) => routes.filter((route) => route !== 'GET download').length;
  expect(ofGitHub(three) - ofGitHub(one)).toBe(2);
});
