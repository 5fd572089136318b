import { createHash } from 'node:crypto';

const MAX_SLUG = 40;

/** The first line of the comment that all gates of a pull request share, by which a later run finds it. */
export const COMMENT_MARKER = '<!-- model-gate:v1 -->';

/** The line before a section of the comment. */
export const openingOf = (slug: string): string => `<!-- model-gate:v1 name=${slug} -->`;

/** The line after it. */
export const closingOf = (slug: string): string => `<!-- model-gate:v1 end name=${slug} -->`;

/** The first line of the issue about a suite; `name` keeps several gates of one repository apart. A slug holds no dot. */
export function alertMarkerOf(name: string, suite: string): string {
  return `<!-- model-gate:alert v1 key=${alertKeyOf(name, suite)} -->`;
}

export const alertKeyOf = (name: string, suite: string): string => `${slugOf(name)}.${slugOf(suite)}`;

/**
 * What stands for the name of a gate in the markers of its section: `[a-z0-9-]` alone, at most 40 of them, so that no name can end
 * the HTML comment. A name that loses something by that gets a hash, so that two names never share a section.
 */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (slug === name && slug.length <= MAX_SLUG && slug !== '') return slug;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const stem = slug.slice(0, MAX_SLUG - 1 - hash.length).replace(/-$/, '');
  return stem === '' ? hash : `${stem}-${hash}`;
}
