import type { Section } from './budget.ts';
import { formatCount } from './format.ts';

/** A block that opens on a click. Markdown inside needs the empty lines. `summary` is safe already. */
export function details(summary: string): { readonly head: string; readonly tail: string } {
  return { head: `\n<details><summary>${summary}</summary>\n\n`, tail: '\n</details>\n' };
}

/** The last item of a list of which some are left out. */
export function moreItem(left: number): string {
  return `- … and ${formatCount(left)} more\n`;
}

/** A section that is shown whole or not at all. */
export function wholeSection(priority: number, text: string): Section {
  return { priority, head: text, rows: [], tail: '', more: () => '' };
}
