import { byteLength } from '../report/budget.ts';
import { COMMENT_MARKER, closingOf, openingOf } from './marker.ts';
import { overviewOf, shortened, titleAlone } from './section-headline.ts';
import { linesOf } from './stored.ts';

/**
 * The comment that all gates of a pull request share: a line by which it is found, an overview where there are several gates, and a
 * section for each gate between two markers of its own. Everything outside of the sections is written anew each time.
 */

/** What each gate says, by its slug: Markdown with `\n` as line end, without blank lines around it. */
export type Sections = ReadonlyMap<string, string>;

const MARKER = /^<!-- model-gate:v1 (end )?name=([a-z0-9-]{1,40}) -->$/;
const ANY_MARKER = /^\s*<!--\s*model-gate:/i;

/** What one section gets at least, in bytes of UTF-8, however many others there are. */
const LEAST_OWN_BYTES = 8_000;

/** Whether a comment is the one that gates share. */
export function isShared(body: string): boolean {
  return linesOf(body)[0] === COMMENT_MARKER;
}

/**
 * The sections of a comment. One that does not end, or ends under another name, is dropped; of two with one name the first counts.
 */
export function parseSections(body: string): Sections {
  const found = new Map<string, string>();
  let open: { readonly slug: string; readonly lines: string[] } | null = null;
  for (const line of linesOf(body)) {
    const [, end, slug] = MARKER.exec(line) ?? [];
    if (slug === undefined) open?.lines.push(line);
    else if (end === undefined) open = { slug, lines: [] };
    else {
      if (open?.slug === slug && !found.has(slug)) found.set(slug, tidy(open.lines));
      open = null;
    }
  }
  return found;
}

/** What a section is stored as: no line of it can be taken for a marker, whatever it was made from. */
export function tidySection(text: string): string {
  return tidy(linesOf(text));
}

/**
 * How many bytes a section may have beside the others: what they leave, and a fair share at least, for which the others are shortened.
 */
export function roomFor(slug: string, sections: Sections, maxBytes: number): number {
  const others = byteLength(join(new Map([...sections, [slug, '']])));
  // The overview will have a line for the own section as well.
  const reserve = sections.size > 0 ? 100 : 0;
  return Math.max(LEAST_OWN_BYTES, maxBytes - others - reserve);
}

/**
 * The comment with these sections, at most `maxBytes` long. While it is too long, the longest section but `own` is shortened to its
 * headline, and when there is none left, to its title. null: there are too many gates for one comment.
 */
export function joinSections(sections: Sections, own: string, maxBytes: number): string | null {
  const fitting = new Map(sections);
  let size = byteLength(join(fitting));
  for (const shorten of [shortened, titleAlone]) {
    const others = [...fitting]
      .filter(([slug]) => slug !== own)
      .map(([slug, text]) => ({ slug, text, size: byteLength(text) }))
      .sort((a, b) => b.size - a.size);
    for (const other of others) {
      if (size <= maxBytes) break;
      const less = shorten(other.text);
      fitting.set(other.slug, less);
      size += byteLength(less) - other.size;
    }
  }
  return size <= maxBytes ? join(fitting) : null;
}

/** Whether a section says this, whole or shortened by another gate that needed room. */
export function says(found: string | undefined, text: string): boolean {
  return found !== undefined && [text, shortened(text), titleAlone(text)].includes(found);
}

function join(sections: Sections): string {
  const slugs = [...sections.keys()].sort(defaultFirst);
  const overview = slugs.length > 1 ? [overviewOf(slugs.map((slug) => [slug, sections.get(slug)!])), ''] : [];
  const parts = slugs.flatMap((slug, i) => [
    ...(slugs.length > 1 ? [...(i > 0 ? [''] : []), `## ${slug}`, ''] : []),
    openingOf(slug),
    sections.get(slug)!,
    closingOf(slug),
  ]);
  return `${[COMMENT_MARKER, ...overview, ...parts].join('\n')}\n`;
}

function defaultFirst(a: string, b: string): number {
  const late = (slug: string): number => (slug === 'default' ? 0 : 1);
  return late(a) - late(b) || (a < b ? -1 : 1);
}

function tidy(lines: readonly string[]): string {
  return lines
    .filter((line) => !ANY_MARKER.test(line))
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
}
