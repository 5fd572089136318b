import { EvidenceError } from '../../errors.ts';
import { quote, showPlace } from '../../model/quote.ts';
import { parseDelimited } from './delimited.ts';
import { unwrapGzip } from './encoding.ts';
import { parseJson } from './json.ts';
import { parseJsonLines } from './json-lines.ts';
import type { Table } from './table.ts';

/** How one kind of file is recognised and read. */
interface Format {
  readonly name: string;
  readonly extensions: readonly string[];
  /** Whether the first line of a file whose name says nothing, and whether another line follows it, fit the format. */
  readonly sniff: (firstLine: string, hasMore: boolean) => boolean;
  readonly parse: (bytes: Uint8Array, path: string) => Table;
}

/** Every format that is read; the first that fits wins. */
const FORMATS: readonly Format[] = [
  {
    name: 'jsonl',
    extensions: ['.jsonl', '.ndjson'],
    sniff: (line, hasMore) => hasMore && line.startsWith('{') && line.endsWith('}'),
    parse: parseJsonLines,
  },
  {
    name: 'json',
    extensions: ['.json'],
    sniff: (line) => line.startsWith('{') || line.startsWith('['),
    parse: parseJson,
  },
  {
    name: 'tsv',
    extensions: ['.tsv', '.tab'],
    sniff: (line) => line.includes('\t'),
    parse: (bytes, path) => parseDelimited(bytes, path, '\t'),
  },
  {
    name: 'csv',
    extensions: ['.csv'],
    sniff: (line) => line.includes(','),
    parse: (bytes, path) => parseDelimited(bytes, path, ','),
  },
];

/** What `format` may say. */
export const FORMAT_NAMES: readonly string[] = ['auto', ...FORMATS.map(({ name }) => name)];

/** Whether the name of a file, `.gz` aside, ends as those of a format do. */
export function hasKnownExtension(path: string): boolean {
  return findByExtension(path) !== undefined;
}

/**
 * Reads a file in the named format; `auto` goes by the extension (`.csv`, `.csv.gz`), then by the content. Gzip is
 * undone first, whatever the name says. Throws EvidenceError when the format is unknown or the file does not keep it.
 */
export function parseFile(
  bytes: Uint8Array,
  path: string,
  format: string,
): { readonly table: Table; readonly format: string } {
  const content = unwrapGzip(bytes, path);
  const found =
    format === 'auto' ? (findByExtension(path) ?? findByContent(content)) : FORMATS.find(({ name }) => name === format);
  if (found === undefined) {
    const names = FORMATS.map(({ name }) => name).join(', ');
    const message =
      format === 'auto'
        ? `neither the name nor the content says what format this is. Read are ${names}, and gzip of each; set \`format\`.`
        : `the format ${quote(format)} is not read. Read are ${names}, and gzip of each.`;
    throw new EvidenceError([{ where: showPlace(path), message }]);
  }
  return { table: found.parse(content, path), format: found.name };
}

function findByExtension(path: string): Format | undefined {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  return FORMATS.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)));
}

function findByContent(bytes: Uint8Array): Format | undefined {
  const head = new TextDecoder().decode(bytes.subarray(0, 2 ** 16)).trimStart();
  const [firstLine = '', ...rest] = head.split(/\r\n|\n|\r/);
  if (firstLine.includes('\0')) return undefined;
  return FORMATS.find(({ sniff }) =>
    sniff(
      firstLine.trim(),
      rest.some((line) => line.trim() !== ''),
    ),
  );
}
