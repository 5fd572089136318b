import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasetOf, measure } from './generation-rows.ts';

/** Real outputs of other people's models, kept beside the repository. */
const shared = new URL('../../../shared/data/', import.meta.url);
const present = existsSync(shared);
const because = present ? '' : ' (skipped: ../shared is absent)';

type Row = Readonly<Record<string, unknown>>;

const read = (path: string): string => (present ? readFileSync(new URL(path, shared), 'utf8') : '');
const readLines = (path: string): readonly Row[] =>
  read(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const outcomes = (rows: readonly Row[], key: string) => rows.map((row) => (String(row[key]) === 'true' ? 1 : 0));
const numbers = (rows: readonly Row[], key: string) => rows.map((row) => row[key] as number);

/** What the model said, in the answer of the API as it was logged. */
function answerOf(response: unknown): string {
  const { choices } = response as { choices: readonly { message: { content: string } }[] };
  return choices[0]!.message.content;
}

describe.skipIf(!present)(`lm-evaluation-harness on Basque QNLI${because}`, () => {
  it.each([
    ['gpt-3.5-turbo-0125', 50],
    ['gpt-4-1106-preview', 71.849],
  ])('%s is right in %d percent', (model, percent) => {
    const rows = readLines(`lm-eval/${model}.basqueglue_qnli_5-shot.jsonl`);
    expect(rows).toHaveLength(238);
    const passed = rows.map(({ correct }) => (String(correct).toLowerCase() === 'true' ? 1 : 0));
    const { value } = measure('pass@1', datasetOf({ rows: rows.length, quantities: { passed } }));
    expect(100 * value!).toBeCloseTo(percent, 3);

    const texts = rows.map(({ label, response }) => [answerOf(response), [['bai', 'ez'][label as number]!]] as const);
    const match = measure('exact_match', datasetOf({ rows: rows.length, texts })).value!;
    expect(100 * match).toBeCloseTo(percent, 3);
  });
});

describe.skipIf(!present)(`vexp on SWE-bench Verified${because}`, () => {
  const rows = readLines('vexp-swebench/swebench-2026-03-22.jsonl');
  const given = datasetOf({
    rows: rows.length,
    quantities: {
      passed: outcomes(rows, 'resolved'),
      cost: numbers(rows, 'costUsd'),
      latency: numbers(rows, 'durationMs'),
    },
  });

  it('resolves 73.0 % of 100 at $0.67', () => {
    expect(rows).toHaveLength(100);
    expect(measure('pass@1', given).value).toBe(0.73);
    expect(measure('cost_per_example', given).value!.toFixed(2)).toBe('0.67');
  });

  it('takes as long as the times that rank 50th and 51st', () => {
    const sorted = numbers(rows, 'durationMs').toSorted((a, b) => a - b);
    expect(measure('latency_p50', given).value).toBe((sorted[49]! + sorted[50]!) / 2);
  });

  it.each([
    ['livesweagent', 79.2, 72],
    ['openhands', 77.6, 70],
    ['sonar', 79.2, 70],
  ])('%s resolves %d percent of 500, and %d of the 100', (system, percent, ofHundred) => {
    const ids: readonly string[] = JSON.parse(read(`vexp-swebench/${system}-resolved.json`)).resolvedIds;
    const all = Array.from({ length: 500 }, (_, i) => (i < new Set(ids).size ? 1 : 0));
    expect(measure('pass@1', datasetOf({ rows: 500, quantities: { passed: all } })).value).toBeCloseTo(
      percent / 100,
      14,
    );
    const subset = rows.map(({ instanceId }) => (ids.includes(instanceId as string) ? 1 : 0));
    expect(measure('pass@1', datasetOf({ rows: 100, quantities: { passed: subset } })).value).toBe(ofHundred / 100);
  });
});
