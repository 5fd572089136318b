import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { byteLength } from '../../src/report/budget.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { displayWidth } from '../../src/report/width.ts';
import { runs } from '../runs.ts';
import { crowded, FIXTURES, failed, finding, firstRun, hostile, report, row, suite, unchanged } from './fixtures.ts';
import { findLive, text } from './live.ts';

const MARKER = '<!-- model-gate:v1 name=default -->';
const WHOLE = { maxBytes: Number.POSITIVE_INFINITY };

const hostileReport = fc
  .tuple(text, text, text, fc.constantFrom('pass', 'warn', 'fail'), fc.integer({ min: 1, max: 6 }))
  .map(([name, label, message, outcome, copies]): Report => {
    const subject = { metric: name, label, slice: { [label]: name } };
    return report(
      outcome,
      Array.from({ length: copies }, () =>
        suite({
          name,
          measurements: [row({ ...subject, value: 0.5, baseline: 0.6 }), row({ metric: label, value: 0.1 })],
          findings: [
            finding({
              ...subject,
              rule: 'max-drop',
              limit: 0.01,
              limitText: '1pp',
              outcome,
              reason: 'regressed',
              message,
            }),
          ],
          flips: { worse: [name], better: [label], worseCount: 1, betterCount: 1, midP: 1 },
          notes: [message],
        }),
      ),
      { policyNote: message },
    );
  });

describe('renderMarkdown', () => {
  it('starts with the marker, then the verdict', () => {
    expect(renderMarkdown(failed, { ...WHOLE, marker: MARKER })).toMatch(
      /^<!-- model-gate:v1 name=default -->\n> \[!CAUTION\]\n> \*\*Model gate failed\.\*\* In <code>tumour<\/code>: recall fell by 7.1 pp/,
    );
    expect(renderMarkdown(unchanged, WHOLE)).toMatch(/^> \[!TIP\]/);
    expect(renderMarkdown(firstRun, WHOLE)).toMatch(/^> \[!NOTE\]\n> \*\*No baseline yet\.\*\*/);
  });

  it('has no link but the given one, and only to the web', () => {
    const linked = renderMarkdown(unchanged, { ...WHOLE, reportUrl: 'https://x.y/run/1' });
    expect(linked.match(/\]\([^)]*\)/g)).toEqual(['](https://x.y/run/1)']);
    expect(renderMarkdown(unchanged, { ...WHOLE, reportUrl: 'javascript:alert(1)' })).not.toMatch(/\]\(|javascript/);
  });

  it('leaves nothing out when there is room', () => {
    const whole = renderMarkdown(crowded, WHOLE);
    expect(whole).not.toContain('Shortened to fit');
    expect(whole.match(/^\| /gm)).toHaveLength(400 + 2);
  });

  it('says what is left out, and closes what it opens', () => {
    for (const maxBytes of [1_000, 5_000, 20_000, 60_000]) {
      const cut = renderMarkdown(crowded, { maxBytes, marker: MARKER });
      expect(cut).toContain('**Shortened to fit:**');
      expect(cut.match(/<details>/g)?.length).toBe(cut.match(/<\/details>/g)?.length);
      expect(cut.match(/<code>/g)?.length).toBe(cut.match(/<\/code>/g)?.length);
      expect(cut.startsWith(MARKER)).toBe(true);
    }
  });

  it('never exceeds its budget, and is well-formed, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostileReport, fc.constantFrom(...Object.values(FIXTURES))),
        fc.integer({ min: 0, max: 30_000 }),
        (any, maxBytes) => {
          const markdown = renderMarkdown(any, { maxBytes, marker: MARKER, reproduce: 'run `this`' });
          expect(byteLength(markdown)).toBeLessThanOrEqual(maxBytes);
          expect(Buffer.from(markdown).toString()).toBe(markdown);
        },
      ),
      { numRuns: runs(20) },
    );
  });

  it('keeps text of others dead, whatever it is', () => {
    expect(findLive(renderMarkdown(hostile, { ...WHOLE, marker: MARKER }))).toEqual([]);
    fc.assert(
      fc.property(hostileReport, (any) => {
        expect(findLive(renderMarkdown(any, { ...WHOLE, marker: MARKER }))).toEqual([]);
      }),
      { numRuns: runs(66) },
    );
  });

  it('keeps every table row in its columns', () => {
    for (const any of Object.values(FIXTURES)) {
      const rows = renderMarkdown(any, WHOLE)
        .split('\n')
        .filter((line) => line.startsWith('|'));
      for (const line of rows) expect([6, 8]).toContain(line.match(/\|/g)!.length);
    }
  });
});

describe('renderHtml', () => {
  it('asks nothing of anybody, and keeps text of others dead', () => {
    fc.assert(
      fc.property(fc.oneof(hostileReport, fc.constantFrom(...Object.values(FIXTURES))), (any) => {
        const tags = renderHtml(any)
          .replace(/<style>[\s\S]*<\/style>/, '')
          .match(/<[^>]*>/g)!;
        for (const tag of tags) {
          expect(tag).toMatch(
            /^<(?:!doctype html|\/?(?:html|head|body|header|main|footer|section|title|h[123]|p|span|ul|li|details|summary|code|div|table|caption|thead|tbody|tr|th|td|svg|line|circle|meta)(?: [\w-]+="[^"<>]*")*)\/?>$/,
          );
          expect(tag).not.toMatch(/ (?:on\w+|href|src|style)=/);
        }
      }),
      { numRuns: runs(16) },
    );
  });
});

describe('renderTerminal', () => {
  it('holds its width, whatever is in it', () => {
    for (const [name, any] of Object.entries(FIXTURES)) {
      if (name === 'hostile') continue;
      for (const width of [80, 100, 120]) {
        const long = renderTerminal(any, { color: false, width })
          .split('\n')
          .filter((line) => displayWidth(line) > width);
        expect(long).toEqual([]);
      }
    }
  });

  it('lets no control and no command through', () => {
    fc.assert(
      fc.property(hostileReport, (any) => {
        const shown = renderTerminal(any, { color: false, width: 80 });
        expect(shown).not.toMatch(/^\s*::|##\[/m);
        expect(shown.replaceAll('\n', '').replaceAll('\u200b', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('says the same with colours', () => {
    const colored = renderTerminal(failed, { color: true, width: 100 });
    expect(colored).toContain('\u001b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderTerminal(failed, { color: false, width: 100 }));
  });
});
