import { appendFile, stat } from 'node:fs/promises';

/**
 * The runner's limit for the summary file of a step; it drops the whole summary of a step that exceeds it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
const MAX_FILE_BYTES = 1024 * 1024;

/** What one text may have, so that it fits with the line end after it. */
export const MAX_SUMMARY_BYTES = MAX_FILE_BYTES - 1;

/**
 * Appends to the summary of the job.
 *
 * Errors: Error when the runner offers no summary file, or when the text does not fit into what is left of it.
 */
export async function writeSummary(env: NodeJS.ProcessEnv, markdown: string): Promise<void> {
  const path = env.GITHUB_STEP_SUMMARY;
  if (!path) throw new Error('the runner offers no job summary (GITHUB_STEP_SUMMARY is not set).');
  const text = `${markdown.trimEnd()}\n`;
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size + Buffer.byteLength(text) > MAX_FILE_BYTES) {
    throw new Error(`the job summary would exceed ${MAX_FILE_BYTES} bytes, and the runner would drop all of it.`);
  }
  await appendFile(path, text);
}
