import { describe, expect, it } from 'vitest';
import { check, lines, recordOf } from './run-gate.ts';

const SCORES = 'task: scores\ngates: [{ metric: quality, max-drop: 0.1 }]';

interface Run {
  readonly lost?: number;
  readonly judge?: string;
  readonly dataset?: string;
  readonly prompt?: string;
  readonly question?: (i: number) => string;
}

/** 300 judged answers with scores around 0.7. */
function judged({ lost = 0, judge, dataset, prompt, question }: Run) {
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: i,
    quality: 0.5 + (i % 5) / 10 - lost,
    ...(judge === undefined ? {} : { judge_model: judge }),
    ...(dataset === undefined ? {} : { dataset_version: dataset }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(question === undefined ? {} : { question: question(i) }),
  }));
  return { 'a.jsonl': lines(rows) };
}

async function findingOf(suite: string, before: Run, now: Run) {
  const { suite: report } = await check({ suite, files: judged(now), before: { files: judged(before) } });
  return report.findings[0]!;
}

describe('a difference may be due to something else than the model', () => {
  it('another judge turns a pass into a warning, and is named beside a fail', async () => {
    const passed = await findingOf(SCORES, { judge: 'gpt-a' }, { judge: 'gpt-b', lost: 0.01 });
    expect(passed).toMatchObject({ outcome: 'warn', reason: 'confounded' });
    expect(passed.message).toBe(
      'quality may differ for another reason than the model: the judge changed with the model, from "gpt-a" to "gpt-b". Evaluate the baseline again in the same way, or record this run once it is accepted.',
    );
    const failed = await findingOf(SCORES, { judge: 'gpt-a' }, { judge: 'gpt-b', lost: 0.3 });
    expect(failed).toMatchObject({ outcome: 'fail', reason: 'regressed' });
    expect(failed.message).toContain(' Confounded: the judge changed with the model, from "gpt-a" to "gpt-b".');
  });

  it('the same judge, and a judge that only one side names, are no reason to doubt', async () => {
    expect(await findingOf(SCORES, { judge: 'a' }, { judge: 'a', lost: 0.01 })).toMatchObject({ outcome: 'pass' });
    expect(await findingOf(SCORES, {}, { judge: 'a', lost: 0.01 })).toMatchObject({ outcome: 'pass' });
  });

  it('a judge says nothing about answers that are right or wrong', async () => {
    const rows = (judge: string) => ({
      'a.jsonl': lines(Array.from({ length: 100 }, (_, i) => ({ id: i, label: i % 2, prediction: 1, judge }))),
    });
    const suite = 'task: binary\npositive-label: "1"\ngates: [{ metric: accuracy, max-drop: 1pp }]';
    const { suite: report } = await check({ suite, files: rows('b'), before: { files: rows('a') } });
    expect(report.findings[0]).toMatchObject({ outcome: 'pass', reason: 'unchanged' });
  });

  it('a prompt counts where the policy names it', async () => {
    const [before, now] = [{ prompt: 'v1' }, { prompt: 'v2', lost: 0.01 }];
    expect(await findingOf(SCORES, before, now)).toMatchObject({ outcome: 'pass' });
    const named = `${SCORES}\ncolumns: { prompt: prompt }`;
    expect(await findingOf(named, before, now)).toMatchObject({ outcome: 'warn', reason: 'confounded' });
  });

  it('another version of the data set, or another input under the same id, is another data set', async () => {
    const version = await findingOf(SCORES, { dataset: 'v1' }, { dataset: 'v2', lost: 0.01 });
    expect(version).toMatchObject({ outcome: 'warn', reason: 'dataset-changed' });
    expect(version.message).toContain('the data set changed with the model, from "v1" to "v2"');

    const named = `${SCORES}\ncolumns: { input: question }`;
    const before = { question: (i: number) => `What is ${i}?` };
    const same = await findingOf(named, before, { ...before, lost: 0.01 });
    expect(same).toMatchObject({ outcome: 'pass' });
    const other = await findingOf(named, before, { question: (i) => `What is ${i < 7 ? -i - 1 : i}?`, lost: 0.01 });
    expect(other).toMatchObject({ outcome: 'warn', reason: 'dataset-changed' });
    expect(other.message).toContain('7 of the 300 shared ids carry another input');
  });
});

it('a record keeps versions, and of inputs nothing but keyed hashes', async () => {
  const question = (i: number) => `Who is patient ${i}?`;
  const files = judged({ judge: 'gpt-a', dataset: 'v1', prompt: 'p', question });
  const record = await recordOf(`${SCORES}\ncolumns: { input: question }`, files);
  expect(record.versions).toEqual({ judge: ['gpt-a'], dataset: ['v1'] });
  expect(record.inputs).toHaveLength(300);
  expect(new Set(record.inputs).size).toBe(300);
});

it('a column of many values is no version', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ id: i, quality: 1, judge: `because ${i}`, grader: {} }));
  const files = { 'a.jsonl': lines(rows) };
  const { suite } = await check({ suite: SCORES, files });
  expect(suite.findings[0]).toMatchObject({ outcome: 'pass' });
  await expect(check({ suite: `${SCORES}\ncolumns: { judge: judge }`, files })).rejects.toThrow(
    'suites[0].columns.judge: the column "judge" has 40 different values, and a version at most 20. Name a column that says which judge it was.',
  );
});
