import { createHash } from 'node:crypto';
import { EvidenceError } from '../errors.ts';
import type { Evidence } from '../model/dataset.ts';
import type { EvidenceSource } from '../model/ports.ts';
import { buildEvidence } from './dataset.ts';
import { parseFile } from './formats/catalogue.ts';
import { collectProblems } from './problems.ts';
import type { EvidenceRequest, EvidenceTable } from './request.ts';

/** Of all files together; each file names fewer. */
const MAX_PROBLEMS = 100;

/**
 * Reads every file of the sources, in their order, as one evidence. `sha256` is of each file as it is stored.
 * Throws EvidenceError when there is no file, with the problems of all files that cannot be read together, and as
 * `buildEvidence` does.
 */
export async function readEvidence(
  sources: readonly EvidenceSource[],
  format: string,
  request: EvidenceRequest,
): Promise<Evidence> {
  const problems = collectProblems(MAX_PROBLEMS);
  const tables: EvidenceTable[] = [];
  const notes: string[] = [];

  /** Runs one step; what is wrong with its files joins the rest. */
  async function attempt<T>(step: () => Promise<T>): Promise<T | null> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      for (const { where, message } of error.problems) problems.add(where, message);
      return null;
    }
  }

  for (const source of sources) {
    for (const blob of (await attempt(source.list)) ?? []) {
      notes.push(...(blob.notes ?? []));
      await attempt(async () => {
        const bytes = await blob.read();
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const { table, format: found } = parseFile(bytes, blob.path, format);
        tables.push({ file: { path: blob.path, sha256, format: found, rows: table.rows }, table });
      });
    }
  }
  problems.throwIfAny();
  if (tables.length === 0) {
    throw new EvidenceError([
      { where: request.where, message: 'there are no files of evidence. Name them with `files` or `artifact`.' },
    ]);
  }
  const evidence = buildEvidence(tables, request);
  return { ...evidence, notes: [...new Set(notes), ...evidence.notes] };
}
