import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FakeGitHub } from '../github-server/server.ts';
import { runs } from '../runs.ts';
import { disturb, FAULTS, type Step, stepsOf, tableOf } from './fault-table.ts';
import { startHere } from './harness/in-process.ts';
import type { ActionResult } from './harness/run-action.ts';
import { policy, ROOT } from './laptop.ts';
import {
  annotationsOf,
  openProject,
  POLICY_PATH,
  propose,
  push,
  RULES,
  recordsOf,
  review,
  SAME,
  WORSE,
} from './project.ts';

/** Every request is disturbed in every way when that is asked for, which takes minutes; in these where CI runs; else faults.test.ts is enough. */
const ALL = process.env['MODEL_GATE_FAULTS'] === 'all';
const IS_ASKED = ALL || runs(1) > 1;
const SAMPLE = ['403 permission', '404', 'answer lost'];

const HEAD = `# What a user sees when a request fails

\`npm run test:faults\` holds this table against the program; \`npm run test:faults -- -u\` writes it. What the words mean, and why it is so: [When GitHub fails](when-github-fails.md). Where a cell names two things, the first is what a fault comes to that passes, the second one that lasts.
`;

const RUN = 4711;
const POLICY = policy(RULES, { baseline: '{ store: branch }' }).replace('files: [results.csv]', 'artifact: eval');
const QUICK = { start: startHere(300), results: null };

/** What the change itself wants to be judged by. */
const LOOSE = policy('{ metric: accuracy, min: 0.1 }', { baseline: '{ store: branch }' }).replace(
  'files: [results.csv]',
  'artifact: eval',
);

const GOOD_RUN = { ...QUICK, runId: RUN };
const BAD_RUN = { ...QUICK, runId: RUN + 1 };

/** A run that can be repeated from the same state. */
interface Scenario {
  readonly run: () => Promise<ActionResult>;
  readonly reset: () => void;
  /** What the user sees, in a few words; throws when it is not what it must be. */
  readonly judge: (result: ActionResult) => string;
}

async function open(): Promise<FakeGitHub> {
  const server = await openProject({ policy: POLICY });
  server.addArtifact(RUN, 'eval', { 'results.csv': SAME });
  server.addArtifact(RUN + 1, 'eval', { 'results.csv': WORSE });
  return server;
}

function pullRequest(server: FakeGitHub, verdict: 'pass' | 'fail'): Scenario {
  const pull = propose(server);
  return {
    run: () =>
      review(server, pull, {
        ...(verdict === 'pass' ? GOOD_RUN : BAD_RUN),
        workspaceFiles: { [POLICY_PATH]: LOOSE },
      }),
    reset: () => void server.comments.splice(0),
    judge: (result) => {
      if (hasNoVerdict(result)) return 'no verdict';
      expect(result).toMatchObject({ exitCode: verdict === 'pass' ? 0 : 1, outputs: { verdict } });
      const warnings = annotationsOf(result, 'warning').filter((text) => text.includes('was not published (comment)'));
      if (warnings.length > 0) return 'warning';
      expect(server.comments).toHaveLength(1);
      return 'fine';
    },
  };
}

function recording(server: FakeGitHub): Scenario {
  const tip = server.refs.get('refs/heads/model-gate') ?? null;
  const before = recordsOf(server).length;
  return {
    run: () => push(server, GOOD_RUN),
    reset: () => server.setRef('model-gate', tip),
    judge: (result) => {
      if (hasNoVerdict(result)) return 'no verdict';
      expect(result.outputs['verdict']).toBe('pass');
      if (result.exitCode === 0) {
        expect(recordsOf(server).length).toBeGreaterThan(before);
        return 'fine';
      }
      expect(annotationsOf(result, 'error')[0]).toMatch(/^The baseline record could not be stored/);
      return 'not recorded';
    },
  };
}

function hasNoVerdict(result: ActionResult): boolean {
  const [error = ''] = annotationsOf(result, 'error');
  if (!error.startsWith('No verdict could be reached.')) return false;
  expect(result).toMatchObject({ exitCode: 1, outputs: {}, report: null });
  expect(error).toMatch(/GitHub|baseline branch/);
  return true;
}

/** Disturbs every step in every way, once and for good, and repeats the run when the trouble is over. */
async function tryAll(server: FakeGitHub, title: string, { run, reset, judge }: Scenario): Promise<string> {
  const clean = await run();
  expect(judge(clean)).toBe('fine');
  const steps = stepsOf(clean.requests);
  const seen = new Map<string, string>();
  for (const step of steps) {
    for (const [name, kind] of Object.entries(FAULTS)) {
      if (!ALL && !SAMPLE.includes(name)) continue;
      for (const lasts of [false, true]) {
        const key = keyOf(step, name, lasts);
        reset();
        disturb(server, step, kind, lasts);
        const startedAt = performance.now();
        const result = await run();
        expect(performance.now() - startedAt, key).toBeLessThan(10_000);
        seen.set(
          key,
          look(key, () => judge(result)),
        );
        look(key, () => expectNoSecret(result, server.token));
        if (name === '403 permission' && seen.get(key) !== 'fine') {
          if (step.match !== 'GET download')
            look(key, () => expect(result.stdout).toMatch(/Add `[a-z-]+: (read|write)`/));
        }
        server.faults.splice(0);
        const repeated = await run();
        look(`${key}, repeated`, () => expect(judge(repeated)).toBe('fine'));
      }
    }
  }
  return tableOf(title, steps, (step, name, lasts) => seen.get(keyOf(step, name, lasts))!);
}

const keyOf = (step: Step, name: string, lasts: boolean) => `${step.title}: ${name}${lasts ? ', lasting' : ''}`;

/** Says which cell of the table it is that is wrong. */
function look<T>(key: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new Error(`${key}: ${(error as Error).message}`, { cause: error });
  }
}

function expectNoSecret({ stdout, summary }: ActionResult, token: string): void {
  const log = stdout.replaceAll(/^::add-mask::.*$/gm, '');
  expect(log + summary).not.toContain(token);
  expect(log + summary).not.toMatch(/sig(nature)?[=-]/);
}

describe.skipIf(!IS_ASKED)('a fault of any request (in CI, and by npm run test:faults)', () => {
  const tables: string[] = [];

  it.each(['pass', 'fail'] as const)('of a pull request never changes the verdict %s', async (verdict) => {
    const server = await open();
    expect((await push(server, GOOD_RUN)).exitCode).toBe(0);
    tables.push(
      await tryAll(server, 'A pull request, of a good model and of a bad one alike', pullRequest(server, verdict)),
    );
  });

  it('of the first run that records never loses the record silently', async () => {
    const server = await open();
    tables.push(await tryAll(server, 'The first record', recording(server)));
  });

  it('of a later run that records never loses the record silently', async () => {
    const server = await open();
    expect((await push(server, GOOD_RUN)).exitCode).toBe(0);
    server.commitFiles('main', { 'model.py': 'next' });
    tables.push(await tryAll(server, 'A further record', recording(server)));
  });

  if (ALL) {
    it('ends as the table says', async () => {
      const [good, bad, ...pushes] = tables;
      expect(pushes).toHaveLength(2);
      expect(bad).toBe(good);
      await expect([HEAD, good, ...pushes].join('\n')).toMatchFileSnapshot(join(ROOT, 'docs/fault-table.md'));
    });
  }
});
