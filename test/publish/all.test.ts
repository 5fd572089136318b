import { expect, test } from 'vitest';
import { GitHubError } from '../../src/errors.ts';
import { publishAll } from '../../src/publish/all.ts';
import { reportOf } from './report-example.ts';

test('each publisher has its turn in order, and what fails is a warning', async () => {
  const done: string[] = [];
  const warnings: string[] = [];
  const report = reportOf('fail');
  const publisher = (name: string, error?: unknown) => ({
    name,
    publish: async (given: unknown) => {
      expect(given).toBe(report);
      if (error !== undefined) throw error;
      done.push(name);
    },
  });
  const nothing = (): void => {};
  await publishAll(
    [
      publisher('summary', new Error('no file')),
      publisher('outputs'),
      publisher('comment', new GitHubError('comment on #3', 403, 'Read only.', 'pull-requests: write')),
      publisher('last'),
    ],
    report,
    { info: nothing, notice: nothing, error: nothing, warning: (line) => void warnings.push(line) },
  );
  expect(done).toEqual(['outputs', 'last']);
  expect(warnings).toEqual([
    'The report was not published (summary): no file',
    'The report was not published (comment): GitHub: comment on #3 failed (status 403): Read only. ' +
      'Add `pull-requests: write` to the permissions of the job.',
  ]);
});
