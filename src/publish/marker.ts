import { createHash } from 'node:crypto';

const MAX_SLUG = 40;

/**
 * The first line of a comment of ours, by which a later run finds it. It holds `[a-z0-9-]` alone of the name, so that
 * no name can end the HTML comment; a name that loses something by that gets a hash, so that two names never share a
 * marker.
 *
 * `markerOf('default')` is `<!-- model-gate:v1 name=default -->`.
 */
export function markerOf(name: string): string {
  return `<!-- model-gate:v1 name=${slugOf(name)} -->`;
}

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (slug === name && slug.length <= MAX_SLUG && slug !== '') return slug;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const stem = slug.slice(0, MAX_SLUG - 1 - hash.length).replace(/-$/, '');
  return stem === '' ? hash : `${stem}-${hash}`;
}
