import type { Send } from './connection.ts';
import type { OperationName } from './operations.ts';

/** The most that GitHub puts on a page. */
export const PAGE_SIZE = 100;

/** Reads every page of a list, in order; at most `maxPages`. */
export async function readPages<T>(
  send: Send,
  name: OperationName,
  parameters: Readonly<Record<string, unknown>>,
  reader: (json: unknown) => readonly T[],
  maxPages = Infinity,
): Promise<readonly T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await send(name, { ...parameters, per_page: PAGE_SIZE, page });
    items.push(...answer.read(reader));
    if (page >= maxPages || !/<[^>]*>;\s*rel="next"/.test(String(answer.headers.link))) return items;
  }
}
