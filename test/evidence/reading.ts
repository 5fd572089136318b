import { EvidenceError } from '../../src/errors.ts';
import { buildEvidence } from '../../src/evidence/dataset.ts';
import { parseFile } from '../../src/evidence/formats/catalogue.ts';
import type { Table } from '../../src/evidence/formats/table.ts';
import type { EvidenceRequest } from '../../src/evidence/request.ts';
import type { Evidence } from '../../src/model/dataset.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const parse = (text: string, path: string, format = 'auto'): Table =>
  parseFile(bytesOf(text), path, format).table;

/** The cells of a table, column by column; null is a missing one. */
export const cellsOf = (table: Table): Record<string, (string | null)[]> =>
  Object.fromEntries(
    table.columns.map(({ name, codes, values }) => [name, [...codes].map((code) => (code < 0 ? null : values[code]!))]),
  );

export const DEFAULT_REQUEST: EvidenceRequest = {
  task: 'binary',
  columns: {},
  positiveLabel: null,
  positiveFor: [],
  sliceColumns: [],
  needs: new Set(['label', 'prediction']),
  wants: new Set(),
  numbers: [],
  where: 'suites[0]',
  place: (within) => ({ where: 'p.yml:1', key: `suites[0].${within}` }),
};

/** Columns as a policy asks for them. */
export const wanted = (...names: readonly string[]) => names.map((name) => ({ name, where: 'p.yml:2', key: 'gate' }));

/** Evidence of files given as path and content. */
export function build(files: Readonly<Record<string, string>>, request: Partial<EvidenceRequest> = {}): Evidence {
  const tables = Object.entries(files).map(([path, text]) => {
    const { table, format } = parseFile(bytesOf(text), path, 'auto');
    return { file: { path, sha256: '', format, rows: table.rows }, table };
  });
  return buildEvidence(tables, { ...DEFAULT_REQUEST, ...request });
}

/** `where: message` of every problem that the call throws as an EvidenceError. */
export function problemsOf(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof EvidenceError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** As `problemsOf`, of a promise. */
export async function rejectionOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => '',
    (error: unknown) => {
      if (error instanceof EvidenceError) return error.message;
      throw error;
    },
  );
}

/** The names that a column of codes points to; null is a missing cell. */
export const decode = (codes: Int32Array | null, names: readonly string[]): (string | null)[] =>
  [...(codes ?? [])].map((code) => (code === -1 ? null : names[code]!));
