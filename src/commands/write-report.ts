import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ANCHOR_COPY, COPY, suiteSlug } from '../baseline/slug.ts';
import type { GateResult } from '../gate.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';

/** Where the parts of a report lie. */
export interface ReportFiles {
  readonly json: string;
  readonly markdown: string;
  readonly html: string;
  /** A folder with the records that were compared with; null when there were none. */
  readonly baselines: string | null;
}

/** A report file is for reading in full: only what no viewer shows is cut. */
const MAX_MARKDOWN_BYTES = 10_000_000;

/** Writes a report in every form, and the baseline records that it rests on, so that the check can be repeated anywhere. */
export async function writeReport(folder: string, { report, baselines }: GateResult): Promise<ReportFiles> {
  const { json, markdown, html, records } = placesIn(folder);
  await removeReport(folder);
  await mkdir(baselines.length > 0 ? records : folder, { recursive: true });
  await writeFile(json, renderJson(report));
  await writeFile(markdown, renderMarkdown(report, { maxBytes: MAX_MARKDOWN_BYTES }));
  await writeFile(html, renderHtml(report));
  for (const { suite, kind, bytes } of baselines) {
    await writeFile(join(records, `${suiteSlug(suite)}${kind === 'anchor' ? ANCHOR_COPY : COPY}`), bytes);
  }
  return { json, markdown, html, baselines: baselines.length > 0 ? records : null };
}

/**
 * Removes what an earlier run wrote into the folder: a run that comes to no verdict must not leave the report of another one behind. Files of
 * others stay, and so do the copied records while they are the `baseline` that is about to be read.
 */
export async function removeReport(folder: string, baseline: string | null = null): Promise<void> {
  const { json, markdown, html, records } = placesIn(folder);
  const isRead = baseline !== null && (isWithin(baseline, records) || isWithin(records, baseline));
  const names = isRead ? [] : await orNothing(readdir(records), []);
  const copies = names.filter((name) => name.endsWith(COPY)).map((name) => join(records, name));
  for (const path of [json, markdown, html, ...copies]) await orNothing(rm(path), undefined);
  // Only an empty folder can be removed so.
  if (copies.length > 0) await rmdir(records).catch(() => {});
}

function placesIn(folder: string) {
  return {
    json: join(folder, 'report.json'),
    markdown: join(folder, 'report.md'),
    html: join(folder, 'report.html'),
    records: join(folder, 'baseline'),
  };
}

function isWithin(path: string, folder: string): boolean {
  const steps = relative(resolve(folder), resolve(path)).split(/[\\/]/);
  return steps[0] !== '..';
}

/** What an operation on files comes to; `nothing` where there is no such file. */
async function orNothing<T>(operation: Promise<T>, nothing: T): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return nothing;
    throw error;
  }
}
