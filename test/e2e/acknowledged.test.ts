import { describe, expect, it } from 'vitest';
import { makeFolder, writeFiles } from './harness/process.ts';
import { cli, policy } from './laptop.ts';
import {
  annotationsOf,
  findingOf,
  POLICY,
  POLICY_PATH,
  propose,
  push,
  RULES,
  recorded,
  recordsOf,
  review,
  SAME,
  WORSE,
} from './project.ts';

const LEDGER_PATH = '.github/model-gate-acknowledged.yml';

const entry = (metric: string, worst: number, expires: string) =>
  `  - { suite: spam, metric: ${metric}, worst: ${worst}, reason: 'A new scanner, <b>ask</b>', owner: '@ada', expires: ${expires} }\n`;
const ledger = (worst: number, expires = '2099-12-31') =>
  `version: 1\nacknowledged:\n${entry('accuracy', worst, expires)}${entry('f1_macro', worst - 0.01, expires)}`;

describe('the ledger of acknowledged regressions', () => {
  it('of the base lets a regression pass, in plain sight', async () => {
    const server = await recorded();
    server.commitFiles('main', { [LEDGER_PATH]: ledger(0.85) });
    const result = await review(server, propose(server), { results: WORSE });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', acknowledged: 'true' } });
    expect(findingOf(result, 'accuracy')).toMatchObject({ outcome: 'pass', reason: 'acknowledged' });
    expect(findingOf(result, 'accuracy').message).toMatch(
      /^accuracy fell by .*Acknowledged until 2099-12-31 by @ada: A new scanner/,
    );
    const { body } = server.comments[0]!;
    expect(body).toMatch(/2 acknowledged/);
    expect(body).toContain('| ☑️ | <code>accuracy</code>');
    expect(body).not.toMatch(/<b>|[^;]@ada/);
    const read = result.requests.filter(({ path }) => path.endsWith(LEDGER_PATH));
    expect(read).toHaveLength(1);
  });

  it('of the change alone does not, and the report tells what it would accept', async () => {
    const server = await recorded();
    const pull = propose(server, { [LEDGER_PATH]: ledger(0.85) });
    const workspaceFiles = { [LEDGER_PATH]: ledger(0.85), [POLICY_PATH]: POLICY };
    const result = await review(server, pull, { results: WORSE, workspaceFiles });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', acknowledged: 'false' } });
    expect(result.report.policy_changes).toHaveLength(2);
    expect(server.comments[0]!.body).toMatch(/takes effect after merging[\s\S]*acknowledges accuracy of the suite/);
  });

  it('accepts neither a worse value nor one after its day, and with a mistake nothing', async () => {
    const server = await recorded();
    server.commitFiles('main', { [LEDGER_PATH]: ledger(0.87) });
    const worse = await review(server, propose(server), { results: WORSE });
    expect(worse).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', acknowledged: 'false' } });
    expect(findingOf(worse, 'accuracy').message).toContain('worse than the 0.87 that @ada acknowledged');
    server.commitFiles('main', { [LEDGER_PATH]: ledger(0.85, '2020-01-31') });
    const late = await review(server, propose(server), { results: WORSE });
    expect(late).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(findingOf(late, 'accuracy').message).toContain('acknowledgement of @ada EXPIRED on 2020-01-31');
    expect(server.comments.at(-1)!.body).toContain('expired on 2020-01-31: renew or remove it');
    server.commitFiles('main', { [LEDGER_PATH]: 'version: 1\nacknowleged: []\n' });
    const good = await review(server, propose(server));
    expect(good).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(annotationsOf(good, 'warning')[0]).toMatch(/Nothing is acknowledged[\s\S]*Did you mean acknowledged/);
  });

  it('lets a push become a baseline', async () => {
    const server = await recorded();
    const before = recordsOf(server).length;
    server.commitFiles('main', { [LEDGER_PATH]: ledger(0.85) });
    const result = await push(server, { results: WORSE, workspaceFiles: { [LEDGER_PATH]: ledger(0.85) } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', acknowledged: 'true' } });
    expect(recordsOf(server).length).toBeGreaterThan(before);
  });

  it('holds on a laptop, too', async () => {
    const cwd = await makeFolder({ 'gate.yml': policy(RULES), 'results.csv': SAME });
    await cli(['record', '--policy', 'gate.yml', '--out', 'baseline.parquet'], { cwd });
    await writeFiles(cwd, { 'results.csv': WORSE, 'gate-acknowledged.yml': ledger(0.85) });
    const result = await cli(['check', '--policy', 'gate.yml'], { cwd });
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.stdout).toContain('1 rule holds, 2 acknowledged');
  });
});

describe('a change of the policy', () => {
  it('is told, relaxations first, and judges nothing yet; one that cannot be read is a sentence', async () => {
    const server = await recorded();
    const loose = POLICY.replace('min: 0.8', 'min: 0.7').replace('store: branch', 'store: branch, max-commits: 9');
    const workspaceFiles = { [POLICY_PATH]: loose };
    const pull = propose(server, workspaceFiles);
    const result = await review(server, pull, { workspaceFiles });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(result.report.policy_changes.map(({ kind }: { kind: string }) => kind)).toEqual(['relaxes', 'tightens']);
    expect(server.comments[0]!.body).toContain('relaxes <code>min</code> on <code>accuracy</code>');
    const own = await review(server, pull, { workspaceFiles, inputs: { 'policy-from': 'head' } });
    expect(own.report.policy_changes).toHaveLength(2);
    expect(own.requests.filter(({ path }) => path.endsWith(POLICY_PATH))).toHaveLength(1);
    const broken = { [POLICY_PATH]: 'version: 1\nsuites: [{ "<img src=x>": 1 }]\n' };
    const unread = await review(server, propose(server, broken), { workspaceFiles: broken });
    expect(unread).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(unread.report.policy_changes[0].text).toContain('is not known: the file has a problem at');
    expect(server.comments.at(-1)!.body).not.toContain('<img');
  });
});
