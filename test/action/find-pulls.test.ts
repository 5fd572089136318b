import { expect, test } from 'vitest';
import { findPulls } from '../../src/action/find-pulls.ts';
import type { PullRequest } from '../../src/model/ports.ts';
import type { EndedRun } from '../../src/runner/context.ts';

const RUN: EndedRun = {
  id: 5,
  event: 'pull_request',
  conclusion: 'success',
  headSha: 'h',
  headBranch: 'main',
  headRepository: { id: 2, owner: 'stranger' },
  repositoryId: 1,
};
const PULL: PullRequest = {
  number: 1,
  isOpen: true,
  headSha: 'h',
  headRepositoryId: 2,
  baseSha: 'b',
  baseRef: 'main',
  baseRepositoryId: 1,
};

async function find(
  ofBranch: readonly PullRequest[],
  ofCommit: readonly PullRequest[] = [],
  run: Partial<EndedRun> = {},
) {
  const asked: string[] = [];
  const found = await findPulls(
    { ...RUN, ...run },
    {
      openPullsOfBranch: async (owner, branch) => {
        asked.push(`${owner}:${branch}`);
        return ofBranch;
      },
      pullsOfCommit: async (sha) => {
        asked.push(sha);
        return ofCommit;
      },
    },
  );
  return [found.map(({ number }) => number), asked];
}

test('the pull requests of the branch whose head is the commit', async () => {
  expect(await find([PULL, { ...PULL, number: 2, baseRef: 'next' }])).toEqual([[1, 2], ['stranger:main']]);
});

test.each([
  { headSha: 'other' },
  { headRepositoryId: 3 },
  { headRepositoryId: null },
  { baseRepositoryId: 2 },
  { isOpen: false },
])('not one with %o, however it was found', async (other) => {
  expect(await find([{ ...PULL, ...other }], [{ ...PULL, ...other }])).toEqual([[], ['stranger:main', 'h']]);
});

test('those of the commit when the branch has none, was renamed, or is not named', async () => {
  expect((await find([], [PULL]))[0]).toEqual([1]);
  expect(await find([], [PULL], { headBranch: null })).toEqual([[1], ['h']]);
});

test('none of a repository that was deleted: nothing is asked', async () => {
  expect(await find([PULL], [PULL], { headRepository: null })).toEqual([[], []]);
});
