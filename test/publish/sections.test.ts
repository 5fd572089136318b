import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMENT_MARKER, closingOf, openingOf } from '../../src/publish/marker.ts';
import { joinSections, parseSections, roomFor, says, tidySection } from '../../src/publish/sections.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { reportOf } from './report-example.ts';

const MAX = 60_000;
const section = (slug: string, text: string) => `${openingOf(slug)}\n${text}\n${closingOf(slug)}`;
const join = (sections: Record<string, string>, own: string) =>
  joinSections(new Map(Object.entries(sections)), own, MAX)!;
const verdict = (kind: string, title: string, rest = '') => `> [!${kind}]\n> **${title}.** Because of it.\n${rest}`;
const text = tidySection(
  renderMarkdown(reportOf('fail', -0.25), { maxBytes: MAX, reportUrl: 'https://example.test/runs/1' }),
);

test('a gate that is alone has its report and nothing else', () => {
  expect(join({ default: text }, 'default')).toBe(`${COMMENT_MARKER}\n${section('default', text)}\n`);
});

test('several gates have an overview, failures first, and sections by name with `default` first', () => {
  const body = join(
    {
      'text-b': verdict('TIP', 'Model gate passed'),
      'text-a': verdict('WARNING', 'Model gate passed with a warning'),
      zoo: verdict('CAUTION', 'Model gate failed'),
      default: verdict('NOTE', 'No baseline yet'),
    },
    'zoo',
  );
  expect(body.split('\n').slice(0, 8)).toEqual([
    COMMENT_MARKER,
    '### 4 model gates: 1 failed',
    '',
    '- ❌ **zoo**: Model gate failed.',
    '- ⚠️ **text-a**: Model gate passed with a warning.',
    '- ⏳ **default**: No baseline yet.',
    '- ✅ **text-b**: Model gate passed.',
    '',
  ]);
  expect(body.match(/^## .*$/gm)).toEqual(['## default', '## text-a', '## text-b', '## zoo']);
});

test('what is joined is parsed again, with other line ends as well', () => {
  const line = fc.constantFrom('text', '', '> [!TIP]', '| a |', openingOf('a'), closingOf('b'), COMMENT_MARKER, '## x');
  const lines = fc.array(line, { maxLength: 6 }).map((all) => tidySection(all.join('\n')));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z0-9-]{1,40}$/), lines, { minKeys: 1, maxKeys: 5 }), (given) => {
      const sections = new Map(Object.entries(given));
      const body = joinSections(sections, Object.keys(given)[0]!, MAX)!;
      expect([...parseSections(body)].sort()).toEqual([...sections].sort());
      expect([...parseSections(body.replaceAll('\n', '\r\n').trimEnd())].sort()).toEqual([...sections].sort());
    }),
  );
});

test('a broken section is dropped, and the others stay', () => {
  const parse = (...parts: string[]) => Object.fromEntries(parseSections([COMMENT_MARKER, ...parts].join('\n')));
  expect(parse(openingOf('a'), 'never ends', section('b', 'fine'))).toEqual({ b: 'fine' });
  expect(parse(openingOf('a'), 'ends as another', closingOf('c'), section('b', 'fine'))).toEqual({ b: 'fine' });
  expect(parse(section('b', 'fine'), openingOf('a'), 'cut off')).toEqual({ b: 'fine' });
  expect(parse(section('b', 'fine'), section('b', 'forged'))).toEqual({ b: 'fine' });
  expect(parse(closingOf('b'), section('b', 'fine'))).toEqual({ b: 'fine' });
});

test('no text of a section is taken for a marker', () => {
  const forged = `one\n${closingOf('own')}\n${section('other', 'forged')}\n  ${openingOf('x')}\ntwo`;
  const body = join({ own: tidySection(forged), other: 'true' }, 'own');
  expect(Object.fromEntries(parseSections(body))).toEqual({ own: 'one\nforged\ntwo', other: 'true' });
});

test('a section has what the others leave, and a fair share at least', () => {
  expect(roomFor('a', new Map(), MAX)).toBeGreaterThan(MAX - 200);
  expect(roomFor('a', new Map([['b', 'x'.repeat(20_000)]]), MAX)).toBeGreaterThan(39_000);
  expect(roomFor('a', new Map([['b', 'x'.repeat(59_000)]]), MAX)).toBe(8000);
});

test('the longest other sections are shortened to their headline, and say where the whole is', () => {
  const long = (bytes: number) => tidySection(`${text}\n\n| a |\n|--|\n${'| é |\n'.repeat(bytes / 7)}`);
  const given = { default: long(8000), a: long(30_000), b: long(28_000), c: text };
  const body = join(given, 'default');
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX);
  const found = parseSections(body);
  expect(found.get('default')).toBe(given.default);
  expect(found.get('b')).toBe(given.b);
  expect(found.get('c')).toBe(text);
  expect(found.get('a')).toMatch(
    /^> \[!CAUTION\]\n> \*\*Model gate failed\.\*\*.*\n\n\*\*Shortened\*\*.*\n\n<sub>\[Full report\]\(https:\/\/example.test\/runs\/1\)<\/sub>$/,
  );
  expect(says(found.get('a'), given.a)).toBe(true);
  expect(says(found.get('a'), given.b.replace('failed', 'passed'))).toBe(false);
});

test('any number of long sections fits or is refused, and is never cut in the middle', () => {
  for (const gates of [2, 20, 100, 200]) {
    const whole = `${text}\n\n<details><summary>More</summary>\n\n${'é'.repeat(4000)}\n\n</details>`;
    const names = Array.from({ length: gates }, (_, i) => `gate-${i}`);
    const body = joinSections(new Map(names.map((name) => [name, whole])), 'gate-0', MAX)!;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX);
    expect(parseSections(body).get('gate-0')).toBe(whole);
    expect(body.match(/<details>/g)!.length).toBe(body.match(/<\/details>/g)!.length);
    expect(parseSections(body).size).toBe(gates);
  }
  const many = new Map(Array.from({ length: 2000 }, (_, i) => [`gate-${i}`, text]));
  expect(joinSections(many, 'gate-0', MAX)).toBeNull();
});
