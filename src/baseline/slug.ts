import { createHash } from 'node:crypto';

/** Of the readable part; with the hash it stays far below the 255 bytes that file systems allow. */
const MAX_READABLE = 40;

/**
 * The name of a suite as a file name: what is left of it in `a-z0-9-`, and twelve hex digits of SHA-256(name).
 * The hash keeps apart names that look the same afterwards; nothing of the name can become a path, an option or a dot file.
 */
export function suiteSlug(name: string): string {
  const readable = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_READABLE)
    .replace(/^-+|-+$/g, '');
  const hash = createHash('sha256').update(name, 'utf8').digest('hex').slice(0, 12);
  return `${readable || 'suite'}-${hash}`;
}

/** How the copies of records in a report folder are called, and those of anchors among them. No store writes such a name. */
export const COPY = '.compared.parquet';
export const ANCHOR_COPY = `-anchor${COPY}`;
