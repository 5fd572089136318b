import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanLine,
  disarmCommands,
  escapeHtml,
  escapeHtmlProse,
  escapeMarkdown,
  escapeProse,
  escapeTerminal,
  escapeUrl,
  fence,
} from '../../src/report/escape.ts';
import { runs } from '../runs.ts';
import { HOSTILE } from './fixtures.ts';
import { findLive, text } from './live.ts';

describe('cleanLine', () => {
  it.each([
    ['a\r\nb\tc\u2028d', 'a b c d'],
    ['e\u0301', '\u00e9'],
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u009b31mred', 'red'],
    ['\u001b]0;title\u0007rest', 'rest'],
    ['\u202eabc\u2066\u200b\ufeff\u00ad', 'abc'],
    ['a\u0000b\u0085c', 'ab c'],
    ['x\ud83dy', 'x\ufffdy'],
  ])('%j reads %j', (written, shown) => {
    expect(cleanLine(written)).toBe(shown);
  });

  it('cuts between characters', () => {
    expect(cleanLine('🏙️🏙🏙🏙', 3)).toBe('🏙🏙…');
    expect(cleanLine('abc', 3)).toBe('abc');
  });
});

describe('escapeMarkdown', () => {
  it.each([
    ['recall', '<code>recall</code>'],
    ['age_band=80+, sex=F', '<code>age_band=80+, sex=F</code>'],
    ['a|b`c', '<code>a&#124;b&#96;c</code>'],
    ['<b>&amp;', '<code>&lt;b&gt;&amp;amp;</code>'],
    ['@octocat', '<code>&#64;<wbr>octocat</code>'],
    ['https://x.y', '<code>https&#58;//x.y</code>'],
    ['www.x.y', '<code>www&#46;x.y</code>'],
    ['_a_', '<code>&#95;a&#95;</code>'],
    ['\u200b', '<code>(blank)</code>'],
  ])('%j becomes %s', (written, escaped) => {
    expect(escapeMarkdown(written, 80)).toBe(escaped);
  });
});

describe('escapeProse', () => {
  it.each([
    ['recall fell to 88.7% (95.8% before).', 'recall fell to 88.7% (95.8% before).'],
    ['In `a|b`: done', 'In <code>a&#124;b</code>: done'],
    ['one ` alone', 'one &#96; alone'],
    [':``tada: www``.x.y', ':&#96;&#96;tada: www&#96;&#96;.x.y'],
    ['for @octocat and #12', 'for <code>&#64;<wbr>octocat</code> and <code>&#35;12</code>'],
    ['at 10:32', 'at <code>10:32</code>'],
    ['- item', '&#45; item'],
    ['1. item', '&#49;. item'],
    ['12 of 540 rows', '12 of 540 rows'],
  ])('%j becomes %s', (written, escaped) => {
    expect(escapeProse(written, 200)).toBe(escaped);
  });
});

describe('a name with backticks', () => {
  const name = 'g=`x`';

  it('shows them in the sentence that quotes it', () => {
    expect(escapeProse(`recall in ${name} fell: see \`record\`.`, 200, [name])).toBe(
      'recall in g=&#96;x&#96; fell: see <code>record</code>.',
    );
    expect(escapeProse('In `a`b`: done', 200, ['a`b'])).toBe('In <code>a&#96;b</code>: done');
    expect(escapeHtmlProse(`recall in ${name} fell: see \`record\`.`, [name])).toBe(
      'recall in g=&#96;x&#96; fell: see <code>record</code>.',
    );
  });

  it('and nothing else shows as one', () => {
    expect(escapeProse('a\ufdd0b', 200)).toBe('a\ufffdb');
    expect(escapeHtmlProse('a\ufdd0b')).toBe('a\ufffdb');
  });

  it('that is too long loses its middle', () => {
    expect(cleanLine('region=north-east', 9, 'middle')).toBe('regi…east');
    expect(escapeMarkdown('region=north-east', 9)).toBe('<code>regi…east</code>');
  });
});

describe('text of others is never live', () => {
  it.each(HOSTILE)('in Markdown: %j', (written) => {
    expect(findLive(`x ${escapeMarkdown(written, 200)}`)).toEqual([]);
    expect(findLive(`x ${escapeProse(written, 200)}`)).toEqual([]);
  });

  it('in Markdown, whatever it is', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (written, length) => {
        const guarded = escapeProse(`a ${written} b`, length, [written]);
        expect(findLive(`x ${escapeMarkdown(written, length)} ${escapeProse(written, length)} ${guarded}`)).toEqual([]);
      }),
      { numRuns: runs(166) },
    );
  });

  it('in HTML, whatever it is', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(escapeHtml(written)).not.toMatch(/[<>"'`\p{Cc}]|&(?!#\d+;)/u);
        expect(escapeHtmlProse(written).replace(/<\/?code>/g, '')).not.toMatch(/[<>"'`\p{Cc}]|&(?!#\d+;)/u);
      }),
    );
  });

  it('in a terminal, whatever it is', () => {
    fc.assert(
      fc.property(text, (written) => {
        const shown = escapeTerminal(written);
        expect(shown).not.toMatch(/^\s*::|##\[/m);
        expect(shown.replaceAll('\n', '').replaceAll('\u200b', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

describe('escapeTerminal', () => {
  it('keeps lines apart and commands harmless', () => {
    expect(escapeTerminal('one\r\n  ::error::x\rtwo ##[group]')).toBe('one\n  :\u200b:error::x\ntwo ##\u200b[group]');
    expect(disarmCommands('a :: b')).toBe('a :: b');
  });
});

describe('escapeUrl', () => {
  it.each([
    ['https://github.com/a/b/actions/runs/1?x=1#s', 'https://github.com/a/b/actions/runs/1?x=1#s'],
    ['https://x.y/(a)<b>"c d', 'https://x.y/%28a%29%3Cb%3E%22c%20d'],
    ['javascript:alert(1)', null],
    ['not a url', null],
    [`https://x.y/${'a'.repeat(3000)}`, null],
  ])('%j becomes %j', (written, escaped) => {
    expect(escapeUrl(written)).toBe(escaped);
  });
});

describe('fence', () => {
  it('is longer than what is in it', () => {
    expect(fence('a ```` b\n::error::x')).toBe('`````sh\na ```` b\n:\u200b:error::x\n`````');
  });
});
