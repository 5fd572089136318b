/**
 * Keeps a document within a number of bytes by leaving out whole pieces: a report cut anywhere else would lose the end of a character, a
 * table row or a details block, and GitHub refuses or drops what is too long.
 */

/** A part of a document. Parts are written one after the other, each as head, rows and tail, without anything between. */
export interface Section {
  /** Lower is more important. Among equals the earlier one is. */
  readonly priority: number;
  readonly head: string;
  /** Pieces that can be left out from the end on. A section that has rows is never shown without any. */
  readonly rows: readonly string[];
  readonly tail: string;
  /** Says how many rows are left out, in the place where they would be. */
  readonly more: (left: number) => string;
}

/** What a document lost. */
export interface Omission {
  readonly rows: number;
  readonly sections: number;
}

const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * The sections in their order, within `maxBytes` bytes of UTF-8. When they do not fit, room is given by priority: to a whole section if it
 * fits, else to as many of its rows as fit. `describeOmission` then ends the document; its length may not depend on more than the digits
 * of the numbers. The result is never longer than `maxBytes`, even if that means nothing is left.
 */
export function fitSections(
  sections: readonly Section[],
  maxBytes: number,
  describeOmission: (omission: Omission) => string,
): string {
  const whole = sections.map((section) => writeSection(section, section.rows.length));
  if (byteLength(whole.join('')) <= maxBytes) return whole.join('');

  const allRows = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const closing = byteLength(describeOmission({ rows: allRows, sections: sections.length }));
  let room = maxBytes - closing;
  const kept = new Map<Section, string>();
  const omission = { rows: 0, sections: 0 };
  for (const section of sections.toSorted((a, b) => a.priority - b.priority)) {
    const count = countFitting(section, room);
    if (count === null) {
      omission.sections++;
      omission.rows += section.rows.length;
      continue;
    }
    const text = writeSection(section, count);
    omission.rows += section.rows.length - count;
    room -= byteLength(text);
    kept.set(section, text);
  }
  const text = sections.map((section) => kept.get(section) ?? '').join('');
  return closing <= maxBytes ? text + describeOmission(omission) : text;
}

function writeSection({ head, rows, tail, more }: Section, count: number): string {
  const left = rows.length - count;
  return head + rows.slice(0, count).join('') + (left > 0 ? more(left) : '') + tail;
}

/** How many rows of a section fit; null when the section has to go. */
function countFitting({ head, rows, tail, more }: Section, room: number): number | null {
  let left = room - byteLength(head) - byteLength(tail);
  const sizes = rows.map(byteLength);
  if (sizes.reduce((sum, size) => sum + size, 0) <= left) return rows.length;
  left -= byteLength(more(rows.length));
  let count = 0;
  while (count < sizes.length && sizes[count]! <= left) left -= sizes[count++]!;
  return count > 0 ? count : null;
}
