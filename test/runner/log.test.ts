import { expect, test, vi } from 'vitest';
import { maskSecret, setFailed } from '../../src/runner/commands.ts';
import { runnerLog } from '../../src/runner/log.ts';

/** What the process prints meanwhile, line by line. */
function printed(run: () => void): readonly string[] {
  const chunks: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    chunks.push(String(chunk));
    return true;
  });
  try {
    run();
  } finally {
    spy.mockRestore();
  }
  return chunks.join('').split(/\r\n|\r|\n/);
}

/** The runner takes a line for a command when it begins with `::` after white space, or holds `##[` anywhere. */
const isCommand = (line: string): boolean => /^[\s\u0085]*::/.test(line) || line.includes('##[');

test.each([
  '::set-output name=verdict::pass',
  'fine\n::error::forged',
  'fine\r\n  ::add-mask::a',
  'fine\r::stop-commands::x',
  '\u0085\u00a0\u2003::warning::forged',
  ':::error::forged',
  'text ##[set-env name=PATH]x',
  '##[error]forged',
])('text cannot become a command: %j', (text) => {
  const log = runnerLog();
  expect(printed(() => log.info(text)).filter(isCommand)).toEqual([]);
  for (const level of ['notice', 'warning', 'error'] as const) {
    const lines = printed(() => log[level](text));
    expect(lines.filter(isCommand).every((line) => line.startsWith(`::${level}::`))).toBe(true);
    expect(lines).toHaveLength(2);
  }
});

test('ordinary text stays as it is', () => {
  const text = 'recall: 0.9\n  tests/a.py::test_b passed\n## title [x]';
  expect(printed(() => runnerLog().info(text)).join('\n')).toBe(`${text}\n`);
});

test('every line of a secret is hidden', () => {
  expect(printed(() => maskSecret('one\n\ntwo'))).toEqual(['::add-mask::one', '::add-mask::two', '']);
});

test('a failure makes the exit status 1', () => {
  const before = process.exitCode;
  try {
    expect(printed(() => setFailed('worse\nthan before'))[0]).toBe('::error::worse%0Athan before');
    expect(process.exitCode).toBe(1);
  } finally {
    process.exitCode = before;
  }
});
