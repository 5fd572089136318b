import { countOf } from '../report/format.ts';

/** What a section begins with: an alert whose kind and title tell the verdict, as report/markdown.ts writes it. */
const ALERT = /^> \[!(CAUTION|WARNING|TIP|NOTE)\]\n((?:> .*(?:\n|$))+)/;
const TITLE = /^> \*\*([^*<>[\]`]{1,80})\*\*/;
const REPORT_LINK = /^<sub>\[Full report\]\((https?:\/\/[^\s()]+)\)<\/sub>$/m;

const SIGNS = { CAUTION: '❌', WARNING: '⚠️', NOTE: '⏳', TIP: '✅' } as const;
type Kind = keyof typeof SIGNS;
const KINDS = Object.keys(SIGNS) as readonly Kind[];

interface Headline {
  readonly kind: Kind;
  /** The lines of the alert. */
  readonly lines: string;
  /** `Model gate failed.`; Markdown of ours alone. */
  readonly title: string;
}

/** null: the section does not begin with a verdict, so somebody edited it. */
function headlineOf(section: string): Headline | null {
  const [, kind, lines] = ALERT.exec(section) ?? [];
  const title = lines === undefined ? undefined : TITLE.exec(lines)?.[1];
  return title === undefined ? null : { kind: kind as Kind, lines: lines!.trimEnd(), title };
}

/** The section without all but its headline, and where the whole is. Shortening twice is shortening once. */
export function shortened(section: string): string {
  const headline = headlineOf(section);
  const url = REPORT_LINK.exec(section)?.[1];
  const where = url === undefined ? 'The summary of its job has the rest.' : `<sub>[Full report](${url})</sub>`;
  const head = headline === null ? '' : `> [!${headline.kind}]\n${headline.lines}\n\n`;
  return shorter(section, `${head}**Shortened** to leave room for other gates.\n\n${where}`);
}

/** The verdict without its reason. */
export function titleAlone(section: string): string {
  const headline = headlineOf(section);
  const title = headline?.title ?? 'No room is left for this gate.';
  return shorter(section, `> [!${headline?.kind ?? 'NOTE'}]\n> **${title}** The summary of its job tells why.`);
}

const shorter = (whole: string, less: string): string => (less.length < whole.length ? less : whole);

/** One line for each gate, those first that failed. */
export function overviewOf(sections: readonly (readonly [slug: string, text: string])[]): string {
  const gates = sections.map(([slug, text]) => {
    const { kind, title } = headlineOf(text) ?? { kind: 'NOTE' as const, title: 'No verdict is known.' };
    return { kind, line: `- ${SIGNS[kind]} **${slug}**: ${title}` };
  });
  const failed = gates.filter(({ kind }) => kind === 'CAUTION').length;
  const verdict = failed === 0 ? 'none failed' : `${failed} failed`;
  const lines = KINDS.flatMap((kind) => gates.filter((gate) => gate.kind === kind).map(({ line }) => line));
  return [`### ${countOf(gates.length, 'model gate')}: ${verdict}`, '', ...lines].join('\n');
}
