import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { openGitHub } from '../github-server/open.ts';
import type { Pull, RepositoryState } from '../github-server/repository.ts';
import type { FakeGitHub, GitHubOptions } from '../github-server/server.ts';
import { pullRequestEvent, pushEvent } from './harness/events.ts';
import { type ActionResult, type ActionRun, runAction } from './harness/run-action.ts';
import { policy, predictions, ROOT } from './laptop.ts';

export const POLICY_PATH = '.github/model-gate.yml';
export const RULES = '{ metric: accuracy, min: 0.8, max-drop: 2pp }, { metric: f1_macro, max-drop: 2pp }';
export const POLICY = policy(RULES, { baseline: '{ store: branch }' });

/** Results as they are on the default branch, and clearly worse ones. */
export const SAME = predictions(1000, 50);
export const WORSE = predictions(1000, 150);

const validate = new Ajv2020().compile(JSON.parse(readFileSync(join(ROOT, 'schema/report.schema.json'), 'utf8')));

type Options = Partial<Omit<ActionRun, 'server'>> & { readonly results?: string | null };

/** A repository whose default branch holds a policy. */
export async function openProject(
  options: GitHubOptions & { readonly policy?: string | null } = {},
): Promise<FakeGitHub> {
  const { policy: text = POLICY, ...rest } = options;
  const server = await openGitHub(rest);
  server.commitFiles('main', { 'README.md': 'models', ...(text === null ? {} : { [POLICY_PATH]: text }) });
  return server;
}

/** What a run of the bundle has recorded, by the options of the repository. */
const RECORDED = new Map<string, RepositoryState>();

/** A repository whose default branch has a recorded baseline. One run of the bundle records it for all repositories that begin alike. */
export async function recorded(options: Parameters<typeof openProject>[0] = {}) {
  const key = JSON.stringify(options);
  const from = RECORDED.get(key);
  if (from !== undefined) {
    const { policy: _, ...rest } = options;
    return openGitHub({ ...rest, from });
  }
  const server = await openProject(options);
  const first = await push(server);
  expect(first.exitCode).toBe(0);
  RECORDED.set(key, server.state());
  return server;
}

/** Runs the action for the tip of the default branch, whose evaluation has these results. */
export function push(
  server: FakeGitHub,
  { results = predictions(1000, 50), ...rest }: Options = {},
): Promise<ActionResult> {
  return run(server, { event: pushEvent(server), ...rest }, results, server.readFile('main', POLICY_PATH));
}

/** Opens a pull request that changes some files. */
export function propose(
  server: FakeGitHub,
  changes: Readonly<Record<string, string>> = { 'model.py': 'new' },
  options: { readonly fork?: string } = {},
): Pull {
  const head = server.commitFiles(null, changes, { parents: [server.refs.get('refs/heads/main')!] });
  return server.pullRequest({ head, ...options });
}

/** Runs the action for a pull request, whose evaluation has these results. */
export function review(server: FakeGitHub, pull: Pull, { results = predictions(1000, 50), ...rest }: Options = {}) {
  return run(server, { event: pullRequestEvent(server, pull), ...rest }, results, null);
}

async function run(
  server: FakeGitHub,
  given: Omit<ActionRun, 'server'>,
  results: string | null,
  policyFile: Uint8Array | null,
): Promise<ActionResult> {
  const workspaceFiles = {
    ...(policyFile === null ? {} : { [POLICY_PATH]: policyFile }),
    ...(results === null ? {} : { 'results.csv': results }),
    ...given.workspaceFiles,
  };
  const result = await runAction({ server, ...given, workspaceFiles });
  expect(result.violations).toEqual([]);
  expect(server.unusedFaults()).toEqual([]);
  if (result.report !== null) expect(validate(result.report), JSON.stringify(validate.errors)).toBe(true);
  expect(result.stderr).not.toContain('    at ');
  return result;
}

/** What the finding about a metric says. */
export function findingOf(result: ActionResult, metric: string | null, rule = 'max-drop') {
  return result.report.suites[0].findings.find(
    (finding: { metric: string | null; rule: string }) => finding.metric === metric && finding.rule === rule,
  );
}

/** Messages of the annotations of one level. */
export function annotationsOf({ commands }: ActionResult, name: 'error' | 'warning' | 'notice'): readonly string[] {
  return commands.filter((command) => command.name === name).map(({ message }) => message);
}

/** The files on the branch of baselines. */
export function recordsOf(server: FakeGitHub, branch = 'model-gate'): readonly string[] {
  const tip = server.refs.get(`refs/heads/${branch}`);
  if (tip === undefined) return [];
  return [...server.git.files(server.git.commits.get(tip)!.tree).keys()].sort();
}
