import fc from 'fast-check';
import { HOSTILE } from './fixtures.ts';

/** Text that tends to be harmful: hostile strings, their pieces, and anything else. */
export const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.constantFrom(...'<>&`|@#$:[]()!\\*_~\n\r\u001b.-1a ', '::', '##[', '](', 'www.', '://', '</code>', '-->'),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** The tags that reports are made of. */
const OWN_TAGS = /<\/?(?:code|sub|details|summary)>|<wbr>|^<!-- model-gate:v1 name=[a-z0-9-]+ -->$/gm;

/** What could come to life in a Markdown document: the rules that broke, each with where. Given links are left out of `markdown` first. */
export function findLive(markdown: string): readonly string[] {
  const problems: string[] = [];
  const look = (rule: string, found: RegExpMatchArray | null) => {
    if (found) problems.push(`${rule}: ${found[0]}`);
  };
  const withoutTags = markdown.replace(OWN_TAGS, '\u0001');
  const outsideCode = markdown.replace(/<code>.*?<\/code>/g, '').replace(/^> \[!\w+\]$|^\|[:|-]+$/gm, '');
  look('a tag', withoutTags.match(/<.{0,20}/));
  look('an entity or none', markdown.match(/&(?!amp;|lt;|gt;|#\d+;).{0,10}/));
  look('a mention or an e-mail address', markdown.match(/@|&#64;(?!<wbr>)/));
  look('a mention outside code', outsideCode.match(/&#64;/));
  look('a reference', outsideCode.match(/(?:#|&#35;)\d+(?!\d*;)|\bgh-\d/i));
  look('an emoji or link', outsideCode.match(/:[\w+-]+:|&#58;|:\/\/|www\.|www&#46;/i));
  look('a link', markdown.match(/\]\(|https?:\/\//));
  look('a command', markdown.match(/^\s*::|##\[/m));
  look(
    'emphasis or a cell',
    outsideCode.replace(/^\|.*\|$|^\*\*\w[\w ]*:\*\*|^> \*\*[\w ]+\.\*\*/gm, '').match(/[`*~|\\$]/),
  );
  look('a control', markdown.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Cs}]/u));
  return problems;
}
