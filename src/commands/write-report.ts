import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suiteSlug } from '../baseline/slug.ts';
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
  const files = {
    json: join(folder, 'report.json'),
    markdown: join(folder, 'report.md'),
    html: join(folder, 'report.html'),
    baselines: baselines.length > 0 ? join(folder, 'baseline') : null,
  };
  // What an earlier report rested on must not look as if this one did.
  await rm(join(folder, 'baseline'), { recursive: true, force: true });
  await mkdir(files.baselines ?? folder, { recursive: true });
  await writeFile(files.json, renderJson(report));
  await writeFile(files.markdown, renderMarkdown(report, { maxBytes: MAX_MARKDOWN_BYTES }));
  await writeFile(files.html, renderHtml(report));
  for (const { suite, kind, bytes } of baselines) {
    const name = kind === 'baseline' ? suiteSlug(suite) : `${suiteSlug(suite)}-anchor`;
    await writeFile(join(files.baselines!, `${name}.parquet`), bytes);
  }
  return files;
}
