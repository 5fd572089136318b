import { expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { check, lines } from './run-gate.ts';

const texts = (wrong: number) =>
  Array.from({ length: 60 }, (_, i) => ({
    id: `row ${i}`,
    reference: `the ${i} small dogs bit the ${60 - i} men`,
    hypothesis: i < wrong ? 'a cat' : `the ${i} small dogs bite ${60 - i} men`,
    latency: (i * 37) % 60,
  }));

it('the same evidence gives the same bytes, in whatever order its rows come', async () => {
  const suite = 'task: translation\ngates: [{ metric: bleu, max-drop: 1 }, { metric: latency_p95, max-rise: 10% }]';
  const run = async (rows: readonly object[]) => {
    const { report } = await check({
      suite,
      files: { 'a.jsonl': lines(rows) },
      before: { files: { 'a.jsonl': lines(texts(0)) } },
    });
    return renderJson(report).replace(/"sha256": "[0-9a-f]+"/g, '');
  };
  const first = await run(texts(5));
  expect(first).toContain('"bootstrap"');
  expect(await run(texts(5))).toBe(first);
  expect(await run(texts(5).toReversed())).toBe(first);
});
