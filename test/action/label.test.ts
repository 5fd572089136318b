import { describe, expect, it } from 'vitest';
import { acknowledgedBy } from '../../src/action/label.ts';
import { GitHubError } from '../../src/errors.ts';
import { readContext } from '../../src/runner/context.ts';

const ENV = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_SHA: 'c'.repeat(40),
  GITHUB_REF: 'refs/pull/1/merge',
  GITHUB_REPOSITORY: 'octo/models',
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_ACTOR: 'ada',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKSPACE: '/w',
  GITHUB_EVENT_PATH: '/e',
};
const PAYLOAD = {
  action: 'labeled',
  label: { name: 'model-gate-acknowledged' },
  sender: { login: 'ada' },
  repository: { default_branch: 'main' },
  pull_request: { number: 1, head: { sha: 'a' }, base: { sha: 'b', ref: 'main' } },
};

async function ask(permission: string | Error, payload: object = {}, env: object = {}) {
  const warnings: string[] = [];
  const asked: string[] = [];
  const none = () => {};
  const log = { info: none, notice: none, error: none, warning: (text: string) => warnings.push(text) };
  const context = await readContext({ ...ENV, ...env }, async () => JSON.stringify({ ...PAYLOAD, ...payload }));
  const permissionOf = async (login: string) => {
    asked.push(login);
    if (permission instanceof Error) throw permission;
    return permission;
  };
  return { by: await acknowledgedBy(context, { permissionOf }, log), warnings, asked };
}

describe('the label of a run', () => {
  it.each(['admin', 'write'])('counts when its sender has the permission %s', async (permission) => {
    expect(await ask(permission)).toEqual({ by: 'ada', warnings: [], asked: ['ada'] });
  });

  it.each(['read', 'none', ''])(
    'counts for nothing with the permission %j, and a warning says so',
    async (permission) => {
      const { by, warnings } = await ask(permission, { sender: { login: 'eve' } });
      expect(by).toBeNull();
      expect(warnings).toEqual([expect.stringContaining('"eve" may not write')]);
    },
  );

  it('counts for nothing when the request is refused', async () => {
    const { by, warnings } = await ask(new GitHubError('read the permission of ada', 403, 'No.'));
    expect(by).toBeNull();
    expect(warnings[0]).toContain('could not be checked');
  });

  it.each([
    [{ action: 'synchronize' }, {}],
    [{ action: 'unlabeled' }, {}],
    [{ label: { name: 'model-gate' } }, {}],
    [{ sender: {} }, {}],
    [{ pull_request: undefined }, {}],
    [{}, { GITHUB_EVENT_NAME: 'merge_group' }],
  ])('is not looked for with %j %j', async (payload, env) => {
    expect(await ask('admin', payload, env)).toEqual({ by: null, warnings: [], asked: [] });
  });
});
