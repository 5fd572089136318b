import type { Publisher } from '../model/ports.ts';
import { type MarkdownOptions, renderMarkdown } from '../report/markdown.ts';

/** Puts the report on the page of the run. `write` appends to the summary of the job and has room for `maxBytes`. */
export function summaryPublisher(write: (markdown: string) => Promise<void>, form: MarkdownOptions): Publisher {
  return { name: 'summary', publish: (report) => write(renderMarkdown(report, form)) };
}
