import type { Place } from './shapes.ts';

/** A request that passed validation and permissions. */
export interface Call {
  readonly place: Place;
  /** The values in the path. */
  readonly values: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed body; its shape was validated. */
  readonly body: unknown;
  readonly wantsRaw: boolean;
  /** The address of the request itself, for links to further pages. */
  readonly url: URL;
  /** Makes an address outside the interface from which bytes are had without a token. */
  readonly signDownload: (bytes: Buffer) => string;
}

export interface Answer {
  readonly status: number;
  /** Bytes go out as they are, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

/** GitHub's refusal of a request. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const refusalBody = (message: string) => ({ message, documentation_url: 'https://docs.github.com/rest' });

/** One page of a list, with the links to its neighbours. */
export function pageOfList<T>(
  items: readonly T[],
  { query, url }: Call,
): { items: T[]; headers: Record<string, string> } {
  const size = Math.max(1, Number(query.get('per_page') ?? 30));
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (rel: string, number: number) => {
    const address = new URL(url);
    address.searchParams.set('page', String(number));
    return `<${address}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
