import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { check } from './run-gate.ts';

describe('precomputed values', () => {
  const suite =
    'task: metrics\ngates: [{ metric: acc, min: 0.5, max-drop: 0.01 }, { metric: acc, min: 0.49, when-unsure: fail }]';
  const values = (acc: number) => ({ 'a.json': JSON.stringify({ acc, acc_stderr: 0.01 }) });

  it.each([0.5, 0.495, 0.52])('of no known number of examples are not said to rest on any: %d', async (acc) => {
    const { report } = await check({ suite, files: values(acc), before: { files: values(0.51) } });
    const texts = [
      renderTerminal(report, { color: false, width: 100 }),
      renderMarkdown(report, { maxBytes: 60_000 }),
      renderHtml(report),
      ...report.suites[0]!.findings.map(({ message }) => message),
    ];
    for (const text of texts) expect(text).not.toMatch(/\b0 examples?|n = 0|examples would settle|examples show/);
  });
});
